// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.bc66coap.simulator.TraceEvent;

/** Records the CoAP messages of a module: {@code VirtualBc66.builder().trace(traffic)}. Thread-safe. */
public final class NetworkTraffic implements Consumer<TraceEvent> {
    private final RecentItems<NetworkMessage> messages = new RecentItems<>();

    @Override
    public void accept(TraceEvent event) {
        if (event instanceof TraceEvent.Coap coap) {
            messages.add(new NetworkMessage(coap));
        }
    }

    /** The messages of one direction, in their order, without repetitions. */
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
