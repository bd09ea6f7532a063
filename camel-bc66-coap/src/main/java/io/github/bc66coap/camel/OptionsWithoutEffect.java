// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Options of a URI that mean nothing where it stands in a route. They are no error, but whoever wrote them expects something of
 * them, so they are told of once.
 */
final class OptionsWithoutEffect {
    /** Those of a consumer. */
    static final List<String> CONSUMER = List.of(
            "events",
            "manualReply",
            "methods",
            "muteException",
            "observable",
            "observe",
            "observerPatience",
            "peerBlockSizes",
            "replyTimeout",
            "separateAfter",
            "truncated");
    /** Those of a producer. */
    static final List<String> PRODUCER = List.of(
            "allowCommandHeader",
            "awaitResponse",
            "command",
            "contentFormat",
            "dynamicOptions",
            "failIfUnobserved",
            "method",
            "operation",
            "throwExceptionOnFailure",
            "whenReady");

    /** Those of what asks: a producer, and a consumer that observes. */
    private static final List<String> REQUEST =
            List.of("accept", "blockSize", "host", "messageType", "port", "uriQuery");
    /** Those of what is asked: a consumer that doesn't observe. */
    private static final List<String> SERVICE = List.of(
            "manualReply",
            "methods",
            "muteException",
            "observable",
            "observerPatience",
            "peerBlockSizes",
            "replyTimeout",
            "separateAfter");

    /** Those of a start that waits for the module. */
    private static final List<String> START = List.of("readyOnStart");

    /** Dynamic endpoints are made again and again. */
    private static final int MAX_TOLD = 100;

    private final Consumer<String> log;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param log writes a line; any thread may call it */
    OptionsWithoutEffect(Consumer<String> log) {
        this.log = log;
    }

    /** @param given the names of the options in its URI */
    void ofProducer(Set<String> given) {
        tell(given, "a producer", CONSUMER);
    }

    /** @param given the names of the options in its URI */
    void ofConsumer(Set<String> given, boolean observes) {
        tell(given, "a consumer", PRODUCER);
        if (observes) {
            tell(given, "a consumer with observe=true", SERVICE);
        } else {
            tell(given, "a consumer without observe=true", REQUEST);
        }
    }

    /** @param given the names of the options in its URI */
    void ofStart(Set<String> given, boolean waits) {
        if (!waits) {
            tell(given, "an endpoint with connectOnStart=false", START);
        }
    }

    private void tell(Set<String> given, String side, List<String> strangers) {
        List<String> without = strangers.stream().filter(given::contains).toList();
        String line = "no effect on " + side + ": " + String.join(", ", without);
        if (!without.isEmpty() && told.size() < MAX_TOLD && told.add(line)) {
            log.accept(line);
        }
    }
}
