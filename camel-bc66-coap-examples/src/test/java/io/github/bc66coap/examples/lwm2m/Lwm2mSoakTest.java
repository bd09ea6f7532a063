// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.lwm2m;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.examples.sandbox.ExampleJvm;
import io.github.bc66coap.simulator.Quirks;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.network.Nat;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The LwM2M example on a pseudo-terminal, at a real platform, while platform, network, module and line fail and come back: after
 * each fault telemetry flows again within one update period. {@code WeekTest} of the component is the same in virtual time.
 */
class Lwm2mSoakTest {
    private static final String NAME = "867725030002525";
    private static final String KEY = "00112233445566778899aabbccddeeff";
    private static final Duration DURATION = Duration.ofSeconds(Integer.getInteger("soak.duration", 30));
    private static final Duration LIFETIME = Duration.ofSeconds(60);
    /** The example updates its registration when half of its lifetime is over. */
    private static final Duration UPDATE = LIFETIME.dividedBy(2);
    /** For what follows in place of the update: a registration, requests of the operator, a sample. */
    private static final Duration MESSAGES = Duration.ofSeconds(10);

    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final int LONGEST_MILLIS = 8_000;
    private static final long START_SECONDS = 60;

    /** Three kinds of firmware. */
    private enum Firmware {
        AS_THE_NOTE_SAYS(true, ""),
        OF_FEW_WORDS(
                true,
                "no-rdy,boot-lf-cr,result-missing,coarse-data-status,first-at-lost=3600000,context-lost-in-sleep,"
                        + "no-close-notify,settings-not-told"),
        WITHOUT_DTLS(
                false,
                "no-boot-log,repeated-responses,cme-error,response-before-result,first-at-lost=3600000,"
                        + "sticky-head-and-options");

        private final boolean secure;
        private final Quirks quirks;

        Firmware(boolean secure, String quirks) {
            this.secure = secure;
            this.quirks = Quirks.parse(quirks);
        }

        /** A module that only a control line wakes can't be woken on a pseudo-terminal. */
        private Set<Kind> faults() {
            return this == AS_THE_NOTE_SAYS
                    ? EnumSet.complementOf(EnumSet.of(Kind.DEEP_SLEEP))
                    : EnumSet.allOf(Kind.class);
        }
    }

    private enum Kind {
        SERVER_RESTARTS,
        NAT_REBINDS,
        NETWORK_DOWN,
        DETACHED,
        MODULE_RESTARTS,
        DEEP_SLEEP,
        CONTEXT_LOST,
        LINE_PULLED,
        POWER_LOST
    }

    private final AtomicInteger notifications = new AtomicInteger();
    private final Map<Kind, List<Duration>> healed = new EnumMap<>(Kind.class);
    private final List<String> objections = new ArrayList<>();
    /** What platform and operator have told since the last fault. */
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    @TempDir
    Path directory;

    private Firmware firmware;
    private Lwm2mPlatform platform;
    private Lwm2mOperator operator;
    private Nat nat;
    private VirtualBc66 module;

    @BeforeAll
    static void warmUp() {
        VirtualBc66.warmUp();
    }

    @Test
    void telemetryFlowsAgainAfterEachFault() throws Exception {
        long seed = Long.getLong("soak.seed", new SplittableRandom().nextLong(1_000_000));
        SplittableRandom random = new SplittableRandom(seed);
        List<Firmware> all = List.of(Firmware.values());
        // a short run has one of them
        List<Firmware> chosen = DURATION.compareTo(Duration.ofMinutes(2)) < 0 ? all.subList(1, 2) : all;
        for (Firmware each : chosen) {
            run(each, DURATION.dividedBy(chosen.size()), random);
        }
        System.out.printf("LwM2M soak: seed %d, %s; after how many milliseconds telemetry flowed:%n", seed, DURATION);
        healed.forEach((kind, times) -> System.out.println("  " + kind + " "
                + times.stream().map(Duration::toMillis).sorted().toList()));
        assertThat(objections).isEmpty();
        assertThat(healed).isNotEmpty();
    }

