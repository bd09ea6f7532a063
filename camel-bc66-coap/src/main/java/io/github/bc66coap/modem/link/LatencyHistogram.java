// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

import io.github.bc66coap.modem.api.Percentiles;

/**
 * Counts durations in buckets. Each power of two microseconds has eight of equal width, so none is wider than an eighth of its start. 240
 * buckets, 2 KB. Thread-safe.
 */
final class LatencyHistogram {
    private static final int SUB_BITS = 3;
    private static final int SUBS = 1 << SUB_BITS;
    private static final int BITS = 32;
    private static final long MOST = (1L << BITS) - 1;

    private final AtomicLongArray buckets = new AtomicLongArray((BITS - SUB_BITS + 1) * SUBS);
    private final AtomicLong longest = new AtomicLong();

    void record(long nanos) {
        long micros = Math.min(Math.max(nanos / 1000, 0), MOST);
        // first: a percentile that others see now must not be cut to less
        longest.accumulateAndGet(micros, Math::max);
        buckets.incrementAndGet(bucket(micros));
    }

    Percentiles percentiles() {
        long[] counts = new long[buckets.length()];
        long total = 0;
        for (int i = 0; i < counts.length; i++) {
            counts[i] = buckets.get(i);
            total += counts[i];
        }
        long max = longest.get();
        return new Percentiles(
                total,
                percentile(counts, total, 50, max),
                percentile(counts, total, 90, max),
                percentile(counts, total, 99, max),
                micros(max));
    }

    private static Duration percentile(long[] counts, long total, int percent, long max) {
        long rank = (total * percent + 99) / 100;
        long seen = 0;
        int bucket = 0;
        while (bucket < counts.length - 1 && (seen += counts[bucket]) < rank) {
            bucket++;
        }
        return micros(total == 0 ? 0 : Math.min(last(bucket), max));
    }

    private static int bucket(long micros) {
        if (micros < SUBS) {
            return (int) micros;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int sub = (int) (micros >>> exponent - SUB_BITS) & SUBS - 1;
        return (exponent - SUB_BITS + 1) * SUBS + sub;
    }

    private static long last(int bucket) {
        if (bucket < SUBS) {
            return bucket;
        }
        int shift = bucket / SUBS - 1;
        return (((long) SUBS + bucket % SUBS + 1) << shift) - 1;
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
