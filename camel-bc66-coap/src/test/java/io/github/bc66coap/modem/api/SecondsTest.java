// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SecondsTest {

    @ParameterizedTest
    @CsvSource({
        "20, 20 ms",
        "999, 999 ms",
        "1000, 1 s",
        "1049, 1 s",
        "1050, 1.1 s",
        "1700, 1.7 s",
        "1949, 1.9 s",
        "1950, 2 s",
        "180000, 180 s"
    })
    void durationsAreRoundedToTenthsOfASecond(long millis, String text) {
        assertThat(Seconds.of(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"93000, 93 s", "93001, 93001 ms", "100, 100 ms"})
    void durationsThatDifferLookDifferent(long millis, String text) {
        assertThat(Seconds.exactly(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
