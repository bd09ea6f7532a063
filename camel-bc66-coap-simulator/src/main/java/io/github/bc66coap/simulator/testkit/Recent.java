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
package io.github.bc66coap.simulator.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last of what has come; what runs for days doesn't fill the memory. Thread-safe. */
final class Recent<T> {
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
