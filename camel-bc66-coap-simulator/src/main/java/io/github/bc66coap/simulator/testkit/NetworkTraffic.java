// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.bc66coap.simulator.TraceEvent;

/** Writes down the CoAP messages of a module: {@code VirtualBc66.builder().trace(traffic)}. Thread-safe. */
public final class NetworkTraffic implements Consumer<TraceEvent> {
    private final Recent<NetworkMessage> messages = new Recent<>();

    @Override
    public void accept(TraceEvent event) {
        if (event instanceof TraceEvent.Coap coap) {
            messages.add(new NetworkMessage(coap));
        }
    }

    /** Those that went in a direction, in their order; each once, however often it was repeated. */
    public List<NetworkMessage> messages(TraceEvent.Direction direction) {
        List<NetworkMessage> distinct = new ArrayList<>();
        for (NetworkMessage message : messages.list()) {
            if (message.direction() == direction && distinct.stream().noneMatch(message::isCopyOf)) {
                distinct.add(message);
            }
        }
        return distinct;
    }

    /** Forgets those so far. */
    public void clear() {
        messages.clear();
    }
}
