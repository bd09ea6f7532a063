// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.CamelContext;

import io.github.bc66coap.modem.api.Counter;

/** What an operator reads of a modem, from whichever endpoint of a context has it. */
final class ModemCounts {
    private ModemCounts() {}

    static long of(CamelContext context, Counter counter) {
        return context.getEndpoints().stream()
                .filter(Bc66CoapEndpoint.class::isInstance)
                .map(endpoint -> ((Bc66CoapEndpoint) endpoint).counters().getOrDefault(counter, 0L))
                .max(Long::compare)
                .orElse(0L);
    }
}
