// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets only the component's own headers pass: from a route those that the component reads, to a route those that it writes. Names are
 * not case-sensitive. Replace it to keep routes from choosing the host, for example.
 */
public class Bc66CoapHeaderFilterStrategy implements HeaderFilterStrategy {
    private static final String MESSAGE =
            "Method MessageType MessageId Token Options UriPath UriQuery ContentFormat Accept Observe Host Port";

    /** The headers of a producer's result. */
    static final Set<String> RESULTS = names(
            family("Response", "Code MessageType MessageId Token Options ContentFormat Observe Host Port"),
            family("", "Notified DataStatus"));

    private static final Set<String> WRITTEN = names(
            RESULTS,
            family("Request", MESSAGE),
            family("", "Event RecoveryState Truncated Device"),
            Set.of(Bc66CoapConstants.CONTENT_TYPE));

    private static final Set<String> READ = names(
            family("", MESSAGE + " Code Command"),
            family("Request", "Method MessageType MessageId Token ContentFormat Host Port"),
            family("Reply", "Code ContentFormat Options Observe"),
            Set.of(Bc66CoapConstants.CONTENT_TYPE));

    @Override
    public boolean applyFilterToCamelHeaders(String headerName, Object headerValue, Exchange exchange) {
        return !READ.contains(headerName);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String headerName, Object headerValue, Exchange exchange) {
        return !WRITTEN.contains(headerName);
    }

    private static Set<String> family(String name, String suffixes) {
        return Arrays.stream(suffixes.split(" "))
                .map(suffix -> "CamelBc66Coap" + name + suffix)
                .collect(Collectors.toSet());
    }

    @SafeVarargs
    private static Set<String> names(Set<String>... families) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Set<String> family : families) {
            all.addAll(family);
        }
        return all;
    }
}
