// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.ModemListener;
import io.github.bc66coap.modem.link.Counters;

final class ModemListeners {
    private static final Logger LOG = LoggerFactory.getLogger(ModemListeners.class);

    private final String device;
    private final Counters counters;
    private final LogLimit dropped;
    private final List<ModemListener> listeners = new ArrayList<>();

    ModemListeners(String device, EventLoop loop, Counters counters) {
        this.device = device;
        this.counters = counters;
        this.dropped = LogLimit.warnings(loop, LOG);
    }

    void add(ModemListener listener) {
        listeners.add(listener);
    }

    void remove(ModemListener listener) {
        listeners.remove(listener);
    }

    /** Offers all a response that no outgoing request waits for. */
    Delivery offer(IncomingResponse response) {
        Delivery best = Delivery.UNWANTED;
        for (ModemListener listener : List.copyOf(listeners)) {
            Delivery delivery = guarded(() -> listener.onResponse(response));
            if (best != Delivery.ACCEPTED && delivery != Delivery.UNWANTED) {
                best = delivery;
            }
        }
        return best;
    }

    /** Tells all of an event. */
    void tell(Consumer<ModemListener> event) {
        for (ModemListener listener : List.copyOf(listeners)) {
            guarded(() -> {
                event.accept(listener);
                return true;
            });
        }
    }

    /** One listener's failure must not keep events from the others, or harm the modem. */
    private Delivery guarded(BooleanSupplier call) {
        try {
            return call.getAsBoolean() ? Delivery.ACCEPTED : Delivery.UNWANTED;
        } catch (RejectedExecutionException e) {
            counters.count(Counter.DROPPED_EVENT);
            dropped.log("{}: an event is dropped: {}", device, e.getMessage());
            return Delivery.BUSY;
        } catch (RuntimeException e) {
            LOG.error("{}: a subscriber failed", device, e);
            return Delivery.UNWANTED;
        }
    }
}
