// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.bc66coap.coap.Method;

/**
 * Answers the requests for some paths.
 *
 * @param path which paths
 * @param methods which methods; others are answered 4.05
 * @param separateAfter when no reply is there by then, a CON is acknowledged, and its response follows separately
 * @param replyTimeout when no reply is there by then, 5.03 is the reply
 * @param manual whether a CON is acknowledged at once and the response comes later, as a separate response; the
 *     handler's reply then counts only if it is a failure
 * @param observable whether peers can observe the paths
 * @param observerPatience how long an observer is kept that doesn't acknowledge
 * @param bodies which bodies are taken
 * @param handler makes the replies
 * @param caller who that is, for people, or {@code null}
 */
public record RequestService(
        PathPattern path,
        Set<Method> methods,
        Duration separateAfter,
        Duration replyTimeout,
        boolean manual,
        boolean observable,
        Duration observerPatience,
        BodyPolicy bodies,
        Handler handler,
        Caller caller) {
    private static final Duration USUAL_PATIENCE = Duration.ofMinutes(10);

    public RequestService {
        methods = Set.copyOf(methods);
    }

    /** A service with the {@linkplain BodyPolicy#DEFAULT default policy} for bodies, and ten minutes of patience. */
    public RequestService(
            PathPattern path,
            Set<Method> methods,
            Duration separateAfter,
            Duration replyTimeout,
            boolean manual,
            boolean observable,
            Handler handler) {
        this(
                path,
                methods,
                separateAfter,
                replyTimeout,
                manual,
                observable,
                USUAL_PATIENCE,
                BodyPolicy.DEFAULT,
                handler);
    }

    /** A service of which nobody needs to know whose it is. */
    public RequestService(
            PathPattern path,
            Set<Method> methods,
            Duration separateAfter,
            Duration replyTimeout,
            boolean manual,
            boolean observable,
            Duration observerPatience,
            BodyPolicy bodies,
            Handler handler) {
        this(path, methods, separateAfter, replyTimeout, manual, observable, observerPatience, bodies, handler, null);
    }

    /** Makes replies. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Takes a request. Called in the event loop; must not block.
         *
         * @param sent completes once, in the event loop, when it is known what became of the reply that is returned:
         *     {@link SendOutcome.Sent} when the module has sent it, another outcome when it hasn't, or when 5.03 or 5.00
         *     was sent instead. In a manual service it is about a reply that is a failure; any other isn't sent
         * @return completed by any thread: with the reply, or exceptionally for 5.00; cancelled when it has taken too long,
         *     so that what hasn't begun by then need not
         * @throws java.util.concurrent.RejectedExecutionException when it can't be served now: 5.03
         */
        CompletableFuture<Reply> handle(IncomingRequest request, CompletionStage<SendOutcome> sent);
    }
}
