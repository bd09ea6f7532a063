// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LineSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "115200, 0, 0",
        "115200, 1, 86806",
        "115200, 1152, 100000000",
        "9600, 1, 1041667",
        "9600, 960, 1000000000",
        "9600, 2400, 2500000000",
        "921600, 512, 5555556",
        "300, 2147483647, 71582788233333334"
    })
    void transmitsTenBitsPerByte(int baudRate, int bytes, long nanos) {
        assertThat(settings(baudRate).transmitTime(bytes)).isEqualTo(Duration.ofNanos(nanos));
    }

    @Test
    void refusesNegativeBytes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(9600).transmitTime(-1))
                .withMessageContaining("-1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void refusesANonPositiveBaudRate(int baudRate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(baudRate))
                .withMessageContaining("baudRate");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5})
    void refusesANonPositiveTimeout(long millis) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LineSettings(9600, Duration.ofMillis(millis)))
                .withMessageContaining("connectTimeout");
    }

    private static LineSettings settings(int baudRate) {
        return new LineSettings(baudRate, Duration.ofSeconds(1));
    }
}
