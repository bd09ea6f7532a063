// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import static org.assertj.core.api.Assertions.assertThat;

class BackoffTest {

    @Property(seed = "1")
    void delaysLieInTheUpperHalfOfABoundThatDoublesUpToTheLongest(
            @ForAll @LongRange(min = 1, max = 3_600_000_000_000L) long first,
            @ForAll @LongRange(min = 1, max = 86_400_000_000_000L) long longest,
            @ForAll long seed) {
        Backoff backoff = new Backoff(Duration.ofNanos(first), Duration.ofNanos(longest), new Random(seed));
        long bound = first;
        for (int i = 0; i < 60; i++) {
            assertThat(backoff.next().toNanos()).isBetween(bound / 2, bound);
            bound = Math.min(2 * bound, Math.max(first, longest));
        }
    }

    @Property(seed = "1")
    void aResetBeginsAnew(@ForAll @IntRange(min = 1, max = 60) int attempts, @ForAll long seed) {
        Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), new Random(seed));
        for (int i = 0; i < attempts; i++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.next()).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
        assertThat(backoff.next()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    /** Gateways that lost the same terminal server must not come back all at once. */
    @Property(seed = "1")
    void delaysDiffer(@ForAll long seed) {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), new Random(seed));
        List<Duration> delays =
                Stream.generate(backoff::next).skip(2).limit(100).toList();
        assertThat(delays.stream().distinct()).hasSizeGreaterThan(90);
        assertThat(delays).anyMatch(delay -> delay.compareTo(Duration.ofMillis(2500)) < 0);
        assertThat(delays).anyMatch(delay -> delay.compareTo(Duration.ofMillis(3500)) > 0);
    }
}
