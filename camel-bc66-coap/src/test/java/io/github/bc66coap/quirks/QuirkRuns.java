// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quirks;

import io.github.bc66coap.simulator.Quirks;

/** What tests want to know of the run that they are part of. */
public final class QuirkRuns {
    private static final int LESS = 5;

    private QuirkRuns() {}

    /** Is this one of many runs, in which tests share their JVM with others at the same time? */
    public static boolean isOne() {
        return System.getProperty(Quirks.PROPERTY) != null;
    }

    /** How often to do what is done again and again: as often as usual, or less in one of many runs. */
    public static int times(int usual) {
        return isOne() ? Math.max(1, usual / LESS) : usual;
    }
}
