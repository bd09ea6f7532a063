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
import static org.assertj.core.api.Assertions.assertThatNoException;

class TransportFactoriesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/ttyUSB0",
                "/dev/serial/by-id/usb-Quectel_BC66: port 0-if00",
                "COM3",
                "ttyS0",
                "tcp://localhost:4000",
                "TCP://10.0.0.1:1",
                "rfc2217://terminal-server.example:65535",
                "tcp://[::1]:4000",
                "tcp://[fe80::1%eth0]:4000"
            })
    void acceptsDevicesThatCanBeOpened(String device) {
        assertThatNoException().isThrownBy(() -> TransportFactories.validate(device));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://",
                "tcp://host",
                "tcp://host:",
                "tcp://:4000",
                "tcp://host:0",
                "tcp://host:65536",
                "tcp://host:99999999999",
                "tcp://host:12x",
                "tcp://host:4000/",
                "tcp://user@host:4000",
                "tcp://two words:4000",
                "tcp://::1:4000",
                "tcp://[::1]",
                "rfc2217://host",
                "telnet://host:23"
            })
    void namesAMalformedDevice(String device) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransportFactories.validate(device))
                .withMessageContaining(device);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/dev/tty\0S0", "/dev/ttyS0\r\nERROR"})
    void refusesBlankNamesAndControlCharacters(String device) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransportFactories.validate(device))
                .satisfies(e -> assertThat(e.getMessage().chars()).noneMatch(Character::isISOControl));
    }

    @Test
    void refusesAMissingDevice() {
        assertThatIllegalArgumentException().isThrownBy(() -> TransportFactories.validate(null));
    }

    @Test
    void openingValidatesTheDevice() {
        LineSettings settings = new LineSettings(9600, Duration.ofSeconds(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransportFactories.builtIn().open("tcp://host", settings))
                .withMessageContaining("tcp://host");
    }

    @ParameterizedTest
    @CsvSource({"tcp://[::1]:4000, TCP, ::1, 4000", "RFC2217://a.b:23, RFC2217, a.b, 23", "COM3, SERIAL, '', 0"})
    void parsesKindHostAndPortOfADevice(String device, DeviceName.Kind kind, String host, int port) {
        assertThat(DeviceName.parse(device)).isEqualTo(new DeviceName(device, kind, host, port));
    }
}
