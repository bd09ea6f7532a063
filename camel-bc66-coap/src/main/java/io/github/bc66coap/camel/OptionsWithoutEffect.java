// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Warns once about options of a URI that have no effect where it stands in a route. They are no error, but their author expects an
 * effect.
 */
final class OptionsWithoutEffect {
    /** Options of consumers. */
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
    /** Options of producers. */
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

    /** Options of requests, sent by producers and by consumers that observe. */
    private static final List<String> REQUEST =
            List.of("accept", "blockSize", "host", "messageType", "port", "uriQuery");
    /** Options of consumers that serve requests. */
    private static final List<String> SERVICE = List.of(
            "manualReply",
            "methods",
            "muteException",
            "observable",
            "observerPatience",
            "peerBlockSizes",
            "replyTimeout",
            "separateAfter");

    /** Options of a start that waits for the module. */
    private static final List<String> START = List.of("readyOnStart");

    /** A limit, because dynamic endpoints are made again and again. */
    private static final int MAX_WARNINGS = 100;

    private final Consumer<String> log;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** @param log writes a line, on any thread */
    OptionsWithoutEffect(Consumer<String> log) {
        this.log = log;
    }

    /** @param given the names of the options that the URI sets */
    void ofProducer(Set<String> given) {
        warn(given, "a producer", CONSUMER);
    }

    void ofConsumer(Set<String> given, boolean observes) {
        warn(given, "a consumer", PRODUCER);
        if (observes) {
            warn(given, "a consumer with observe=true", SERVICE);
        } else {
            warn(given, "a consumer without observe=true", REQUEST);
        }
    }

    void ofStart(Set<String> given, boolean waits) {
        if (!waits) {
            warn(given, "an endpoint with connectOnStart=false", START);
        }
    }

    private void warn(Set<String> given, String side, List<String> strangers) {
        List<String> without = strangers.stream().filter(given::contains).toList();
        String line = "no effect on " + side + ": " + String.join(", ", without);
        if (!without.isEmpty() && warned.size() < MAX_WARNINGS && warned.add(line)) {
            log.accept(line);
        }
    }
}
