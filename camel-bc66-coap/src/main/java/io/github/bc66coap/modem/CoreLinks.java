// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.UriPaths;
import io.github.bc66coap.modem.api.PathPattern;
import io.github.bc66coap.modem.api.Reply;

/** Links to the served paths (RFC 6690). Their one attribute is {@code obs}, which has no value (RFC 7641 section 6). */
final class CoreLinks {
    /** RFC 6690 section 4. */
    static final List<String> PATH = List.of(".well-known", "core");

    private static final int LINK_FORMAT = 40;
    private static final String TARGET = "href";
    private static final String OBSERVABLE = "obs";
    private static final String WILDCARD = "*";

    /** By the reference to a path: whether it can be observed. */
    private final Map<String, Boolean> observable = new LinkedHashMap<>();

    /** @param patterns what is served; of a pattern, the path above all others counts */
    CoreLinks(Collection<PathPattern> patterns, Predicate<List<String>> isObservable) {
        patterns.stream()
                .filter(CoreLinks::isReference)
                .map(PathPattern::segments)
                .forEach(path -> observable.put(UriPaths.joinPath(path), isObservable.test(path)));
    }

    /** After two slashes a host would follow (RFC 3986 section 4.2). A path that no request can match is left out. */
    private static boolean isReference(PathPattern pattern) {
        List<String> path = pattern.segments();
        return pattern.matches(path) && (path.isEmpty() || !path.get(0).isEmpty());
    }

    /** Those that pass all filters of a query (RFC 6690 section 4.1). */
    List<String> passing(List<String> query) {
        List<String> links = new ArrayList<>();
        observable.forEach((reference, observed) -> {
            if (query.stream().allMatch(filter -> passes(reference, observed, filter))) {
                links.add('<' + reference + '>' + (observed ? ';' + OBSERVABLE : ""));
            }
        });
        return links;
    }

    private static boolean passes(String reference, boolean observed, String filter) {
        int equals = filter.indexOf('=');
        String name = equals < 0 ? filter : filter.substring(0, equals);
        String value = equals < 0 ? WILDCARD : filter.substring(equals + 1);
        return switch (name) {
            case TARGET -> matches(reference, value);
            case OBSERVABLE -> observed && matches("", value);
            default -> false;
        };
    }

    private static boolean matches(String text, String pattern) {
        return pattern.endsWith(WILDCARD)
                ? text.startsWith(pattern.substring(0, pattern.length() - WILDCARD.length()))
                : text.equals(pattern);
    }

    /** Whether a request accepts the link format (RFC 7252 section 5.10.4). */
    static boolean isAccepted(CoapOptions options) {
        return options.accept().orElse(LINK_FORMAT) == LINK_FORMAT;
    }

    /** How many of these fit into one response. */
    static int fitting(List<String> links) {
        int bytes = -1;
        int count = 0;
        while (count < links.size()) {
            // ASCII, and a comma between them
            bytes += 1 + links.get(count).length();
            if (bytes > Reply.MAX_PAYLOAD_BYTES) {
                break;
            }
            count++;
        }
        return count;
    }

    static Reply reply(List<String> links) {
        return new Reply(
                Code.CONTENT,
                CoapOptions.EMPTY.with(OptionDefinition.CONTENT_FORMAT, LINK_FORMAT),
                String.join(",", links).getBytes(StandardCharsets.US_ASCII));
    }
}
