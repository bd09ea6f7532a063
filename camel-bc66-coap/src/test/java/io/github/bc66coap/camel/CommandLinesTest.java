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
package io.github.bc66coap.camel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Command lines in URIs, where a plus sign is a blank unless somebody takes care. */
class CommandLinesTest {
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
    void aBlankBehindAtWasAPlusSign(String option, String command) {
        assertThat(CommandLines.command(option).line().text()).isEqualTo(command);
    }

    @Test
    void whatIsNoCommandIsStillRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLines.command("AT QCOAPDEL"));
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLines.command("AT  CSQ"));
    }
}
