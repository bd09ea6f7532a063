// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which messages of which exchange were seen at one place: by number, then by block, the message IDs. A retransmission
 * has the message ID of what it repeats, so it does not count. Thread-safe.
 */
final class Arrivals {
    private final Map<Integer, Map<String, Set<Integer>>> seen = new ConcurrentHashMap<>();
    private final Set<Integer> damaged = ConcurrentHashMap.newKeySet();

    void add(int number, String block, int messageId) {
        seen.computeIfAbsent(number, none -> new ConcurrentHashMap<>())
                .computeIfAbsent(block, none -> ConcurrentHashMap.newKeySet())
                .add(messageId);
    }

    void addDamaged(int number) {
        damaged.add(number);
    }

    /** Was one of its messages not what was sent? */
    boolean isDamaged(int number) {
        return damaged.contains(number);
    }

    /** The message IDs by block; empty if nothing was seen. */
    Map<String, Set<Integer>> of(int number) {
        return seen.getOrDefault(number, Map.of());
    }

    boolean isAny(int number) {
        return !of(number).isEmpty();
    }

    /** Was some message sent anew, with another message ID? */
    boolean isRepeated(int number) {
        return of(number).values().stream().anyMatch(ids -> ids.size() > 1);
    }
}
