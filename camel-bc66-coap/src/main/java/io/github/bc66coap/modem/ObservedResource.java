// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.SendQueue.Place;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.Observation;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.Traffic;
import io.github.bc66coap.modem.link.Counters;

/** A resource observed at a server, from its first registration to its cancellation. */
final class ObservedResource {
    private static final Logger LOG = LoggerFactory.getLogger(ObservedResource.class);
    /** The module shows no Max-Age, so its default holds (RFC 7252 section 5.10.5). */
    private static final Duration MAX_AGE = Duration.ofSeconds(60);

    private static final int MIN_GRACE_MILLIS = 5_000;
    private static final int MAX_GRACE_MILLIS = 15_000;
    private static final String REGISTER = "0";
    private static final String DEREGISTER = "1";
    private static final CompletableFuture<SendOutcome> OVERTAKEN =
            CompletableFuture.completedFuture(new SendOutcome.Failed("a newer notification came"));

    private enum Phase {
        /** The server does not know, as far as we know. */
        UNREGISTERED,
        REGISTERING,
        ESTABLISHED,
        CANCELLED
    }

    private final EventLoop loop;
    private final RandomGenerator random;
    private final Observation observation;
    private final Token token;
    private final Outbox outbox;
    private final Predicate<IncomingResponse> listener;
    private final LogLimit trouble;
    private final Counters counters;
    private final NotificationOrder order;
    /** Any thread may read it. */
    private volatile Phase phase = Phase.UNREGISTERED;

    private boolean fetching;
    private IncomingResponse next;
    private EventLoop.Timer silence = () -> {};
    private int newest;

    /**
     * @param token of all its requests
     * @param listener takes whole notifications
     */
    ObservedResource(
            EventLoop loop,
            RandomGenerator random,
            Observation observation,
            Token token,
            Outbox outbox,
            Predicate<IncomingResponse> listener,
            Counters counters) {
        this.loop = loop;
        this.random = random;
        this.observation = observation;
        this.token = token;
        this.outbox = outbox;
        this.listener = listener;
        this.counters = counters;
        this.order = new NotificationOrder(loop);
        this.trouble = LogLimit.warnings(loop, LOG);
    }

    /** From any thread. */
    Traffic.Observed shown() {
        return new Traffic.Observed(observation.peer(), path(), phase.toString());
    }

    Observation observation() {
        return observation;
    }

    boolean isEstablished() {
        return phase == Phase.ESTABLISHED;
    }

    /** Registers, or renews the registration, with the same token. */
    void register() {
        if (phase == Phase.REGISTERING || phase == Phase.CANCELLED) {
            return;
        }
        phase = Phase.REGISTERING;
        silence.cancel();
        outbox.send(request(observation.options().with(OptionDefinition.OBSERVE, REGISTER), token), Place.LAST)
                .whenComplete((outcome, failure) -> registered(outcome, failure));
    }

    /** A response with an Observe option came from the server, or an error, which ends the observation there. */
    void onNotification(IncomingResponse notification) {
        if (notification.code().isError()) {
            trouble.log("{} at {} is no longer observed: {}", path(), observation.peer(), notification.code());
            phase = phase == Phase.ESTABLISHED ? Phase.UNREGISTERED : phase;
            watchForSilence();
            deliver(notification);
            return;
        }
        int sequence = notification.options().observe().orElse(0);
        if (phase == Phase.CANCELLED || !order.accept(sequence)) {
            counters.count(Counter.DROPPED_STALE_NOTIFICATION);
            return;
        }
        phase = phase == Phase.REGISTERING ? phase : Phase.ESTABLISHED;
        watchForSilence();
        deliver(notification);
    }

