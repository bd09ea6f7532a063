// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.RollbackExchangeException;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.UnitOfWorkHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.coap.Code;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.MessageBound;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;

/**
 * Processes requests in a consumer's route and makes the responses from the results. A request is under way from its arrival until the
 * unit of work of its exchange is done, that is, until the module has sent the response or will not send it. The number of requests under
 * way is bounded. Thread-safe.
 */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final Bc66CoapConsumer consumer;
    private final Bc66CoapConfiguration configuration;
    private final ExchangePattern pattern;
    private final MessageMapper messages;
    private final ReplyMapper replies;
    private final MessageBound bound;
    private final int limit;
    private final Semaphore places;
    /** Requests under way that are in no route: they wait for a thread, or for the outcome of the response. */
    private final AtomicInteger outside = new AtomicInteger();

    private volatile boolean closed;
    private final BoundedExecutor<Task> beginning;
    private final BoundedExecutor<Runnable> ending;

    /**
     * @param pool runs routes and, on other threads, the ends of exchanges: a route may wait for what another exchange holds until it
     *     ends
     * @param lastResort ends an exchange for which the pool has no thread
     */
    Requests(Bc66CoapConsumer consumer, ExchangePattern pattern, ThreadPool pool, Consumer<Runnable> lastResort) {
        this.consumer = consumer;
        this.configuration = consumer.getEndpoint().getConfiguration();
        this.pattern = pattern;
        this.messages = new MessageMapper(configuration);
        this.replies = new ReplyMapper(configuration);
        this.bound = MessageBound.of(configuration.getPskIdentity() != null);
        this.limit = pool.size().total();
        this.places = new Semaphore(limit);
        this.beginning = new BoundedExecutor<>(pool.executor(), pool.size().most(), Task::refuse);
        this.ending = new BoundedExecutor<>(pool.executor(), pool.size().most(), lastResort);
    }

    /**
     * Takes a request. Called in the event loop.
     *
     * @param sent completes with the outcome of the response
     * @return completes with the response
     * @throws RejectedExecutionException when too many requests are under way
     */
    CompletableFuture<Reply> take(IncomingRequest request, CompletionStage<SendOutcome> sent) {
        if (!places.tryAcquire()) {
            throw new RejectedExecutionException("its consumer has too much to do: " + limit + " are under way");
        }
        outside.incrementAndGet();
        Task served = new Task(request, sent);
        Meters meters = consumer.getEndpoint().getComponent().meters();
        if (meters != Meters.NONE && !configuration.isManualReply()) {
            measure(served, meters, System.nanoTime());
        }
        beginning.execute(served);
        if (served.refused) {
            throw new RejectedExecutionException("no thread can be made for it");
        }
        return served.reply;
    }

    /** Measures on a thread of the pool, because the application's registry may block. */
    private void measure(Task served, Meters meters, long begun) {
        served.sent.whenComplete((outcome, none) -> {
            long nanos = System.nanoTime() - begun;
            Code code = served.code();
            Exception failure = Outcomes.failure(outcome, null, served::message);
            ending.execute(
                    () -> meters.answered(configuration.getDevice(), served.request.method(), code, failure, nanos));
        });
    }

    /** The number of requests under way that are in no route. */
    int waiting() {
        return outside.get();
    }

    /** Begins no more requests: those that wait for a thread are answered 5.03. */
    void close() {
        closed = true;
    }

    /** Waits until no request is under way, up to a limit. */
    void awaitEnd(Duration longest) {
        try {
            if (places.tryAcquire(limit, longest.toMillis(), TimeUnit.MILLISECONDS)) {
                places.release(limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A request. {@link #run} processes it in the route, on a thread of the pool. */
    private final class Task implements Runnable {
        private final IncomingRequest request;
        private final CompletionStage<SendOutcome> sent;
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private final AtomicBoolean routed = new AtomicBoolean();
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile boolean refused;
        private volatile Exchange exchange;
        /** The Content-Type of the request, as the same object. */
        private volatile String contentType;

        Task(IncomingRequest request, CompletionStage<SendOutcome> sent) {
            this.request = request;
            this.sent = sent;
        }

        /** The code of the response, after it has been sent or given up. */
        Code code() {
            if (reply.isCancelled() || !reply.isDone()) {
                return Code.SERVICE_UNAVAILABLE;
            }
            return reply.isCompletedExceptionally()
                    ? Code.INTERNAL_SERVER_ERROR
                    : reply.join().code();
        }

        void refuse() {
            refused = true;
            outside.decrementAndGet();
            places.release();
        }

        @Override
        public void run() {
            if (closed) {
                reply.complete(Reply.of(Code.SERVICE_UNAVAILABLE));
            }
            if (reply.isDone()) {
                // completed just now, or 5.03 has gone out because it has waited for too long
                finish();
                return;
            }
            outside.decrementAndGet();
            try {
                begin();
            } catch (Exception | Error e) {
                failed(e);
                return;
            }
            try {
                consumer.getAsyncProcessor().process(exchange, doneSync -> routed());
            } catch (RuntimeException | Error e) {
                if (!QueuedSteps.finish(exchange, e)) {
                    consumer.leaveRoutes(exchange);
                    failed(e);
                }
            }
        }

        /** @throws Exception from a header filter strategy or from Camel */
        private void begin() throws Exception {
            exchange = consumer.createExchange(false);
            exchange.setPattern(pattern);
            EscapedErrors.watch(exchange);
            messages.map(request, exchange.getMessage());
            contentType = exchange.getMessage().getHeader(Bc66CoapConstants.CONTENT_TYPE, String.class);
            // a pooled exchange needs a new one; it belongs to the consumer, so that nothing else ends it
            consumer.createUoW(exchange).onPrepare(exchange);
        }

        /** The route or its error handler has finished. */
        private void routed() {
            if (!routed.compareAndSet(false, true)) {
                return;
            }
            outside.incrementAndGet();
            try {
                Exception failure = exchange.getException();
                Throwable escaped = EscapedErrors.uncaught(exchange);
                if (failure == null && escaped != null) {
                    failedOutsideRoute(escaped);
                } else if (failure == null && isRolledBack()) {
                    failedOutsideRoute(new RollbackExchangeException(exchange));
                } else if (failure == null) {
                    answer();
                } else {
                    if (!consumer.isBridged()) {
                        // with a bridge, the error handler has had it already
                        logFailure(failure);
                    }
                    fail(failure);
                }
            } catch (RuntimeException | Error e) {
                LOG.error("{}: a request for {} could not be answered", configuration.getDevice(), path(), e);
                fail(e);
            }
        }

        /** Whether the route has marked the exchange for rollback and set no code for the response. */
        private boolean isRolledBack() {
            return (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) && !replies.isCodeGiven(exchange);
        }

        private void answer() {
            Reply made;
            try {
                made = reply(exchange);
            } catch (RuntimeException | Error e) {
                failedOutsideRoute(e);
                return;
            }
            reply.complete(made);
            if (configuration.isManualReply()) {
                finish();
            } else {
                sent.whenComplete((outcome, none) -> ending.execute(() -> sent(outcome)));
            }
        }

        private Reply reply(Exchange from) {
            if (configuration.isManualReply()) {
                return Reply.of(Code.CONTENT);
            }
            Reply made = replies.map(from, request.method(), contentType);
            made.requireSendable(request, bound);
            return made;
        }

        private Outcomes.SentMessage message() {
            return new Outcomes.SentMessage(
                    request.peer().toString(),
                    "the response to " + request.method() + " " + path(),
                    configuration.getReplyTimeout(),
                    configuration.getPskIdentity());
        }

        private void sent(SendOutcome outcome) {
            try {
                Exception failure = Outcomes.failure(outcome, exchange, this::message);
                if (failure != null) {
                    exchange.setException(failure);
                    handleException("The response to a request for " + path() + " was not sent", failure);
                }
            } finally {
                finish();
            }
        }

        /** The exchange has failed before or after the route. */
        private void failed(Throwable failure) {
            if (routed.compareAndSet(false, true)) {
                outside.incrementAndGet();
                if (exchange == null) {
                    LOG.error("{}: a request for {} has no exchange", configuration.getDevice(), path(), failure);
                    fail(failure);
                } else {
                    failedOutsideRoute(failure);
                }
            } else if (!reply.isDone()) {
                fail(failure);
            }
        }

        /** No error handler has seen the failure yet. With a bridge to one, its result is the response. */
        private void failedOutsideRoute(Throwable failure) {
            try {
                if (consumer.isBridged()) {
                    bridge(failure);
                    return;
                }
                logFailure(failure);
            } catch (Exception | Error e) {
                LOG.error("{}: a failure could not be handled", configuration.getDevice(), e);
            }
            fail(failure);
        }

        /** Does what the bridge does, but keeps the result, which the bridge discards. */
        private void bridge(Throwable failure) throws Exception {
            Exchange copy = ExchangeHelper.createCorrelatedCopy(exchange, false);
            exchange.setException(failure);
            copy.setException(failure);
            copy.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, failure);
            copy.setProperty(ExchangePropertyKey.ERRORHANDLER_BRIDGE, true);
            copy.getExchangeExtension().setRedeliveryExhausted(true);
            UnitOfWork unit = consumer.createUoW(copy);
            try {
                consumer.getAsyncProcessor().process(copy, doneSync -> handled(copy, unit, failure));
            } catch (RuntimeException | Error e) {
                if (!QueuedSteps.finish(copy, e)) {
                    handled(copy, unit, failure);
                }
            }
        }

        private void handled(Exchange copy, UnitOfWork unit, Throwable failure) {
            try {
                if (copy.getException() == null) {
                    reply.complete(reply(copy));
                }
            } catch (RuntimeException | Error e) {
                LOG.warn(
                        "{}: what was made of a failed request for {} can't be sent, either: {}",
                        configuration.getDevice(),
                        path(),
                        e.getMessage());
            } finally {
                try {
                    UnitOfWorkHelper.doneUow(unit, copy);
                } finally {
                    fail(failure);
                }
            }
        }

        /** Ends the exchange. The response is 5.00, unless there is one already. */
        private void fail(Throwable failure) {
            try {
                reply.complete(replies.failure(failure));
                if (exchange != null && exchange.getException() == null) {
                    exchange.setException(failure);
                }
            } finally {
                reply.completeExceptionally(failure);
                finish();
            }
        }

        private void logFailure(Throwable failure) {
            handleException("A request for " + path() + " is answered 5.00", failure);
        }

        private void handleException(String message, Throwable failure) {
            consumer.getExceptionHandler().handleException(message, exchange, failure);
        }

        private String path() {
            return request.options().uriPath();
        }

        /** Ends the exchange. Its synchronizations commit or, if it has failed, roll back. */
        private void finish() {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            try {
                if (exchange != null) {
                    consumer.doneUoW(exchange);
                }
            } finally {
                try {
                    consumer.releaseExchange(exchange, false);
                } finally {
                    outside.decrementAndGet();
                    places.release();
                }
            }
        }
    }
}
