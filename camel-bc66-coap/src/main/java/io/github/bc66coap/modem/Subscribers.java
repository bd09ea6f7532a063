// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;

/** Those who hear of events. Belongs to the event loop. */
final class Subscribers {
    private static final Logger LOG = LoggerFactory.getLogger(Subscribers.class);

    private final String device;
    private final Counters counters;
    private final LogLimit dropped;
    private final List<EventSubscriber> subscribers = new ArrayList<>();

    /**
     * @param device for logs
     */
    Subscribers(String device, EventLoop loop, Counters counters) {
        this.device = device;
        this.counters = counters;
        this.dropped = LogLimit.warnings(loop, LOG);
    }

    void add(EventSubscriber subscriber) {
        subscribers.add(subscriber);
    }

    void remove(EventSubscriber subscriber) {
        subscribers.remove(subscriber);
    }

    /** Offers a response that no own request waits for to all; whether any takes it, or would have. */
    Reception offer(IncomingResponse response) {
        Reception best = Reception.UNWANTED;
        for (EventSubscriber subscriber : List.copyOf(subscribers)) {
            Reception reception = guarded(() -> subscriber.onResponse(response));
            if (best != Reception.TAKEN && reception != Reception.UNWANTED) {
                best = reception;
            }
        }
        return best;
    }

    /** See {@link EventSubscriber#onRecovered(int)}. */
    void recovered(int state) {
        for (EventSubscriber subscriber : List.copyOf(subscribers)) {
            guarded(() -> {
                subscriber.onRecovered(state);
                return true;
            });
        }
    }

    /** See {@link EventSubscriber#onRestarted(String)}. */
    void restarted(String reason) {
        for (EventSubscriber subscriber : List.copyOf(subscribers)) {
            guarded(() -> {
                subscriber.onRestarted(reason);
                return true;
            });
        }
    }

    /** See {@link EventSubscriber#onObserverLost(LostObserver)}. */
    void observerLost(LostObserver lost) {
        for (EventSubscriber subscriber : List.copyOf(subscribers)) {
            guarded(() -> {
                subscriber.onObserverLost(lost);
                return true;
            });
        }
    }

    /** One subscriber's failure must not keep the others, or the modem itself, from hearing of it. */
    private Reception guarded(BooleanSupplier call) {
        try {
            return call.getAsBoolean() ? Reception.TAKEN : Reception.UNWANTED;
        } catch (RejectedExecutionException e) {
            counters.count(Counter.DROPPED_EVENT);
            dropped.log("{}: an event is dropped: {}", device, e.getMessage());
            return Reception.NO_ROOM;
        } catch (RuntimeException e) {
            LOG.error("{}: a subscriber failed", device, e);
            return Reception.UNWANTED;
        }
    }
}
