// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Command lines in URIs, where a plus sign is a blank unless somebody takes care. */
class CommandTextTest {
    @ParameterizedTest
    @CsvSource({
        "AT QENG=0, AT+QENG=0",
        "at qeng=0, at+qeng=0",
        "AT+QENG=0, AT+QENG=0",
        "' AT CSQ ', AT+CSQ",
        "ATI, ATI",
        "AT, AT",
        "'AT+CGDCONT=1,\"IP\",\"a b\"', 'AT+CGDCONT=1,\"IP\",\"a b\"'"
    })
    void aBlankBehindAtIsReadAsAPlusSign(String option, String command) {
        assertThat(Values.command(option).line().text()).isEqualTo(command);
    }

    @Test
    void forbiddenAndMalformedCommandsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Values.command("AT QCOAPDEL"));
        assertThatIllegalArgumentException().isThrownBy(() -> Values.command("AT  CSQ"));
    }
}
