/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.monitor.camel;

import java.util.Set;
import java.util.TreeSet;

import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

import io.github.bc66coap.monitor.PageFiles;

/** Of a request no more is taken than is looked at, and an answer says no more than the page's files need. */
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
