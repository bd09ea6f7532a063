/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.modem;

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
