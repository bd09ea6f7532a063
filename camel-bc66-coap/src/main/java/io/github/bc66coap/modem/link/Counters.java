// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Ending;
import io.github.bc66coap.modem.api.Latency;
import io.github.bc66coap.modem.api.Percentiles;

/** What a modem counts and measures. Thread-safe. */
public final class Counters {
    private final Tally<Counter> values = new Tally<>(Counter.class);
    private final Tally<Ending> endings = new Tally<>(Ending.class);
    private volatile Map<Latency, LatencyHistogram> latencies = histograms();

    public void count(Counter counter) {
        values.count(counter);
    }

    public void count(Ending ending) {
        endings.count(ending);
    }

    public void took(Latency what, long nanos) {
        latencies.get(what).record(nanos);
    }

    /** Since the counters were cleared. */
    public Map<Counter, Long> snapshot() {
        return values.sinceCleared();
    }

    /** Since the modem's start, across clearings: what is scraped must not go back. */
    public Map<Counter, Long> totals() {
        return values.totals();
    }

    public Map<Ending, Long> endings() {
        return endings.sinceCleared();
    }

    public Map<Latency, Percentiles> latencies() {
        Map<Latency, Percentiles> percentiles = new EnumMap<>(Latency.class);
        latencies.forEach((what, histogram) -> percentiles.put(what, histogram.percentiles()));
        return percentiles;
    }

    public void clear() {
        values.clear();
        endings.clear();
        latencies = histograms();
    }

    private static Map<Latency, LatencyHistogram> histograms() {
        Map<Latency, LatencyHistogram> histograms = new EnumMap<>(Latency.class);
        for (Latency what : Latency.values()) {
            histograms.put(what, new LatencyHistogram());
        }
        return histograms;
    }

    private static final class Tally<E extends Enum<E>> {
        private final Class<E> type;
        private final Map<E, LongAdder> values;
        private volatile Map<E, Long> cleared;

        Tally(Class<E> type) {
            this.type = type;
            this.values = new EnumMap<>(type);
            for (E value : type.getEnumConstants()) {
                values.put(value, new LongAdder());
            }
            this.cleared = totals();
        }

        void count(E value) {
            values.get(value).increment();
        }

        Map<E, Long> totals() {
            Map<E, Long> totals = new EnumMap<>(type);
            values.forEach((value, adder) -> totals.put(value, adder.sum()));
            return totals;
        }

        Map<E, Long> sinceCleared() {
            Map<E, Long> before = cleared;
            Map<E, Long> since = totals();
            since.replaceAll((value, total) -> total - before.get(value));
            return since;
        }

        void clear() {
            cleared = totals();
        }
    }
}
