// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last items of many, so that a long run does not fill the memory. Thread-safe. */
final class RecentItems<T> {
    private static final int KEPT = 10_000;

    private final Deque<T> all = new ArrayDeque<>();

    synchronized void add(T one) {
        if (all.size() == KEPT) {
            all.removeFirst();
        }
        all.addLast(one);
    }

    synchronized List<T> list() {
        return List.copyOf(all);
    }

    synchronized void clear() {
        all.clear();
    }
}
