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
package io.github.bc66coap.at;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What others have written may hold a PIN or a password. */
class RawCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AT+CPIN="1234"        | AT+CPIN=***
            AT+CGAUTH=1,1,"u","p" | AT+CGAUTH=***
            AT+QSCLK=0            | AT+QSCLK=***
            AT+QSCLK=?            | AT+QSCLK=?
            AT+CSQ                | AT+CSQ
            AT+CGATT?             | AT+CGATT?
            ATI                   | ATI
            """)
    void showsNoArguments(String text, String shown) {
        RawCommand command = new RawCommand(text);

        assertThat(command.line().text()).isEqualTo(text);
        assertThat(command.line().redacted()).isEqualTo(shown);
        assertThat(command.line()).hasToString(shown);
    }
}
