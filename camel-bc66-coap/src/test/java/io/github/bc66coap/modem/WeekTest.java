// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.at.ManualEventLoop;
import io.github.bc66coap.modem.WeekOfFaults.Kind;
import io.github.bc66coap.modem.WeekOfFaults.Strike;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.WakeUp;
import io.github.bc66coap.modem.link.Connector;
import io.github.bc66coap.modem.link.SimPasswords;
import io.github.bc66coap.simulator.Quirks;
import io.github.bc66coap.simulator.SteppedBc66;
import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.VirtualBc66;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A week of a LwM2M client, in virtual time: server, network, module and line fail and come back, and forget. Every exchange
 * has one outcome, and it is true; and after each fault telemetry flows again within one update period.
 */
class WeekTest {
    /** Telemetry and what it needs: an update may just have failed. */
    private static final Duration WITHIN = SteppedGateway.UPDATE;

    private static final Duration READS = Duration.ofMinutes(7);

    private static final Duration TRACED = Optional.ofNullable(System.getProperty("week.trace"))
            .map(Duration::parse)
            .orElse(null);

    /** Three kinds of firmware, and what they are used for. */
    enum Firmware {
        AS_THE_NOTE_SAYS("", true, true, WakeUp.DTR),
        OF_FEW_WORDS(
                "no-rdy,boot-lf-cr,result-missing,coarse-data-status,first-at-lost=1200000,context-lost-in-sleep,"
                        + "no-close-notify,settings-not-told",
                true,
                true,
                WakeUp.AT),
        WITHOUT_DTLS(
                "no-boot-log,repeated-responses,cme-error,response-before-result,dummy-at-unanswered=30000,"
                        + "sticky-head-and-options,searching-after-sleep=2000",
                false,
                false,
                WakeUp.RTS);

        private final String quirks;
        private final boolean secure;
        private final boolean keepsSessions;
        private final WakeUp wakeUp;

        Firmware(String quirks, boolean secure, boolean keepsSessions, WakeUp wakeUp) {
            this.quirks = quirks;
            this.secure = secure;
            this.keepsSessions = keepsSessions;
            this.wakeUp = wakeUp;
        }
    }

    private final ManualEventLoop loop = new ManualEventLoop();
    private final SteppedLine line = new SteppedLine(loop);
    private final SteppedNetwork network = new SteppedNetwork(loop);
    private final Map<Kind, List<Duration>> healed = new EnumMap<>(Kind.class);
    private final List<String> objections = new ArrayList<>();
    private SteppedPlatform platform;
    private SteppedBc66 module;
    private int telemetry;
    private int reads;
    private int answeredReads;
    private int strikes;
    private int striking;
    private long calmSince;

    @ParameterizedTest
    @EnumSource
    void everyOutcomeIsTrueAndTelemetryResumesAfterEachFault(Firmware firmware) {
        long seed = Long.getLong("week.seed", new SplittableRandom(firmware.ordinal() + 7).nextLong(1_000_000));
        platform = new SteppedPlatform(loop, network, firmware.keepsSessions);
        module = VirtualBc66.builder()
                .address("10.0.0.2")
                .ackRandomFactor(1)
                .latency(Duration.ofMillis(5))
                .trace(this::traced)
                .quirks(Quirks.parse(firmware.quirks))
                .stepped(new LoopExecutor(loop), loop::nanoTime, network, line::print);
        line.join(module::received, module::pulse);
        Modem modem = modem(firmware);
        SteppedGateway gateway = new SteppedGateway(loop, modem, platform);
        platform.onTelemetry(number -> telemetry++);
        gateway.start();
        loop.advance(Duration.ofMinutes(5));
        assertThat(telemetry).as("before anything strikes").isPositive();
        read();
        List<Strike> week = WeekOfFaults.of(seed, EnumSet.allOf(Kind.class));
        week.forEach(this::schedule);
        long begin = System.nanoTime();
        loop.advance(WeekOfFaults.WEEK.plusHours(7));

        System.out.printf(
                "week: %s, seed %d, %d faults, %d s%n",
                firmware, seed, week.size(), (System.nanoTime() - begin) / 1_000_000_000);
        report(gateway, modem);
        objections.addAll(platform.objections());
        objections.addAll(gateway.objections());
        assertThat(objections).isEmpty();
        assertThat(platform.isRegistered()).isTrue();
    }

