// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @Test
    void refusesMoreThan512Characters() {
        String longest = "AT+X=" + "1".repeat(RawCommand.MAX_LENGTH - 5);
        assertThat(new RawCommand(longest).line().text()).isEqualTo(longest);
        assertThatThrownBy(() -> new RawCommand(longest + "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("command is 513 characters long, but at most 512 are allowed");
    }

    /** They would begin another command, or take the line out of the session's hands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ";ATI",
                "AT+CSQ;+CGATT?",
                "AT;",
                "ATD123",
                "ATE1",
                "AT&F",
                "ATZ",
                "AT+QCOAPDEL",
                "at+qcoapdel",
                "AT+CMGS=1",
                "at+ipr=9600",
                "AT+CSQ\r",
                "AT+X=1\rAT",
                "ATI\n",
                "AT+",
                "ATI?",
                "",
                "A",
                "+CSQ",
                " AT"
            })
    void refusesSeveralCommandsAndCommandsOfTheSession(String text) {
        assertThatThrownBy(() -> new RawCommand(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theRefusalNamesTheCommandAndTheReason() {
        assertThatThrownBy(() -> new RawCommand("at+ipr=9600"))
                .hasMessage("command AT+IPR would take the line out of the session's hands");
    }

    @Test
    void theReplyFormFollowsTheCommandName() {
        assertThat(new RawCommand("at+csq").replies()).isEqualTo(new ReplyForm(List.of("+CSQ:", ""), 0, null));
        assertThat(new RawCommand("ATI").replies()).isEqualTo(new ReplyForm(List.of(""), 0, null));
        assertThat(new RawCommand("AT").replies()).isEqualTo(new ReplyForm(List.of(""), 0, null));
    }
}
