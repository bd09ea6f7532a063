// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.bc66coap.at.ManualEventLoop;
import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.LostObserver;
import io.github.bc66coap.modem.api.ModemListener;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.PathPattern;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;

/** What the routes of a LwM2M client do with a modem, in virtual time, and a ledger of how everything ended. */
final class SteppedGateway implements ModemListener {
    static final Duration UPDATE = Duration.ofMinutes(10);
    static final Duration TELEMETRY = Duration.ofSeconds(60);
    static final Peer SERVER = new Peer("192.0.2.1", 5684);

    private static final Duration RETRY = Duration.ofSeconds(20);
    private static final int CONFIRMED_ONE_IN = 5;
    private static final List<String> PATH = List.of(SteppedPlatform.TELEMETRY.split("/"));
    /** Twice as long as anything may take. */
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private final ManualEventLoop loop;
    private final Modem modem;
    private final SteppedPlatform platform;
    private final List<String> objections = new ArrayList<>();
    private final Map<String, Integer> outcomes = new LinkedHashMap<>();
    private String registration;
    private long due;
    private boolean registering;
    /** What is under way is no longer what is wanted. */
    private boolean anew;

    private boolean notifying;
    private int unobserved;
    private int number;
    private int measured;

    SteppedGateway(ManualEventLoop loop, Modem modem, SteppedPlatform platform) {
        this.loop = loop;
        this.modem = modem;
        this.platform = platform;
    }

    void start() {
        modem.subscribe(this);
        serve(SteppedPlatform.TELEMETRY, true);
        serve(SteppedPlatform.BATTERY, false);
        modem.start();
        every(TELEMETRY, this::measure);
        every(Duration.ofSeconds(1), this::look);
    }

    List<String> objections() {
        return objections;
    }

    Map<String, Integer> outcomes() {
        return outcomes;
    }

    private void every(Duration period, Runnable task) {
        loop.schedule(period, () -> {
            task.run();
            every(period, task);
        });
    }

    private void serve(String path, boolean observable) {
        modem.serve(ModemFixture.service(
                PathPattern.parse("/" + path),
                Set.of(Method.GET),
                Duration.ofMillis(1500),
                Duration.ofSeconds(60),
                false,
                observable,
                (request, sent) -> CompletableFuture.completedFuture(
                        new Reply(Code.CONTENT, CoapOptions.EMPTY, SteppedPlatform.payload(0)))));
    }

    // the registration

    private void look() {
        if (registering || loop.nanoTime() < due) {
            return;
        }
        registering = true;
        anew = false;
        int mine = ++number;
        boolean isNew = registration == null;
        CoapOptions path = CoapOptions.of(
                isNew
                        ? List.of(new CoapOption(11, "rd"))
                        : List.of(new CoapOption(11, "rd"), new CoapOption(11, registration)));
        OutgoingRequest request = new OutgoingRequest(
                SERVER, MessageType.CON, Method.POST, null, null, path, SteppedPlatform.payload(mine), true, 0, null);
        judged("request " + mine, modem.send(request), outcome -> {
            registering = false;
            due = loop.nanoTime() + (anew ? Duration.ZERO : took(outcome, isNew) ? UPDATE : RETRY).toNanos();
            String what = isNew ? "registration" : "update";
            count(what + " " + name(outcome));
            boolean handled = platform.hasHandled(mine);
            if (outcome instanceof SendOutcome.Answered answered) {
                String payload = new String(answered.response().payload(), StandardCharsets.US_ASCII);
                if (!handled || !payload.equals(Integer.toString(mine))) {
                    object(what + " " + mine + " got the answer of " + payload);
                }
            } else if (handled && isUnsent(outcome)) {
                object(what + " " + mine + " was handled, but ended as " + outcome);
            }
        });
    }

    private boolean took(SendOutcome outcome, boolean isNew) {
        if (!(outcome instanceof SendOutcome.Answered answered)) {
            return false;
        }
        IncomingResponse response = answered.response();
        if (response.code().equals(Code.NOT_FOUND)) {
            registration = null;
            return false;
        }
        if (isNew) {
            registration =
                    response.options().values(OptionDefinition.LOCATION_PATH).get(1);
            unobserved = 0;
        }
        return true;
    }

    private static boolean isUnsent(SendOutcome outcome) {
        return outcome instanceof SendOutcome.Unavailable
                || outcome instanceof SendOutcome.NoSession
                || outcome instanceof SendOutcome.Refused
                || outcome instanceof SendOutcome.HandshakeFailed failed && failed.reported();
    }

    private void registerAnew() {
        anew = true;
        registration = null;
        due = loop.nanoTime();
    }

    @Override
    public boolean onResponse(IncomingResponse response) {
        return false;
    }

    @Override
    public void onObserverLost(LostObserver lost) {
        registerAnew();
    }

    @Override
    public void onRecovered(int state) {
        due = loop.nanoTime();
    }

    @Override
    public void onRestarted(String reason) {
        due = loop.nanoTime();
    }

    // telemetry

    private void measure() {
        if (notifying) {
            return;
        }
        notifying = true;
        int mine = ++number;
        boolean confirmed = ++measured % CONFIRMED_ONE_IN == 0;
        CompletableFuture<CommandOutcome<NotifiedObservers>> sent = modem.notifyObservers(new Notification(
                PATH,
                confirmed ? MessageType.CON : MessageType.NON,
                Code.CONTENT,
                CoapOptions.EMPTY,
                SteppedPlatform.payload(mine)));
        judged("notification " + mine, sent, outcome -> {
            notifying = false;
            count("notification " + name(outcome));
            boolean arrived = platform.hasTelemetry(mine);
            if (outcome instanceof CommandOutcome.Done<NotifiedObservers> done) {
                if (done.value().count() > 0 && confirmed && !arrived) {
                    object("notification " + mine + " was told as acknowledged, but did not arrive");
                }
                unobserved = done.value().observed() ? 0 : unobserved + 1;
                if (unobserved == 2) {
                    registerAnew();
                }
            } else if (arrived) {
                object("notification " + mine + " arrived, but ended as " + outcome);
            }
        });
    }

    // the ledger

    private <T> void judged(String what, CompletableFuture<T> future, Consumer<T> end) {
        int[] ends = new int[1];
        future.whenComplete((outcome, failure) -> {
            if (++ends[0] > 1) {
                object(what + " ended twice");
            } else if (failure == null) {
                end.accept(outcome);
            } else {
                object(what + " ended with " + failure);
            }
        });
        loop.schedule(DEADLINE, () -> {
            if (ends[0] == 0) {
                object(what + " has no end");
            }
        });
    }

    private void object(String what) {
        objections.add(Duration.ofNanos(loop.nanoTime()) + ": " + what);
    }

    private void count(String outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    private static String name(Object outcome) {
        if (outcome instanceof SendOutcome.Answered answered) {
            return answered.response().code().toString();
        }
        return outcome instanceof CommandOutcome.Done<?> done
                ? "to " + ((NotifiedObservers) done.value()).count()
                : outcome.getClass().getSimpleName();
    }
}
