// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.bc66coap.coap.Method;

/**
 * Serves the requests for some paths.
 *
 * @param path which paths
 * @param methods which methods; others get 4.05
 * @param separateAfter without a response by then, a CON is acknowledged, and its response follows separately
 * @param replyTimeout without a response by then, the peer gets 5.03
 * @param manual whether a CON is acknowledged at once and the response comes later, as a separate one; what the handler returns
 *     then counts only if it is a failure
 * @param observable whether peers can observe the paths
 * @param observerPatience how long an observer is kept that does not acknowledge
 * @param bodies which bodies are accepted
 * @param handler makes the responses
 * @param caller whose it is, for people, or {@code null}
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
    public RequestService {
        methods = Set.copyOf(methods);
    }

    /** Makes responses. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Takes a request. Called in the event loop; must not block.
         *
         * @param sent completes once, in the event loop, with what became of the returned response: {@link SendOutcome.Sent} when the module
         *     has sent it, otherwise another outcome, also when 5.03 or 5.00 was sent instead. A manual service sends only a response
         *     that is a failure
         * @return any thread completes it with the response, or exceptionally for 5.00; cancelled after too long, so that what has not begun
         *     need not
         * @throws java.util.concurrent.RejectedExecutionException when it can't be served now: 5.03
         */
        CompletableFuture<Reply> handle(IncomingRequest request, CompletionStage<SendOutcome> sent);
    }
}
