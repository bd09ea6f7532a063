// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OptionNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"commandTimeout", "command-timeout", "command.timeout", "commandtimeout"})
    void eachSpellingIsKnown(String name) {
        assertThat(OptionNames.spellings(ComponentOptions.PREFIX + "." + name))
                .hasSize(4)
                .startsWith("camel.component.bc66coap.command-timeout");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel.component.bc66coap",
                "camel.component.bc66coaps.baudRate",
                "camel.main.baudRate",
                "baudRate"
            })
    void foreignNamesAreLeftUnchanged(String name) {
        assertThat(OptionNames.spellings(name)).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource({
        "baud-rates, baud-rate",
        "BAUD-RATE, baud-rate",
        "commandTimout, command-timeout",
        "timeout.command, command-timeout",
        "key, secret-key",
        "pin, sim-pin"
    })
    void theNearestRightNameIsNamed(String wrong, String right) {
        assertThatThrownBy(() -> OptionNames.spellings(ComponentOptions.PREFIX + "." + wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("camel.component.bc66coap." + wrong + ": there is no such option; the nearest is " + right);
    }

    @Test
    void secretsAreKeyPinAndIdentity() {
        assertThat(OptionNames.secrets())
                .containsExactlyInAnyOrder(
                        "camel.component.bc66coap.secret-key",
                        "camel.component.bc66coap.sim-pin",
                        "camel.component.bc66coap.psk-identity");
    }
}