    private Modem modem(Firmware firmware) {
        SettingsBuilder settings = new SettingsBuilder();
        settings.psk = firmware.secure ? new Psk("meter", "00112233") : null;
        settings.wakeUp = firmware.wakeUp;
        settings.keepAliveInterval = Duration.ofSeconds(60);
        settings.localPorts = 2;
        return new Modem(new Session(
                loop,
                settings.build(),
                new Connector(loop, line, loop::execute, FakeLine::wire, () -> false),
                new SimPasswords(),
                new Random(1),
                new CopyOnWriteArrayList<>()));
    }

    /** With {@code -Dweek.trace=PT21H}, what happens at the module in the half hour from then on. */
    private void traced(TraceEvent event) {
        Duration now = Duration.ofNanos(loop.nanoTime());
        if (TRACED != null && now.compareTo(TRACED) >= 0 && now.compareTo(TRACED.plusMinutes(30)) < 0) {
            System.out.println(now + " " + event.describe());
        }
    }

    private void read() {
        loop.schedule(READS, () -> {
            readOnce();
            module.takeCommands();
            read();
        });
    }

    private void readOnce() {
        int before = strikes;
        boolean calm = striking == 0 && loop.nanoTime() > calmSince + WITHIN.toNanos();
        platform.read(answered -> {
            reads++;
            answeredReads += answered ? 1 : 0;
            if (!answered && calm && before == strikes) {
                objections.add(Duration.ofNanos(loop.nanoTime()) + ": a read was not answered, and nothing had struck");
            }
        });
    }

    private void schedule(Strike strike) {
        loop.schedule(strike.at(), () -> {
            strikes++;
            striking++;
            begin(strike.kind());
        });
        loop.schedule(strike.end(), () -> {
            end(strike.kind());
            striking--;
            calmSince = loop.nanoTime();
            if (strike.judged()) {
                watch(strike, loop.nanoTime(), telemetry);
            }
        });
    }

    private void begin(Kind kind) {
        switch (kind) {
            case SERVER_RESTARTS -> platform.down(true);
            case SERVER_FORGETS_SESSION -> platform.forgetSessions();
            case SERVER_FORGETS_CLIENT -> platform.forgetClient();
            case SERVER_FORGETS_OBSERVATION -> platform.forgetObservations();
            case NAT_REBINDS -> network.rebind();
            case NETWORK_DOWN -> network.down(true);
            case DETACHED -> module.attach(false);
            case MODULE_RESTARTS -> module.reboot();
            case MODULE_RESTARTS_UNHEARD -> {
                line.mute(true);
                module.reboot();
                line.mute(false);
            }
            case DEEP_SLEEP -> module.sleep();
            case LINE_PULLED, POWER_LOST -> line.pull();
        }
    }

    private void end(Kind kind) {
        switch (kind) {
            case SERVER_RESTARTS -> platform.down(false);
            case NETWORK_DOWN -> network.down(false);
            case DETACHED -> module.attach(true);
            case LINE_PULLED -> line.putBack();
            case POWER_LOST -> {
                module.reboot();
                line.putBack();
            }
            default -> {
                // it is over at once
            }
        }
    }

    private void watch(Strike strike, long since, int before) {
        Duration past = Duration.ofNanos(loop.nanoTime() - since);
        if (telemetry > before) {
            healed.computeIfAbsent(strike.kind(), any -> new ArrayList<>()).add(past);
        } else if (past.compareTo(WITHIN) >= 0) {
            objections.add("no telemetry within " + WITHIN + " after " + strike);
        } else {
            loop.schedule(Duration.ofSeconds(1), () -> watch(strike, since, before));
        }
    }

    private void report(SteppedGateway gateway, Modem modem) {
        healed.forEach((kind, times) -> {
            List<Duration> sorted = times.stream().sorted().toList();
            System.out.printf(
                    "  %-27s %3d times, median %3d s, longest %3d s%n",
                    kind,
                    sorted.size(),
                    sorted.get(sorted.size() / 2).toSeconds(),
                    sorted.get(sorted.size() - 1).toSeconds());
        });
        System.out.println("  " + gateway.outcomes());
        System.out.printf(
                "  %d notifications arrived, %d were rejected; %d registrations; %d of %d reads answered%n  %s%n",
                telemetry, platform.rejected(), platform.registrations(), answeredReads, reads, modem.counters());
    }
}
