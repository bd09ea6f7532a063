// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.at.AtResult.Awaited;

import static org.assertj.core.api.Assertions.assertThat;

/** One byte takes one millisecond on this line. */
class AtEngineDeadlinesTest extends EngineFixture {

    @Test
    void theDeadlineCountsFromTheLastByteWritten() {
        wire.slow();
        Sent command = send(SampleCommand.of("AT+Q=" + "1".repeat(994)));
        loop.advance(Duration.ofSeconds(3));
        wire.writeReturns();
        expectNoAnswerAfter(command, Duration.ofSeconds(1).plus(COMMAND), Awaited.RESULT);
    }

    @Test
    void theDeadlineIncludesTheTimeOnTheLine() {
        expectNoAnswerAfter(send(SampleCommand.of("AT")), Duration.ofMillis(3).plus(COMMAND), Awaited.RESULT);
        Sent longer = send(SampleCommand.of("AT+Q=" + "1".repeat(994)));
        expectNoAnswerAfter(longer, Duration.ofMillis(1000).plus(COMMAND), Awaited.RESULT);
    }

    @Test
    void endsACommandWhoseWriteIsStuck() {
        wire.slow();
        Sent command = send(SampleCommand.of("AT+Q=" + "1".repeat(994)));
        expectNoAnswerAfter(command, Duration.ofMillis(2000).plus(COMMAND), Awaited.WRITTEN);
        wire.writeReturns();
        assertThat(engine.isBusy()).isFalse();
    }

    @Test
    void endsACommandWhoseDataAreStuck() {
        wire.slow();
        Sent command = send(SampleCommand.data("x".repeat(1000)));
        wire.writeReturns();
        wire.says(">");
        expectNoAnswerAfter(command, Duration.ofMillis(2000).plus(COMMAND), Awaited.WRITTEN);
    }

    @Test
    void dataHaveADeadlineOfTheirOwn() {
        Sent command = send(SampleCommand.data("x".repeat(1000)));
        loop.advance(COMMAND);
        wire.says(">");
        expectNoAnswerAfter(command, Duration.ofMillis(1000).plus(COMMAND), Awaited.RESULT);
    }

    @Test
    void aMissingPromptHasTwiceTheOrdinaryDeadline() {
        expectNoAnswerAfter(
                send(SampleCommand.data("x")), Duration.ofMillis(8).plus(COMMAND.multipliedBy(2)), Awaited.PROMPT);
    }

    @Test
    void okHasTheOrdinaryDeadlineEvenWhenTheOutcomeHasALongerOne() {
        expectNoAnswerAfter(send(SampleCommand.send()), Duration.ofMillis(8).plus(COMMAND), Awaited.RESULT);
    }

    @Test
    void theOutcomeHasItsOwnDeadline() {
        Sent command = send(SampleCommand.send());
        loop.advance(COMMAND);
        wire.says("\r\nOK\r\n");
        expectNoAnswerAfter(command, SEND, Awaited.OUTCOME);

        Sent patientless = send(SampleCommand.send().with(AtCommand.Patience.COMMAND));
        wire.says("\r\nOK\r\n");
        expectNoAnswerAfter(patientless, COMMAND, Awaited.OUTCOME);
    }

    @Test
    void aResultThatNeedsTheNetworkHasTheLongerDeadline() {
        Sent command = send(SampleCommand.of("AT").with(AtCommand.Patience.SEND));
        expectNoAnswerAfter(command, Duration.ofMillis(3).plus(SEND), Awaited.RESULT);
    }

    @Test
    void bytesOfNotificationsExtendTheDeadlineOfTheResult() {
        Sent command = send(SampleCommand.of("AT"));
        wire.says(LengthRule.notification("x".repeat(1292)));
        expectNoAnswerAfter(command, Duration.ofMillis(3 + 1300).plus(COMMAND), Awaited.RESULT);
    }

    @Test
    void bytesOfNotificationsExtendTheDeadlineOfTheOutcome() {
        Sent command = send(SampleCommand.send());
        wire.says("\r\nOK\r\n");
        wire.says(LengthRule.notification("x".repeat(992)));
        expectNoAnswerAfter(command, SEND.plusMillis(1000 - 1), Awaited.OUTCOME);
    }

    @Test
    void aFloodedLineDoesNotPutTheDeadlineOffForEver() {
        Sent command = send(SampleCommand.of("AT"));
        String flood = LengthRule.notification("x".repeat(993));
        for (int second = 0; second < 10; second++) {
            assertThat(command.isDone()).as("after %d s", second).isFalse();
            wire.says(flood);
            loop.advance(Duration.ofSeconds(1));
        }
        loop.advance(Duration.ofMillis(5 * 3));
        assertThat(command.result()).isEqualTo(noAnswer(Awaited.RESULT));
    }

    @Test
    void bytesBeforeACommandDoNotExtendItsDeadline() {
        wire.says(LengthRule.notification("x".repeat(1000)));
        expectNoAnswerAfter(send(SampleCommand.of("AT")), Duration.ofMillis(3).plus(COMMAND), Awaited.RESULT);
    }

    // hurry

    @Test
    void shorteningTheDeadlineShortensTheWaitForTheOutcome() {
        Sent command = send(SampleCommand.send());
        wire.says("\r\nOK\r\n");
        loop.advance(Duration.ofSeconds(5));
        engine.shortenDeadline();
        expectNoAnswerAfter(command, COMMAND, Awaited.OUTCOME);
    }

    @Test
    void shorteningTheDeadlineBeforeOkIsRemembered() {
        Sent command = send(SampleCommand.send());
        engine.shortenDeadline();
        loop.advance(COMMAND);
        wire.says("\r\nOK\r\n");
        expectNoAnswerAfter(command, COMMAND, Awaited.OUTCOME);
    }

    @Test
    void shorteningTheDeadlineTwiceDoesNotExtendIt() {
        Sent command = send(SampleCommand.send());
        wire.says("\r\nOK\r\n");
        engine.shortenDeadline();
        loop.advance(COMMAND.minus(TICK));
        engine.shortenDeadline();
        expectNoAnswerAfter(command, TICK, Awaited.OUTCOME);
    }

    @Test
    void shorteningTheDeadlineLeavesOtherDeadlinesAlone() {
        engine.shortenDeadline();
        Sent command = send(SampleCommand.of("AT"));
        loop.advance(Duration.ofSeconds(1));
        engine.shortenDeadline();
        expectNoAnswerAfter(command, Duration.ofMillis(1003), Awaited.RESULT);
        Sent next = send(SampleCommand.send());
        wire.says("\r\nOK\r\n");
        expectNoAnswerAfter(next, SEND, Awaited.OUTCOME);
    }

    @Test
    void anAnsweredCommandLeavesNoDeadlineBehind() {
        send(SampleCommand.of("AT"));
        wire.says("\r\nOK\r\n");
        assertThat(loop.waiting()).isZero();
    }

    private void expectNoAnswerAfter(Sent command, Duration time, Awaited awaited) {
        loop.advance(time.minus(TICK));
        assertThat(command.isDone()).as("too early").isFalse();
        loop.advance(TICK);
        assertThat(command.result()).isEqualTo(noAnswer(awaited));
    }
}
