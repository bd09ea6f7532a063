// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The module repeats the command, or parts of it, or doesn't. All lines are information here, so echo would show. */
class AtEngineEchoTest extends EngineFixture {
    private static final SampleCommand COMMAND_LINE =
            SampleCommand.of("AT+Q=\"a b \",12").accepting(SampleCommand.ANYTHING);
    private static final String LINE = COMMAND_LINE.line().text();

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\r\n", "\r\r\n", "\n\r", "\0\r", " \r\n"})
    void passesOverAnEchoHoweverItEnds(String end) {
        Sent command = send(COMMAND_LINE);
        wire.says(LINE + end + "\r\n+Q: 1\r\n\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success("+Q: 1"));
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void needsNoEcho() {
        Sent command = send(COMMAND_LINE);
        wire.says("\r\n+Q: 1\r\n\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success("+Q: 1"));
    }

    @Test
    void passesOverAnEchoThatANotificationCutsAnywhere() {
        String notification = "\r\n" + LengthRule.notification("OK\r\n") + "\r\n";
        for (int cut = 0; cut <= LINE.length(); cut++) {
            Sent command = send(COMMAND_LINE);
            wire.says(LINE.substring(0, cut) + notification + LINE.substring(cut) + "\r\r\nOK\r\n");
            assertThat(command.result()).as("cut at %d", cut).isEqualTo(success());
        }
        assertThat(listener.heard).hasSize(LINE.length() + 1).containsOnly("urc +L:4,OK\r\n");
    }

    @Test
    void passesOverAnEchoInManyPieces() {
        Sent command = send(COMMAND_LINE);
        String notification = "\r\n" + LengthRule.notification("x") + "\r\n";
        wire.says("AT+" + notification + "Q=\"a " + notification + "b" + notification + " \",1" + notification + "2\r");
        wire.says("\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success());
        assertThat(listener.heard).hasSize(4);
    }

    @Test
    void passesOverAnEchoThatLostItsFirstCharacters() {
        for (int lost = 1; lost <= LINE.length() - 6; lost++) {
            Sent command = send(COMMAND_LINE);
            wire.says(LINE.substring(lost) + "\r\r\nOK\r\n");
            assertThat(command.result()).as("lost %d", lost).isEqualTo(success());
        }
    }

    @Test
    void passesOverAnEchoBehindTheEchoOfAnEarlierProbe() {
        Sent command = send(COMMAND_LINE);
        wire.says("AT\r" + LINE + "\r\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success());
    }

    @Test
    void passesOverAnEchoOfUtf8() {
        Sent command = send(SampleCommand.of("AT+Q=\"\u00E4\u20AC\"").accepting(SampleCommand.ANYTHING));
        wire.says("AT+Q=\"\u00C3\u00A4\u00E2\u0082\u00AC\"\r\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success());
    }

    @ParameterizedTest
    @CsvSource({"AT+Q=OK,OK", "AT+Q=ERROR,ERROR"})
    void neverTakesAResultCodeForEcho(String line, String code) {
        Sent command = send(SampleCommand.of(line));
        wire.says("\r\n" + code + "\r\n");
        assertThat(command.result()).isEqualTo(code.equals("OK") ? success() : refused(code));
    }

    @Test
    void echoCanBeToggledBetweenCommands() {
        Sent on = send(COMMAND_LINE);
        wire.says(LINE + "\r\r\nOK\r\n");
        Sent off = send(SampleCommand.of("ATE0"));
        wire.says("ATE0\r\r\nOK\r\n");
        Sent silent = send(COMMAND_LINE);
        wire.says("\r\nOK\r\n");
        Sent again = send(COMMAND_LINE);
        wire.says(LINE + "\r\n\r\nOK\r\n");
        assertThat(on.result()).isEqualTo(success());
        assertThat(off.result()).isEqualTo(success());
        assertThat(silent.result()).isEqualTo(success());
        assertThat(again.result()).isEqualTo(success());
    }

    @Test
    void aLineThatOnlyResemblesTheCommandIsNoEcho() {
        Sent command = send(SampleCommand.query("AT+CEREG?", "+CEREG:"));
        wire.says("\r\nAT+CSQ\r\n+CEREG: 0,1\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success("+CEREG: 0,1"));
        assertThat(listener.heard).containsExactly("line AT+CSQ");
    }

    // raw data

    @Test
    void passesOverTheEchoOfRawDataWhenTheCommandWasEchoed() {
        Sent command = send(SampleCommand.data("\r\nERROR\r\n"));
        wire.says("AT+SEND\r\r\n> ");
        wire.says("\r\n" + LengthRule.notification("x") + "\r\n\r\nERROR\r\n\r\nOK\r\n\r\n+SENT: 0\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
        assertThat(listener.heard).containsExactly("urc +L:1,x");
    }

    @Test
    void expectsNoRawEchoWhenTheCommandWasNotEchoed() {
        Sent command = send(SampleCommand.data("OK\r\n"));
        wire.says("\r\n>");
        wire.says("OK\r\n+SENT: 0\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
    }

    @Test
    void aRawEchoThatNeverCameHidesNothingLater() {
        Sent command = send(SampleCommand.data("+X"));
        wire.says("AT+SEND\r\r\n> ");
        wire.says("\r\nOK\r\n+SENT: 0\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
        wire.says("+X: 1\r\n");
        assertThat(listener.heard).containsExactly("line +X: 1");
    }

    @Test
    void aReplyThatBeginsLikeTheRawEchoIsDelayedBySilenceAtMost() {
        Sent command = send(SampleCommand.data("\r\nOK\r\n\r\n+SENT: 0\r\n!"));
        wire.says("AT+SEND\r\r\n> ");
        wire.says("\r\nOK\r\n\r\n+SENT: 0\r\n");
        assertThat(command.isDone()).isFalse();
        loop.advance(IDLE_GAP);
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
    }
}
