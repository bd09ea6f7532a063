// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.apache.camel.Exchange;
import org.awaitility.core.ConditionTimeoutException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.TraceEvent.FaultStruck;

import static org.awaitility.Awaitility.await;

/**
 * One module, one weather: exchanges of all kinds both ways while faults strike, then none strike any more, everything
 * comes to its end, and is judged.
 */
final class SoakRound {
    private static final long PAUSE_NANOS = 2_000_000;
    private static final int UNDER_WAY = 5;
    private static final int ASKED_UNDER_WAY = 2;
    /** Replies pass requests: asked without a pause, the module would do nothing else. */
    private static final long ASK_PAUSE_NANOS = Duration.ofMillis(80).toNanos();

    private static final int NOTIFY_ONE_IN = 12;
    private static final Duration KEEP_ALIVE = Duration.ofMillis(500);
    private static final Duration NEVER_IN_A_ROUND = Duration.ofMinutes(10);
    /** Longer than a CON may hold up others, which is 93 s (RFC 7252, MAX_TRANSMIT_WAIT). */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    /** What is delayed in the network, or repeated by the module, has come by then. */
    private static final Duration STRAGGLERS = Duration.ofSeconds(1);
    /** A request of the cloud, repeated three times, has its response by then, or has none. */
    private static final Duration ASKED = Duration.ofSeconds(3);

    private record Begun(Trial trial, AtomicInteger ends, Exchange[] exchange) {}

    private final SoakWeather weather;
    private final SoakReport report;
    private final SoakTrials trials;
    private final ConcurrentLinkedQueue<Begun> begun = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Exchange> notified = new ConcurrentHashMap<>();
    private final Map<Integer, Response> responses = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Integer> asked = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger askedUnderWay = new AtomicInteger();
    private final long start = System.nanoTime();
    private long lastAsked;
    private boolean observing;
    private volatile long lastLine = start;
    private Rig rig;
    private Judge judge;

    SoakRound(SoakWeather weather, SoakReport report) {
        this.weather = weather;
        this.report = report;
        trials = new SoakTrials(weather.seed(), 1);
    }

    void run(Path folder, Duration time) throws Exception {
        Duration keepAlive = weather.isDrowsy() ? NEVER_IN_A_ROUND : KEEP_ALIVE;
        try (Rig opened =
                new Rig(folder, Rig.COMMAND_TIMEOUT, keepAlive, weather.isSecure(), weather::describe, this::traced)) {
            rig = opened;
            judge = new Judge(opened);
            if (weather.isDrowsy()) {
                talk(time.dividedBy(2));
                fallSilent();
                talk(time.dividedBy(2));
            } else {
                talk(time);
            }
            rig.module().noFaults();
            settle();
        }
        report.round(!weather.garbled());
    }

