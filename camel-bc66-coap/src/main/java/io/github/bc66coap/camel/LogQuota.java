// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Admits a few log lines a minute and counts the others, so that peers can't fill the log. Thread-safe. */
final class LogQuota {
    private static final long PERIOD = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final LongSupplier nanoTime;
    private long begun;
    private int admitted;
    private long withheld;

    /**
     * @param most lines a minute
     * @param nanoTime as {@link System#nanoTime()}
     */
    LogQuota(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    /** @return how many lines were withheld since the last one that was admitted; -1 if this one is withheld, too */
    synchronized long admit() {
        long now = nanoTime.getAsLong();
        if (admitted == 0 || now - begun >= PERIOD) {
            begun = now;
            admitted = 0;
        }
        if (admitted == most) {
            withheld++;
            return -1;
        }
        admitted++;
        long others = withheld;
        withheld = 0;
        return others;
    }
}
