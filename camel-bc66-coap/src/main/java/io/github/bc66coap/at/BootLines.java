// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Recognises the lines that a starting module prints, and which of them belong to one start. Some modules print the log of their boot
 * ROM, some {@code RDY}, some both.
 */
final class BootLines {
    /** From the first line to {@code RDY}. Later lines belong to another start. */
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private static final Pattern NUMBERS = Pattern.compile(": [0-9A-F]{4} [0-9A-F]{4}(?: \\[[0-9A-F]{4}])?");

    /** In their order; some may be missing. The first ones have numbers behind their name. */
    private static final List<String> IN_ORDER = List.of("F1", "V0", "00", "01", "U0", "T0", "Leaving the BROM", "RDY");

    private static final int WITH_NUMBERS = 6;

    private static final int NONE = -1;
    private static final int LAST = IN_ORDER.size() - 1;

    private final EventLoop loop;
    /** The latest of them, and when it came. */
    private int latest = LAST;

    private long latestAt;

    BootLines(EventLoop loop) {
        this.loop = loop;
    }

    /** Whether this line says that the module has started. */
    static boolean isLast(String line) {
        return position(line) == LAST;
    }

    /** Whether this line, which has come, is the first one of a start. */
    boolean begins(String line) {
        int position = position(line);
        if (position == NONE) {
            return false;
        }
        long now = loop.nanoTime();
        boolean sameStart = position > latest && now - latestAt < LONGEST_START.toNanos();
        latest = position;
        latestAt = now;
        return !sameStart;
    }

    private static int position(String line) {
        String text = line.strip();
        for (int i = 0; i <= LAST; i++) {
            String name = IN_ORDER.get(i);
            boolean same = i < WITH_NUMBERS
                    ? text.startsWith(name)
                            && NUMBERS.matcher(text.substring(name.length())).matches()
                    : text.equals(name);
            if (same) {
                return i;
            }
        }
        return NONE;
    }
}
