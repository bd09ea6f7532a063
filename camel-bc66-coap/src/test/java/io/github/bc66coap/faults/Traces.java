// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.coap.CoapOption;

/** What a module's trace says of the exchange that a request belongs to. */
final class Traces {
    private static final int URI_PATH = 11;
    private static final int BLOCK2 = 23;
    private static final int BLOCK1 = 27;

    private Traces() {}

    /** The number of the exchange, -1 if the message is no request of one. */
    static int number(TraceEvent.Coap event) {
        if (!event.message().isRequest()) {
            return -1;
        }
        List<String> path = event.options().stream()
                .filter(option -> option.number() == URI_PATH)
                .map(option -> new String(option.value(), StandardCharsets.UTF_8))
                .toList();
        return Messages.number(path, event.message().payload());
    }

    /** As {@link Messages#block} has it. */
    static String block(TraceEvent.Coap event) {
        return block(event, "1:", BLOCK1) + block(event, "2:", BLOCK2);
    }

    private static String block(TraceEvent.Coap event, String kind, int number) {
        return event.options().stream()
                .filter(option -> option.number() == number)
                .map(CoapOption::uint)
                .map(value -> kind + (value >> 4))
                .findFirst()
                .orElse("");
    }
}
