// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Knows the lines by which a module tells that it starts, and which of them belong to one start. Some modules print the log of
 * their boot ROM and no {@code RDY}, some {@code RDY} alone, some both. Belongs to the event loop.
 */
final class BootLines {
    /** From the first line to {@code RDY}: the lines of a later start come later. */
    private static final Duration LONGEST_START = Duration.ofSeconds(30);

    private static final Pattern NUMBERS = Pattern.compile(": [0-9A-F]{4} [0-9A-F]{4}(?: \\[[0-9A-F]{4}])?");

    /** As they follow each other, some behind their name with numbers; some may be missing. */
    private static final List<String> IN_ORDER = List.of("F1", "V0", "00", "01", "U0", "T0", "Leaving the BROM", "RDY");

    private static final int WITH_NUMBERS = 6;

    private static final int NONE = -1;
    private static final int LAST = IN_ORDER.size() - 1;

    private final EventLoop loop;
    /** The line that was heard last. */
    private int heard = LAST;

    private long heardAt;

    BootLines(EventLoop loop) {
        this.loop = loop;
    }

    /** Whether this is the line that says that the module has started. */
    static boolean isLast(String line) {
        return position(line) == LAST;
    }

    /** A line came; says whether it tells of a start of which no other line has told. */
    boolean begins(String line) {
        int position = position(line);
        if (position == NONE) {
            return false;
        }
        long now = loop.nanoTime();
        boolean sameStart = position > heard && now - heardAt < LONGEST_START.toNanos();
        heard = position;
        heardAt = now;
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
