// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.util.Set;
import java.util.TreeSet;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

import io.github.bc66coap.monitor.PageFiles;

/** Passes only the one header of a request that is read, and the headers of a response that the page's files need. */
final class PageHeaders implements HeaderFilterStrategy {
    static final String LAST_EVENT_ID = "Last-Event-ID";
    static final String LOCATION = "Location";

    private static final Set<String> OUT = out();

    private static Set<String> out() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(PageFiles.HEADERS.keySet());
        names.add(LOCATION);
        return names;
    }

    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return !OUT.contains(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return !LAST_EVENT_ID.equalsIgnoreCase(name);
    }
}