    private void run(Firmware which, Duration time, SplittableRandom random) throws Exception {
        firmware = which;
        String address = FreePorts.address();
        Path out = Files.createTempFile(directory, "out", ".txt");
        startPlatform(0);
        nat = new Nat(new InetSocketAddress(address, 0), new InetSocketAddress("127.0.0.1", platform.port()));
        module = VirtualBc66.builder()
                .pty(directory.resolve(which.name()))
                .address(address)
                .ackTimeout(Duration.ofMillis(500))
                .maxRetransmit(2)
                .dtlsTimers(Duration.ofMillis(500), 2)
                .quirks(which.quirks)
                .start();
        try (ExampleJvm example = new ExampleJvm(out, options(), args())) {
            await().atMost(START_SECONDS, TimeUnit.SECONDS).until(() -> notifications.get() > 0);
            List<Kind> kinds = List.copyOf(which.faults());
            long end = System.nanoTime() + time.toNanos();
            do {
                strike(kinds.get(random.nextInt(kinds.size())), Duration.ofMillis(random.nextInt(LONGEST_MILLIS)), out);
                pause(BETWEEN);
            } while (System.nanoTime() - end < 0);
            assertThat(example.stop()).isEqualTo(143);
        } finally {
            module.close();
            nat.close();
            operator.close();
            platform.close();
            notifications.set(0);
        }
    }

    private static List<String> options() {
        return List.of(
                "-Dcamel.component.bc66coap.response-timeout=6s",
                "-Dcamel.component.bc66coap.send-timeout=6s",
                "-Dcamel.component.bc66coap.reconnect-max-delay=2s",
                "-Dcamel.component.bc66coap.keep-alive-interval=5s");
    }

    private String[] args() throws Exception {
        List<String> args = new ArrayList<>(List.of(
                "lwm2m",
                "--name=" + NAME,
                "--lifetime=" + LIFETIME.toSeconds() + "s",
                "--device=" + module.device(),
                "--server=" + nat.address().getHostString() + ":"
                        + nat.address().getPort()));
        if (firmware.secure) {
            args.addAll(
                    List.of("--dtls", "--key-file=" + Files.writeString(directory.resolve(firmware + ".key"), KEY)));
        }
        return args.toArray(String[]::new);
    }

    private void startPlatform(int port) {
        platform = firmware.secure
                ? Lwm2mPlatform.secure(Lwm2mPlatform.loopback(port), NAME, NAME, KEY, this::saw)
                : Lwm2mPlatform.plain(Lwm2mPlatform.loopback(port), this::saw);
        operator = new Lwm2mOperator(platform, NAME, line -> saw("operator: " + line));
    }

    private void saw(String line) {
        seen.add(LocalTime.now() + " " + line);
        if (line.startsWith("is notified of /19/0/0")) {
            notifications.incrementAndGet();
        }
    }

    private static void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void strike(Kind kind, Duration time, Path out) throws Exception {
        seen.clear();
        saw(kind + " of " + time);
        strike(kind, time);
        int before = notifications.get();
        long since = System.nanoTime();
        try {
            await().atMost(UPDATE.plus(MESSAGES)).until(() -> notifications.get() > before);
            healed.computeIfAbsent(kind, any -> new ArrayList<>()).add(Duration.ofNanos(System.nanoTime() - since));
        } catch (ConditionTimeoutException e) {
            objections.add(
                    firmware + ": no telemetry within " + UPDATE + " after " + kind + " of " + time + ": " + seen);
            Files.readAllLines(out).forEach(System.out::println);
        }
    }

    private void strike(Kind kind, Duration time) {
        switch (kind) {
            case SERVER_RESTARTS -> {
                int port = platform.port();
                operator.close();
                platform.close();
                pause(time);
                startPlatform(port);
            }
            case NAT_REBINDS -> nat.rebind();
            case NETWORK_DOWN -> {
                nat.down(true);
                pause(time);
                nat.down(false);
            }
            case DETACHED -> {
                module.attach(false);
                pause(time);
                module.attach(true);
            }
            case MODULE_RESTARTS -> module.reboot();
            case DEEP_SLEEP -> module.sleep();
            case CONTEXT_LOST -> module.recovered(1);
            case LINE_PULLED -> {
                module.hangUp();
                pause(time);
                module.reconnect();
            }
            case POWER_LOST -> {
                module.hangUp();
                pause(time);
                module.reboot();
                module.reconnect();
            }
        }
    }
}
