// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.AtResult.Awaited;

import static org.assertj.core.api.Assertions.assertThat;

class AtEngineDataModeTest extends EngineFixture {
    private static final String DATA = "\r\n\u001A\0>OK\u00FF";

    @ParameterizedTest
    @ValueSource(
            strings = {"\r\n>", "\r\n> ", ">", "> ", "AT+SEND\r\r\n>", "\r\n+CSCON: 1\r\n\r\n>", "\r\n+L:3,\r\n>\r\n> "
            })
    void writesExactlyTheDataOnceThePromptIsThere(String prompt) {
        Sent command = send(SampleCommand.data(DATA));
        assertThat(wire.written()).containsExactly("AT+SEND\r");
        wire.says(prompt);
        assertThat(wire.written()).hasSize(2);
        assertThat(wire.lastWritten()).isEqualTo(DATA.getBytes(StandardCharsets.ISO_8859_1));
        wire.says("\r\nOK\r\n\r\n+SENT: 0\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
        assertThat(wire.written()).hasSize(2);
    }

    @Test
    void aPromptForACommandWithoutDataIsAStray() {
        Sent command = send(SampleCommand.send());
        wire.says("\r\n>\r\n");
        assertThat(wire.written()).hasSize(1);
        wire.says("\r\nOK\r\n+SENT: 0\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
        assertThat(listener.heard).containsExactly("line >");
    }

    @Test
    void aSecondPromptWritesNothing() {
        Sent command = send(SampleCommand.data("x"));
        wire.says("\r\n>");
        wire.says("\r\n>\r\n");
        assertThat(wire.written()).hasSize(2);
        wire.says("OK\r\n+SENT: 0\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
    }

    @Test
    void aPromptInANotificationWritesNoData() {
        send(SampleCommand.data("x"));
        wire.says(LengthRule.notification("\r\n> ") + "\r\n");
        assertThat(wire.written()).hasSize(1);
    }

    @Test
    void anEarlyPromptWaitsUntilTheCommandIsWritten() {
        wire.slow();
        Sent command = send(SampleCommand.data("data"));
        wire.says("\r\n>");
        assertThat(wire.written()).containsExactly("AT+SEND\r");
        wire.writeReturns();
        assertThat(wire.written()).containsExactly("AT+SEND\r", "data");
        wire.says("\r\nOK\r\n\r\n+SENT: 0\r\n");
        assertThat(command.isDone()).isFalse();
        wire.writeReturns();
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
    }

    @Test
    void aNotificationBetweenOkAndPromptIsHeard() {
        Sent command = send(SampleCommand.data("data"));
        wire.says("\r\nOK\r\n" + LengthRule.notification("x") + "\r\n\r\n> ");
        assertThat(listener.heard).containsExactly("urc +L:1,x");
        assertThat(wire.written()).last().isEqualTo("data");
        wire.says("\r\nOK\r\n");
        wire.says("\r\n+SENT: 0\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
    }

    @Test
    void anOkBeforeThePromptDoesNotHideTheRefusalBehindTheData() {
        Sent command = send(SampleCommand.data("data"));
        wire.says("\r\nOK\r\n\r\n>");
        wire.says("\r\nERROR\r\n");
        assertThat(command.result()).isEqualTo(refused("ERROR"));
    }

    @Test
    void anOkBeforeThePromptDoesNotHideTheRefusalOfTheCommand() {
        Sent command = send(SampleCommand.data("data"));
        wire.says("\r\nOK\r\n\r\n+CME ERROR: 3\r\n");
        assertThat(command.result()).isEqualTo(refused("+CME ERROR: 3"));
        assertThat(wire.written()).hasSize(1);
    }

    @Test
    void anOutcomeCountsIfTheOnlyOkCameBeforeThePrompt() {
        Sent command = send(SampleCommand.data("data"));
        wire.says("\r\nOK\r\n\r\n>");
        wire.says("\r\n+SENT: 0\r\n");
        assertThat(command.isDone()).isFalse();
        loop.advance(COMMAND.multipliedBy(2));
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
    }

    @Test
    void anOutcomeWithoutAnyOkIsNoAnswer() {
        Sent command = send(SampleCommand.data("data"));
        wire.says("\r\n>");
        wire.says("\r\n+SENT: 0\r\n");
        loop.advance(COMMAND.multipliedBy(2));
        assertThat(command.result()).isEqualTo(noAnswer(Awaited.RESULT));
    }

    @Test
    void anOutcomeBeforeTheDataIsThatOfAnEarlierCommand() {
        Sent command = send(SampleCommand.data("data"));
        wire.says("\r\n+SENT: 3\r\n\r\n>");
        wire.says("\r\nOK\r\n");
        assertThat(command.isDone()).isFalse();
        wire.says("\r\n+SENT: 0\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
        assertThat(listener.heard).containsExactly("line +SENT: 3");
    }

    @Test
    void aRefusalEndsTheWaitForThePrompt() {
        Sent command = send(SampleCommand.data("data"));
        wire.says("\r\nERROR\r\n");
        assertThat(command.result()).isEqualTo(refused("ERROR"));
        wire.says("\r\n>\r\n");
        assertThat(wire.written()).hasSize(1);
        assertThat(listener.heard).containsExactly("line >");
    }

    @Test
    void aRefusalThatOvertakesThePromptWritesNoData() {
        wire.slow();
        Sent command = send(SampleCommand.data("data"));
        wire.says("\r\n>\r\nERROR\r\n");
        wire.writeReturns();
        assertThat(command.result()).isEqualTo(refused("ERROR"));
        assertThat(wire.written()).hasSize(1);
    }

    @Test
    void aMissingPromptIsReported() {
        Sent command = send(SampleCommand.data("data"));
        wire.says("\r\nOK\r\n");
        loop.advance(COMMAND.multipliedBy(3));
        assertThat(command.result()).isEqualTo(noAnswer(Awaited.PROMPT));
        wire.says("\r\n> ");
        assertThat(wire.written()).hasSize(1);
    }

    @Test
    void aOnePhaseCommandMayHaveData() {
        Sent command = send(SampleCommand.data("data").accepting(ReplyForm.RESULT_ONLY));
        wire.says("\r\n>");
        wire.says("\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success());
    }
}
