// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.modem.api.Percentiles;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

import static org.assertj.core.api.Assertions.assertThat;

/** Percentiles within their bounds. */
class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }

    @Test
    void nothingIsZero() {
        assertThat(histogram.percentiles())
                .isEqualTo(new Percentiles(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    @Property(tries = 500, seed = "1")
    void onePercentileIsAtMostAnEighthTooLarge(@ForAll @LongRange(min = 0, max = 4_294_967_295L) long micros) {
        LatencyHistogram fresh = new LatencyHistogram();
        fresh.record(micros * 1000);
        // with a longer one behind it, it isn't cut to the longest
        fresh.record(micros * 4000);
        long shown = fresh.percentiles().p50().toNanos() / 1000;
        assertThat(shown).isBetween(micros, micros + micros / 8);
    }

    @Test
    void percentilesOfMany() {
        long[] sorted = LongStream.rangeClosed(1, 1000).map(i -> i * i).toArray();
        LongStream.of(sorted).forEach(micros -> histogram.record(micros * 1000));
        Percentiles percentiles = histogram.percentiles();
        assertThat(percentiles.count()).isEqualTo(1000);
        assertThat(percentiles.longest()).isEqualTo(micros(1_000_000));
        assertThat(percentiles.p50()).isBetween(micros(sorted[499]), micros(sorted[499] * 9 / 8));
        assertThat(percentiles.p90()).isBetween(micros(sorted[899]), micros(sorted[899] * 9 / 8));
        assertThat(percentiles.p99()).isBetween(micros(sorted[989]), micros(sorted[989] * 9 / 8));
    }

    @Test
    void whatIsTooLongOrTooShortIsCounted() {
        histogram.record(-5);
        histogram.record(Long.MAX_VALUE);
        Percentiles percentiles = histogram.percentiles();
        assertThat(percentiles.count()).isEqualTo(2);
        assertThat(percentiles.p50()).isZero();
        assertThat(percentiles.longest()).isEqualTo(micros(4_294_967_295L));
        assertThat(percentiles.p99()).isEqualTo(percentiles.longest());
    }

    /** Others see it while the loop measures. */
    @Test
    void noPercentileIsCutToLessThanWhatWasMeasured() throws Exception {
        AtomicReference<LatencyHistogram> measuring = new AtomicReference<>(histogram);
        AtomicBoolean over = new AtomicBoolean();
        FutureTask<Boolean> reader = new FutureTask<>(() -> {
            boolean right = true;
            while (!over.get()) {
                Percentiles percentiles = measuring.get().percentiles();
                right &= percentiles.count() == 0 || !percentiles.p50().isZero();
            }
            return right;
        });
        new Thread(reader).start();
        for (int i = 0; i < 200_000; i++) {
            LatencyHistogram fresh = new LatencyHistogram();
            measuring.set(fresh);
            fresh.record(Long.MAX_VALUE);
        }
        over.set(true);
        assertThat(reader.get()).isTrue();
    }
}
