// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.at.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

/** RFC 7641 section 3.4; half of the numbers is 8388608, and the largest is 16777215. */
class NotificationOrderTest {
    private static final Duration AGED = Duration.ofSeconds(128);

    private final ManualEventLoop loop = new ManualEventLoop();
    private final NotificationOrder freshness = new NotificationOrder(loop);

    @ParameterizedTest
    @CsvSource({
        "5, 6, true",
        "5, 5, false",
        "6, 5, false",
        "5, 8388606, true",
        "0, 8388607, true",
        "0, 8388608, false",
        "0, 16777215, false",
        "8388607, 0, false",
        "8388608, 0, false",
        "8388608, 5, false",
        "8388609, 0, true",
        "16777215, 0, true"
    })
    void aNotificationLessThanHalfTheNumbersAheadIsNewer(int last, int next, boolean newer) {
        assertThat(freshness.accept(last)).isTrue();
        assertThat(freshness.accept(next)).isEqualTo(newer);
    }

    @Test
    void anyNumberIsNewerIfTheLastIsOlderThan128Seconds() {
        loop.advance(AGED);
        freshness.accept(5);
        loop.advance(AGED);
        assertThat(freshness.accept(4)).isFalse();
        loop.advance(Duration.ofNanos(1));
        assertThat(freshness.accept(4)).isTrue();
        assertThat(freshness.accept(5)).as("counted from that one on").isTrue();
    }

    /** One that is not newer changes nothing. */
    @Test
    void theAgeCountsFromTheLastNewerNotification() {
        freshness.accept(5);
        loop.advance(AGED);
        freshness.accept(4);
        loop.advance(Duration.ofNanos(1));
        assertThat(freshness.accept(3)).isTrue();
    }

    @Test
    void anyNumberIsNewAfterARegistration() {
        freshness.accept(5);
        freshness.reset();
        assertThat(freshness.accept(5)).isTrue();
    }
}
