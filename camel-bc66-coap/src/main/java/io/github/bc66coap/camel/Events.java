// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Set;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;

import io.github.bc66coap.coap.UriPaths;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.LostObserver;
import io.github.bc66coap.modem.api.ModemListener;

/** Processes events in a consumer's route, one after the other. Thread-safe. */
final class Events implements ModemListener {
    private final Bc66CoapConsumer consumer;
    private final Bc66CoapConfiguration configuration;
    private final ExchangePattern pattern;
    private final Set<Bc66CoapEvent> wanted;
    private final MessageMapper messages;
    private final StepSequence sequence;
    private volatile boolean closed;

    /**
     * @param wanted which events become exchanges
     * @param pool the threads that routes run on
     * @param lastResort runs an event for which the pool has no thread
     */
    Events(
            Bc66CoapConsumer consumer,
            Set<Bc66CoapEvent> wanted,
            ExchangePattern pattern,
            ThreadPool pool,
            Consumer<Runnable> lastResort) {
        this.consumer = consumer;
        this.configuration = consumer.getEndpoint().getConfiguration();
        this.wanted = wanted;
        this.pattern = pattern;
        this.messages = new MessageMapper(configuration);
        this.sequence = new StepSequence(
                new BoundedExecutor<>(pool.executor(), 1, lastResort)::execute,
                pool.size().places());
    }

    /** Other responses than its notifications don't concern a consumer that observes. */
    @Override
    public boolean onResponse(IncomingResponse response) {
        return !configuration.isObserve() && onNotification(response);
    }

    /** @return whether it becomes an exchange */
    boolean onNotification(IncomingResponse response) {
        boolean isWanted = wanted.contains(Bc66CoapEvent.RESPONSE);
        if (isWanted) {
            add(Bc66CoapEvent.RESPONSE, message -> messages.map(response, message));
        }
        return isWanted;
    }

    @Override
    public void onRecovered(int state) {
        if (wants(Bc66CoapEvent.RECOVERED)) {
            add(Bc66CoapEvent.RECOVERED, message -> headers(message).set(Bc66CoapConstants.RECOVERY_STATE, state));
        }
    }

    @Override
    public void onRestarted(String reason) {
        if (wants(Bc66CoapEvent.RESTARTED)) {
            add(Bc66CoapEvent.RESTARTED, message -> message.setBody(reason));
        }
    }

    @Override
    public void onObserverLost(LostObserver lost) {
        if (wants(Bc66CoapEvent.OBSERVER_LOST)) {
            add(Bc66CoapEvent.OBSERVER_LOST, message -> {
                message.setBody(lost.cause().name());
                Headers headers = headers(message);
                headers.set(Bc66CoapConstants.REQUEST_HOST, lost.peer().host());
                headers.set(Bc66CoapConstants.REQUEST_PORT, lost.peer().port());
                headers.set(Bc66CoapConstants.REQUEST_URI_PATH, UriPaths.joinPath(lost.path()));
            });
        }
    }

    /** A consumer that stops takes no more events. None of them matters: observers end because routes stop. */
    private boolean wants(Bc66CoapEvent event) {
        return wanted.contains(event) && !consumer.isStoppingOrStopped();
    }

    private Headers headers(Message message) {
        return new Headers(message, configuration);
    }

    /** The number of events that have not begun. */
    int waiting() {
        return sequence.waiting();
    }

    /** Drops the events that have not begun. */
    void close() {
        closed = true;
    }

    private void add(Bc66CoapEvent event, Consumer<Message> mapper) {
        consumer.requireOpen();
        sequence.add(ended -> run(event, mapper, ended));
    }

    private void run(Bc66CoapEvent event, Consumer<Message> mapper, Runnable ended) {
        if (closed) {
            ended.run();
            return;
        }
        Exchange exchange = consumer.createExchange(false);
        try {
            exchange.setPattern(pattern);
            EscapedErrors.watch(exchange);
            mapper.accept(exchange.getMessage());
            Headers headers = headers(exchange.getMessage());
            headers.set(Bc66CoapConstants.DEVICE, configuration.getDevice());
            headers.set(Bc66CoapConstants.EVENT, event);
        } catch (RuntimeException | Error e) {
            // from a header filter strategy
            end(event, exchange, e, ended);
            return;
        }
        try {
            consumer.getAsyncProcessor().process(exchange, doneSync -> routed(event, exchange, ended));
        } catch (RuntimeException | Error e) {
            if (!QueuedSteps.finish(exchange, e)) {
                consumer.leaveRoutes(exchange);
                consumer.doneUoW(exchange);
                end(event, exchange, e, ended);
            }
        }
    }

    /** With a bridge, the error handler has had the failure already. */
    private void routed(Bc66CoapEvent event, Exchange exchange, Runnable ended) {
        Throwable failure = consumer.isBridged() ? null : exchange.getException();
        end(event, exchange, failure == null ? EscapedErrors.uncaught(exchange) : failure, ended);
    }

    private void end(Bc66CoapEvent event, Exchange exchange, Throwable failure, Runnable ended) {
        try {
            if (failure != null) {
                consumer.getExceptionHandler().handleException("A " + event + " was not processed", exchange, failure);
            }
        } finally {
            try {
                consumer.releaseExchange(exchange, false);
            } finally {
                ended.run();
            }
        }
    }
}
