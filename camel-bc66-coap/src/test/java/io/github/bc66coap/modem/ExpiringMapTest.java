// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.at.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

/** A bounded memory: what is too old or too much is forgotten. */
class ExpiringMapTest {
    private static final Duration LIFE = Duration.ofSeconds(10);

    private final ManualEventLoop loop = new ManualEventLoop();
    private final ExpiringMap<Integer, String> map = new ExpiringMap<>(loop, 3);

    private List<String> present() {
        return List.of(1, 2, 3, 4).stream()
                .map(map::get)
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void aValueIsThereUntilItsTimeHasPassed() {
        map.put(1, "a", LIFE);
        loop.advance(LIFE.minusNanos(1));
        assertThat(map.get(1)).isEqualTo("a");
        loop.advance(Duration.ofNanos(1));
        assertThat(map.get(1)).isNull();
    }

    @Test
    void aNewEntryInAFullMapDisplacesTheOldest() {
        map.put(1, "a", LIFE);
        map.put(2, "b", LIFE);
        map.put(3, "c", LIFE);
        assertThat(present()).containsExactly("a", "b", "c");
        map.put(4, "d", LIFE);
        assertThat(present()).containsExactly("b", "c", "d");
    }

    /** However long they would still live. */
    @Test
    void theOldestEntryIsTheFirstPutWhateverItsLifetime() {
        map.put(1, "a", LIFE.multipliedBy(10));
        map.put(2, "b", LIFE);
        map.put(3, "c", LIFE);
        map.put(4, "d", LIFE);
        assertThat(present()).containsExactly("b", "c", "d");
    }

    @Test
    void anEntryPutAgainIsTheNewestAndTakesOnePlace() {
        map.put(1, "a", LIFE);
        map.put(2, "b", LIFE);
        map.put(3, "c", LIFE);
        map.put(1, "A", LIFE);
        assertThat(present()).containsExactly("A", "b", "c");
        map.put(4, "d", LIFE);
        assertThat(present()).containsExactly("A", "c", "d");
    }

    @Test
    void expiredEntriesMakeRoomForNewEntries() {
        map.put(1, "a", LIFE);
        map.put(2, "b", LIFE);
        loop.advance(LIFE);
        map.put(3, "c", LIFE);
        map.put(4, "d", LIFE);
        map.put(1, "A", LIFE);
        assertThat(present()).containsExactly("A", "c", "d");
    }

    @Test
    void aRemovedEntryIsGone() {
        map.put(1, "a", LIFE);
        map.remove(1);
        assertThat(map.get(1)).isNull();
    }
}
