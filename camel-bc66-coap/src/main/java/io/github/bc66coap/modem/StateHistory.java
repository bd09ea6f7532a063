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
package io.github.bc66coap.modem;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The last states of a modem. Written by the event loop, read by any thread. */
final class StateHistory {
    static final int CAPACITY = 50;

    private volatile List<PastState> states = List.of();

    /** A new state has begun. */
    void add(Instant at, ModemState state) {
        List<PastState> all = new ArrayList<>(states);
        if (all.size() == CAPACITY) {
            all.remove(0);
        }
        all.add(new PastState(at, state));
        states = List.copyOf(all);
    }

    /** The oldest first; the last one is the present one. */
    List<PastState> states() {
        return states;
    }
}
