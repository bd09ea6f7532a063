// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.PastState;

/** The last states of a modem. Written by the event loop, read by any thread. */
final class StateHistory {
    static final int CAPACITY = 50;

    private volatile List<PastState> states = List.of();

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
