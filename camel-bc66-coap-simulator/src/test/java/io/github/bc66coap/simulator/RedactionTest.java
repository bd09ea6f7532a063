// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a trace shows of lines with secrets, malformed ones, too. */
class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT+QCOAPCREATE=56830,1,\"me\",\"5EC4E7\"",
                "at+qcoapcreate=56830,1,\"me\",\"5EC4E7",
                "AT+QCOAPCREATE=56830,1,me,5EC4E7",
                "AT+QCOAPCREATE=56830,1,\"5EC4E7\"",
                "AT+QCOAPCREATE=56830,\"5EC4E7\"",
                "AT+QCOAPCREATE=\"5EC4E7\"",
                "AT+QCOAPCREATE=56830;1;\"me\";\"5EC4E7\"",
                "AT+QCOAPCREATE=56830,1,\"a\",\"b\",\"5EC4E7\"",
                "AT+CSQ;+QCOAPCREATE=56830,1,\"me\",\"5EC4E7\"",
                "AT+QCOAPCREATE=56830,0\rAT+QCOAPCREATE=56830,1,\"me\",\"5EC4E7\"",
                "AT+CPIN=5EC4E7",
                "at+clck=\"SC\",0,\"5EC4E7\"",
                "AT+CPWD=\"SC\",\"5EC4E7\",\"1\"",
                "AT+QCGDEFCONT=\"IP\",\"a.example\",\"me\",\"5EC4E7\"",
                "at+qcgdefcont=IP,a.example,me,5EC4E7",
                "AT+QCGDEFCONT=\"IP\",\"a.example\",\"5EC4E7",
                "AT+CGAUTH=1,1,\"me\",\"5EC4E7\""
            })
    void secretsAreHidden(String line) {
        assertThat(Redaction.withoutSecrets(line)).doesNotContain("5EC4E7").endsWith("***");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AT+QCOAPCREATE=56830,1,\"me\",\"5EC4E7\" | AT+QCOAPCREATE=56830,1,\"me\",***",
                "AT+QCOAPCREATE=56830,0                   | AT+QCOAPCREATE=56830,0",
                "AT+QCOAPCREATE=56830                     | AT+QCOAPCREATE=56830",
                "AT+QCOAPCREATE=?                         | AT+QCOAPCREATE=?",
                "AT+QCOAPOPTION=1,11,\"a\"                | AT+QCOAPOPTION=1,11,\"a\"",
                "AT+QCGDEFCONT=\"IP\",\"a.example\"        | AT+QCGDEFCONT=\"IP\",\"a.example\"",
                "AT+QCGDEFCONT=\"IP\"                    | AT+QCGDEFCONT=\"IP\"",
                "AT+QCGDEFCONT=?                        | AT+QCGDEFCONT=?"
            })
    void argumentsWithoutSecretsAreShown(String line, String shown) {
        assertThat(Redaction.withoutSecrets(line)).isEqualTo(shown);
    }
}
