// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Counts endpoints that were refused, and logs one a minute: what strangers can bring about as often as they like must not
 * fill the log. Thread-safe.
 */
final class Refusals {
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final LongAdder all = new LongAdder();
    private final LongSupplier nanoTime;
    private final Consumer<String> log;
    private long logged;
    private long quietUntil;

    /**
     * @param nanoTime as {@link System#nanoTime()}
     * @param log writes a line
     */
    Refusals(LongSupplier nanoTime, Consumer<String> log) {
        this.nanoTime = nanoTime;
        this.log = log;
    }

    /** Takes note of a refusal, and hands its reason back. */
    IllegalArgumentException of(IllegalArgumentException reason) {
        all.increment();
        String line = line(reason.getMessage());
        if (line != null) {
            log.accept(line);
        }
        return reason;
    }

    private synchronized String line(String reason) {
        long now = nanoTime.getAsLong();
        if (logged > 0 && now - quietUntil < 0) {
            return null;
        }
        long count = all.sum();
        long withheld = count - logged - 1;
        logged = count;
        quietUntil = now + PERIOD.toNanos();
        return "Refused an endpoint: " + reason
                + (withheld > 0 ? " (and " + withheld + " more since the last such line)" : "");
    }

    long count() {
        return all.sum();
    }
}
