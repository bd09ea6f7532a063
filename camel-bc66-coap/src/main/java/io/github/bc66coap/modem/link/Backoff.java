// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential back-off with jitter: each delay is drawn from the upper half of a bound that doubles up to a maximum. */
public final class Backoff {
    private final Duration first;
    private final Duration max;
    private final RandomGenerator random;
    private Duration bound;

    public Backoff(Duration first, Duration max, RandomGenerator random) {
        this.first = first;
        this.max = max.compareTo(first) < 0 ? first : max;
        this.random = random;
        this.bound = first;
    }

    /** The next delay; longer from time to time, until {@link #reset()}. */
    public Duration next() {
        long nanos = bound.toNanos();
        Duration delay = Duration.ofNanos(nanos - (long) (random.nextDouble() * nanos / 2));
        Duration doubled = bound.multipliedBy(2);
        bound = doubled.compareTo(max) < 0 ? doubled : max;
        return delay;
    }

    public void reset() {
        bound = first;
    }
}
