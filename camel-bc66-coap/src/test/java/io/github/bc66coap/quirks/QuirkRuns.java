// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quirks;

import io.github.bc66coap.simulator.Quirks;
import io.github.bc66coap.simulator.junit5.KeyWatch;

/** What tests want to know of the run that they are part of. */
public final class QuirkRuns {
    private static final int LESS = 5;

    private QuirkRuns() {}

    /** Is this one of many runs, in which tests share their JVM with others at the same time? */
    public static boolean isOne() {
        return System.getProperty(Quirks.PROPERTY) != null;
    }

    /** Watches what is logged; not in one of many runs, in which others log at the same time. */
    public static KeyWatch keyWatch(String... keys) {
        return KeyWatch.of(keys).expectTrace("io.github.bc66coap").unless(QuirkRuns::isOne);
    }

    /** How often to do what is done again and again: as often as usual, or less in one of many runs. */
    public static int times(int usual) {
        return isOne() ? Math.max(1, usual / LESS) : usual;
    }
}
