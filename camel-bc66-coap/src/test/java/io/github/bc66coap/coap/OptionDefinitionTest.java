// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptionDefinitionTest {
    @Test
    void knowsTheNoteOptions() {
        assertThat(OptionDefinition.values())
                .extracting(OptionDefinition::number)
                .containsExactly(1, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 17, 20, 23, 27, 28, 35, 39, 60);
        assertThat(OptionDefinition.ofNumber(12)).hasValue(OptionDefinition.CONTENT_FORMAT);
        assertThat(OptionDefinition.ofNumber(2)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1,aB",
        "1,0102030405060708",
        "3,example.com",
        "4,01",
        "6,0",
        "6,16777215",
        "7,65535",
        "8,rd",
        "11,/",
        "12,0",
        "12,40",
        "12,41",
        "12,42",
        "12,47",
        "12,50",
        "14,4294967295",
        "15,lwm2m=1.0",
        "17,50",
        "20,a=1",
        "23,6",
        "27,14",
        "28,1000",
        "35,coap://[::1]/",
        "39,coap",
        "60,0",
        "11,...",
        "15,'ep=867725030002525;460041850403693'",
        "11,' '",
        "11,é"
    })
    void takesValuesThatTheModuleCanSend(int number, String value) {
        assertThatCode(() -> OptionDefinition.requireSendable(
                        new CoapOption(number, value), OptionDefinition.MODULE_CONTENT_FORMATS))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "1,'',empty value",
        "1,abc,hexadecimal",
        "1,010203040506070809,1 to 8 bytes",
        "1,zz,hexadecimal",
        "3,'',empty value",
        "4,'',empty value",
        "5,'',empty value",
        "5,1,empty value",
        "6,'',empty value",
        "6,16777216,0 to 16777215",
        "6,-1,0 to 16777215",
        "6,00,decimal",
        "7,65536,0 to 65535",
        "11,'',empty value",
        "11,.,must not be",
        "11,..,must not be",
        "12,60,must be 0 (text/plain) 40 (application/link-format)",
        "12,11542,must be 0 (text/plain) 40 (application/link-format)",
        "17,112,must be 0 (text/plain) 40 (application/link-format)",
        "12,x,decimal",
        "14,4294967296,0 to 4294967295",
        "14,99999999999,0 to 4294967295",
        "15,'a\"b',double quote",
        "23,16777216,0 to 16777215",
        "2,x,not one of those",
        "2048,x,not one of those"
    })
    void refusesValuesThatTheModuleCannotSend(int number, String value, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionDefinition.requireSendable(
                        new CoapOption(number, value), OptionDefinition.MODULE_CONTENT_FORMATS))
                .withMessageContaining("option " + number)
                .satisfies(e -> assertThat(e.getMessage().replace(",", "")).contains(reason));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "\u0000", "\u007F"})
    void refusesControlCharacters(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionDefinition.requireSendable(
                        new CoapOption(11, value), OptionDefinition.MODULE_CONTENT_FORMATS))
                .withMessageContaining("control character");
    }

    @Test
    void countsBytesNotCharacters() {
        assertThatCode(() -> OptionDefinition.requireSendable(
                        new CoapOption(11, "é".repeat(90)), OptionDefinition.MODULE_CONTENT_FORMATS))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionDefinition.requireSendable(
                        new CoapOption(11, "é".repeat(90) + "a"), OptionDefinition.MODULE_CONTENT_FORMATS))
                .withMessage("option 11 (Uri-Path) must be 1 to 180 bytes long but has 181");
    }
}