    private void talk(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            if (!observing && canBeAsked()) {
                observing = true;
                rig.cloud().observe("seen");
            }
            begin();
            ask();
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Begins nothing until the module has fallen asleep. */
    private void fallSilent() {
        long enough = SoakWeather.SLEEPS_AFTER.plus(KEEP_ALIVE).toNanos();
        try {
            await().atMost(PATIENCE).until(() -> System.nanoTime() - lastLine >= enough);
            report.silence();
        } catch (ConditionTimeoutException e) {
            object("the line was never silent: " + underWay + " exchanges are under way, the modem is " + rig.state());
        }
    }

    private void traced(TraceEvent event) {
        if (event instanceof FaultStruck struck) {
            report.fault(struck.fault().cliName());
        }
        if (event instanceof TraceEvent.AtText || event instanceof TraceEvent.AtData) {
            lastLine = System.nanoTime();
        }
        events.add("%9.3f %s".formatted((System.nanoTime() - start) / 1e9, event.describe()));
    }

    // --- exchanges ---

    private void begin() {
        if (underWay.get() >= UNDER_WAY) {
            return;
        }
        underWay.incrementAndGet();
        if (trials.oneIn(NOTIFY_ONE_IN)) {
            int number = trials.nextNumber();
            AtomicInteger ends = new AtomicInteger();
            rig.notifyObservers(number, exchange -> {
                notified.put(number, exchange);
                ended(ends, "notification " + number);
            });
            return;
        }
        Begun next = new Begun(trials.next(), new AtomicInteger(), new Exchange[1]);
        begun.add(next);
        rig.begin(next.trial(), exchange -> {
            next.exchange()[0] = exchange;
            ended(next.ends(), next.trial().toString());
        });
    }

    private void ended(AtomicInteger ends, String what) {
        if (ends.incrementAndGet() == 1) {
            underWay.decrementAndGet();
        } else {
            object(what + " ended more than once");
        }
    }

    private boolean canBeAsked() {
        return rig.isReady() && rig.cloud().reachesModule();
    }

    private void ask() {
        if (askedUnderWay.get() >= ASKED_UNDER_WAY || !canBeAsked()) {
            return;
        }
        if (System.nanoTime() - lastAsked < ASK_PAUSE_NANOS) {
            return;
        }
        lastAsked = System.nanoTime();
        askedUnderWay.incrementAndGet();
        int number = trials.nextNumber();
        asked.add(number);
        AtomicBoolean over = new AtomicBoolean();
        rig.ask(number, trials.oneIn(2), Content.request(number, trials.oneIn(3) ? 500 : 20), ASKED)
                .whenComplete((response, none) -> {
                    if (response != null) {
                        responses.put(number, response);
                    }
                    if (over.compareAndSet(false, true)) {
                        askedUnderWay.decrementAndGet();
                    }
                });
    }

    // --- the end ---

    private void settle() {
        try {
            await().atMost(PATIENCE).until(() -> underWay.get() == 0);
            rig.awaitReady();
            recovered();
        } catch (ConditionTimeoutException e) {
            object("not settled: " + underWay + " exchanges have no end, the modem is " + rig.state());
        }
        await().atMost(PATIENCE).until(() -> askedUnderWay.get() == 0);
        await().pollDelay(STRAGGLERS).until(() -> true);
        begun.forEach(this::judge);
        notified.forEach(this::judgeNotification);
        asked.forEach(this::judgeAsked);
        if (!rig.hasHandshakeFailed()) {
            judgeGiven();
        }
    }

    private void judgeGiven() {
        rig.given()
                .repeated()
                .forEach(messageId -> objectUnlessGarbled(
                        "under message ID " + messageId + " the module was given requests more than once"));
    }

    /** Without faults everything succeeds again, if it is not asked too late: what is owed may still come. */
    private void recovered() {
        report.recovery();
        for (int i = 0; i < 2; i++) {
            Trial trial = Trial.post(trials.nextNumber());
            Exchange exchange = rig.send(trial);
            judge.objection(trial, exchange).ifPresent(this::object);
            if (exchange.getException() != null) {
                object("after all faults " + trial + " failed: " + exchange.getException() + ", the modem is "
                        + rig.state());
            }
        }
    }

    private void judge(Begun exchange) {
        if (exchange.ends().get() != 1) {
            object(exchange.trial() + " has " + exchange.ends() + " outcomes");
            return;
        }
        Exchange ended = exchange.exchange()[0];
        report.outcome(kind(exchange.trial(), ended));
        judge.objection(exchange.trial(), ended).ifPresent(this::objectUnlessGarbled);
        judgeSuccess(exchange.trial(), Verdict.of(ended, exchange.trial().awaited()));
    }

    /** In a strict round what is known to be answered is told so, unless something may have come between. */
    private void judgeSuccess(Trial trial, Verdict verdict) {
        if (weather.isSecure() && trial.isAnswerable()) {
            report.answerableOverDtls(verdict == Verdict.ANSWERED);
        }
        if (weather.garbled() || !trial.isAnswerable()) {
            return;
        }
        report.answerable(verdict == Verdict.ANSWERED);
        if (verdict != Verdict.ANSWERED && trial.isAnsweredUnmistakably() && !isExcused(trial.number())) {
            object(trial + " ended as " + verdict + ", though nothing had struck that could be the reason");
        }
    }

    private boolean isExcused(int number) {
        return weather.isGrave()
                || rig.hadStruckBeforeEnd(number, SoakWeather.GRAVE)
                || weather.isSecure() && rig.hadRenewedBeforeEnd(number);
    }

    private static String kind(Trial trial, Exchange exchange) {
        Verdict verdict = Verdict.of(exchange, trial.awaited());
        return verdict
                + Optional.ofNullable(exchange.getException())
                        .map(failure -> "(" + failure.getClass().getSimpleName() + ")")
                        .orElse("");
    }

    /** An observer counts as reached when it has acknowledged. */
    private void judgeNotification(int number, Exchange exchange) {
        Integer count = exchange.getMessage().getHeader(Bc66CoapConstants.NOTIFIED, Integer.class);
        boolean arrived = rig.cloud().notifications().isAny(number);
        if (exchange.getException() != null) {
            Verdict verdict = Verdict.of(exchange, true);
            report.outcome("notification " + verdict);
            if (verdict == Verdict.NOT_SENT && arrived) {
                objectUnlessGarbled("notification " + number + " was told not to be sent, but arrived");
            }
        } else {
            report.outcome("notification to " + count);
        }
        if (count != null && count > 0 && !arrived) {
            objectUnlessGarbled("notification " + number + " was told to have reached " + count + ", but did not");
        }
        if (rig.cloud().notifications().isRepeated(number)) {
            objectUnlessGarbled("notification " + number + " was sent more than once");
        }
    }

    private void judgeAsked(int number) {
        Response response = responses.get(number);
        int served = rig.served(number);
        if (response == null) {
            report.outcome("request from the cloud: no response");
        } else {
            report.outcome("request from the cloud: " + response.getCode());
            judgeResponse(number, served, response);
        }
        if (!weather.garbled()) {
            report.asked(response != null);
            if (response == null && !isExcused(number)) {
                object("request " + number
                        + " of the cloud had no response, though nothing had struck that could be the" + " reason");
            }
        }
        if (served > 1) {
            objectUnlessGarbled("request " + number + " of the cloud was served " + served + " times");
        }
    }

    /** It is served as it is, or is cut by a restart and refused. */
    private void judgeResponse(int number, int served, Response response) {
        if (response.getCode() == ResponseCode.CHANGED) {
            if (served != 1 || !Content.isAnswer(number, response.getPayload())) {
                objectUnlessGarbled("request " + number + " of the cloud, served " + served
                        + " times, got an answer of " + Content.number(response.getPayload()));
            }
        } else if (response.getCode() != ResponseCode.BAD_REQUEST || !rig.hasRestartedDuring(number)) {
            objectUnlessGarbled("request " + number + " of the cloud was answered with " + response.getCode());
        }
    }

    private void objectUnlessGarbled(String what) {
        if (weather.garbled()) {
            report.excuse(what.replaceAll(".*(bytes|no options|cloud|notification [0-9]+) (was|got)", "$1 was")
                    .replaceAll("[:;].*", ""));
        } else {
            object(what);
        }
    }

    private void object(String what) {
        report.objection("round with seed " + weather.seed() + " (" + weather + "): " + what);
        // what happened at the module, once
        events.forEach(System.out::println);
        events.clear();
    }
}