    /**
     * Ends the observation, and informs the server if it may have registered this.
     *
     * @param reachable whether there is a module to send that
     * @return completes when the server has been informed, or could not be
     */
    CompletableFuture<Void> cancel(boolean reachable) {
        Phase before = phase;
        phase = Phase.CANCELLED;
        silence.cancel();
        if (!reachable || before == Phase.UNREGISTERED || before == Phase.CANCELLED) {
            return CompletableFuture.completedFuture(null);
        }
        return outbox.send(request(observation.options().with(OptionDefinition.OBSERVE, DEREGISTER), token), Place.LAST)
                .handle((outcome, failure) -> null);
    }

    private void registered(SendOutcome outcome, Throwable failure) {
        if (phase == Phase.CANCELLED) {
            return;
        }
        phase = Phase.UNREGISTERED;
        watchForSilence();
        if (failure == null
                && outcome instanceof SendOutcome.Answered answered
                && answered.response().code().isSuccess()) {
            confirmed(answered.response());
        } else {
            trouble.log(
                    "{} could not be observed at {}: {}",
                    path(),
                    observation.peer(),
                    failure == null ? outcome : failure);
        }
    }

    private void confirmed(IncomingResponse response) {
        order.reset();
        if (response.options().observe().isPresent()) {
            phase = Phase.ESTABLISHED;
            order.accept(response.options().observe().getAsInt());
        } else {
            trouble.log("{} at {} can't be observed; asking again from time to time", path(), observation.peer());
        }
        deliver(response);
    }

    /**
     * A notification carries the first block only (RFC 7959 section 2.6). A newer one ends the fetching of the rest, which may be its own
     * already, and waits until the request under way has ended. So however fast a server notifies, one request waits for it and no more.
     */
    private void deliver(IncomingResponse notification) {
        int current = ++newest;
        OutgoingRequest rest = request(observation.options(), null);
        if (!BlockwiseRequest.isWanted(rest)) {
            hand(notification);
            return;
        }
        if (fetching) {
            if (next != null) {
                counters.count(Counter.DROPPED_STALE_NOTIFICATION);
            }
            next = notification;
            return;
        }
        fetching = true;
        new BlockwiseRequest(rest, outbox::fits, part -> current == newest ? outbox.send(part, Place.NEXT) : OVERTAKEN)
                .downloadRest(new SendOutcome.Answered(notification))
                .whenComplete((outcome, failure) -> {
                    fetching = false;
                    if (current != newest || phase == Phase.CANCELLED) {
                        counters.count(Counter.DROPPED_STALE_NOTIFICATION);
                    } else if (outcome instanceof SendOutcome.Answered whole) {
                        hand(whole.response());
                    } else {
                        trouble.log(
                                "the rest of a notification of {} did not come: {}",
                                path(),
                                failure == null ? outcome : failure);
                    }
                    deliverNext();
                });
    }

    private void hand(IncomingResponse notification) {
        try {
            if (!listener.test(notification)) {
                counters.count(Counter.DROPPED_UNWANTED_RESPONSE);
                LOG.debug("nobody takes a notification of {}", path());
            }
        } catch (RejectedExecutionException e) {
            counters.count(Counter.DROPPED_EVENT);
            trouble.log("a notification of {} is dropped: {}", path(), e.getMessage());
        }
    }

    private void deliverNext() {
        IncomingResponse newer = next;
        next = null;
        if (newer != null && phase != Phase.CANCELLED) {
            deliver(newer);
        }
    }

    /** The server may have forgotten (RFC 7641 section 3.3.1). */
    private void watchForSilence() {
        Duration grace = Duration.ofMillis(random.nextInt(MIN_GRACE_MILLIS, MAX_GRACE_MILLIS));
        silence.cancel();
        silence = loop.schedule(MAX_AGE.plus(grace), this::register);
    }

    private OutgoingRequest request(CoapOptions options, Token requestToken) {
        return new OutgoingRequest(
                observation.peer(),
                observation.type(),
                Method.GET,
                null,
                requestToken,
                options,
                OutgoingMessage.NO_PAYLOAD,
                true,
                observation.blockSize(),
                null);
    }

    private String path() {
        return observation.options().uriPath();
    }
}
