// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them. */
public final class Seconds {
    private Seconds() {}

    /** Rounded, for example {@code 180 s}, {@code 1.7 s} or {@code 20 ms}. */
    public static String of(Duration duration) {
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + " ms";
        }
        long tenths = duration.plusMillis(50).toMillis() / 100;
        return tenths % 10 == 0 ? tenths / 10 + " s" : String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
    }

    /** To the millisecond, so that two that differ look different. */
    static String exactly(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
