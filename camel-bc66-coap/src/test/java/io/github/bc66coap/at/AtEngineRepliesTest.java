// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.AtResult.Awaited;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which line belongs to the command, and which doesn't. */
class AtEngineRepliesTest extends EngineFixture {

    @Test
    void endsTheCommandWithCarriageReturnAlone() {
        Sent at = send(SampleCommand.of("AT"));
        assertThat(wire.written()).containsExactly("AT\r");
        assertThat(engine.isBusy()).isTrue();
        wire.says("\r\nOK\r\n");
        assertThat(at.result()).isEqualTo(success());
        assertThat(engine.isBusy()).isFalse();
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void refusesASecondCommandAndLeavesTheFirstAlone() {
        Sent first = send(SampleCommand.of("AT"));
        assertThatThrownBy(() -> engine.send(SampleCommand.of("AT"))).isInstanceOf(IllegalStateException.class);
        assertThat(wire.written()).hasSize(1);
        wire.says("OK\r\n");
        assertThat(first.result()).isEqualTo(success());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR",
                "+CME ERROR: 50",
                "+CME ERROR:50",
                "+CME ERROR: operation not allowed",
                "+CMEE ERROR: 3",
                "ERROR "
            })
    void reportsARefusalWithItsCode(String code) {
        Sent command = send(SampleCommand.query("AT+X?", "+X:"));
        wire.says("\r\n" + code + "\r\n");
        assertThat(command.result()).isEqualTo(refused(code.strip()));
        Sent twoPhase = send(SampleCommand.send());
        wire.says("\r\n" + code + "\r\n");
        assertThat(twoPhase.result()).isEqualTo(refused(code.strip()));
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void collectsTheInformationThatTheCommandNames() {
        Sent command = send(SampleCommand.query("AT+X?", "+X:", "+Y:"));
        wire.says("\r\n+X:1\r\n\r\n+CSCON: 1\r\n+Y: 2\r\n" + LengthRule.notification("\r\nOK\r\n") + "\r\n+X: 3\r\n");
        wire.says("\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success("+X:1", "+Y: 2", "+X: 3"));
        assertThat(listener.heard).containsExactly("line +CSCON: 1", "urc +L:6,\r\nOK\r\n");
    }

    @Test
    void collectsAnyLineForFreeText() {
        Sent command = send(SampleCommand.of("ATI").accepting(SampleCommand.ANYTHING));
        wire.says("ATI\r\r\nQuectel_Ltd\r\nRevision: 1\r\n\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success("Quectel_Ltd", "Revision: 1"));
    }

    @Test
    void boundsTheInformationOfOneCommand() {
        Sent command = send(SampleCommand.query("AT+X?", "+X:"));
        wire.says("+X: 1\r\n".repeat(600) + "OK\r\n");
        assertThat(((AtResult.Success<AtReply>) command.result()).value().information())
                .hasSize(512);
        assertThat(listener.heard).hasSize(88);
    }

    @Test
    void anOkBeforeTheRequiredInformationIsAStray() {
        Sent command = send(SampleCommand.query("AT+X?", "+X:"));
        wire.says("\r\nOK\r\n");
        assertThat(command.isDone()).isFalse();
        wire.says("\r\n+X: 1\r\n\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success("+X: 1"));
        assertThat(listener.heard).containsExactly("line OK");
    }

    @Test
    void resultCodesBetweenCommandsAreStrays() {
        wire.says("\r\nOK\r\n\r\nERROR\r\n+SENT: 0\r\n> \r\n");
        Sent command = send(SampleCommand.query("AT+X?", "+X:"));
        wire.says("\r\n+X: 1\r\nOK\r\n\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success("+X: 1"));
        assertThat(listener.heard).containsExactly("line OK", "line ERROR", "line +SENT: 0", "line > ", "line OK");
    }

    @Test
    void aNotificationInTheSameReadAsOkIsHeard() {
        Sent command = send(SampleCommand.of("AT"));
        wire.says("\r\nOK\r\n" + LengthRule.notification("x") + "\r\n+CEREG: 2\r\n");
        assertThat(command.result()).isEqualTo(success());
        assertThat(listener.heard).containsExactly("urc +L:1,x", "line +CEREG: 2");
    }

    // two phases

    @Test
    void waitsForTheOutcomeBehindOk() {
        Sent command = send(SampleCommand.send());
        wire.says("\r\nOK\r\n");
        assertThat(command.isDone()).isFalse();
        wire.says("\r\n" + LengthRule.notification("\r\n+SENT: 3\r\n") + "\r\n+CSCON: 1\r\n\r\n+SENT: 0\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
        assertThat(listener.heard).containsExactly("urc +L:12,\r\n+SENT: 3\r\n", "line +CSCON: 1");
    }

    @Test
    void takesTheOutcomeBeforeOk() {
        Sent command = send(SampleCommand.send());
        wire.says("\r\n+SENT:0\r\n");
        assertThat(command.isDone()).isFalse();
        wire.says("\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT:0"));
    }

    @Test
    void takesOkAndOutcomeInOneRead() {
        Sent command = send(SampleCommand.send());
        wire.says("\r\nOK\r\n\r\n+SENT: 2\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 2"));
    }

    @Test
    void reportsAMissingOutcomeAsUnknown() {
        Sent command = send(SampleCommand.send());
        wire.says("\r\nOK\r\n");
        loop.advance(SEND.minus(TICK));
        assertThat(command.isDone()).isFalse();
        loop.advance(TICK);
        assertThat(command.result()).isEqualTo(noAnswer(Awaited.OUTCOME));
        wire.says("+SENT: 0\r\n");
        assertThat(listener.heard).containsExactly("line +SENT: 0");
    }

    @Test
    void anErrorOrASecondOkBehindOkIsAStray() {
        Sent command = send(SampleCommand.send());
        wire.says("\r\nOK\r\n\r\nERROR\r\n\r\nOK\r\n\r\n+SENT: 0\r\n");
        assertThat(command.result()).isEqualTo(outcome("+SENT: 0"));
        assertThat(listener.heard).containsExactly("line ERROR", "line OK");
    }

    // what had arrived before a command left is not its answer

    @Test
    void restOfAReadIsNoReplyToACommandThatAListenerSent() {
        List<Sent> next = new ArrayList<>();
        Sent first = send(SampleCommand.of("AT"));
        first.future.thenRun(() -> next.add(send(SampleCommand.of("AT+NEXT"))));
        wire.says("\r\nOK\r\n\r\nOK\r\n\r\nERROR\r\n");
        assertThat(next.get(0).isDone()).isFalse();
        assertThat(listener.heard).containsExactly("line OK", "line ERROR");
        wire.says("\r\nOK\r\n");
        assertThat(next.get(0).result()).isEqualTo(success());
    }

    @Test
    void restOfAReadIsNoPromptForACommandThatAListenerSent() {
        Sent first = send(SampleCommand.data("x"));
        first.future.thenRun(() -> send(SampleCommand.data("secret")));
        wire.says("\r\nERROR\r\n>");
        assertThat(wire.written()).containsExactly("AT+SEND\r", "AT+SEND\r");
        wire.says("\r\n>");
        assertThat(wire.written()).last().isEqualTo("secret");
    }

    @Test
    void aLateReplyIsAStray() {
        Sent command = send(SampleCommand.of("AT+SLOW"));
        loop.advance(COMMAND.multipliedBy(2));
        assertThat(command.result()).isEqualTo(noAnswer(Awaited.RESULT));
        wire.says("\r\nOK\r\n");
        assertThat(listener.heard).containsExactly("line OK");
    }

    // failures of others

    @Test
    void anUnreadableReplyIsReportedAsReceived() {
        for (RuntimeException failure :
                List.of(new AtFormatException("two fields"), new NumberFormatException(), new NullPointerException())) {
            SampleCommand command = SampleCommand.query("AT+X?", "+X:");
            CompletableFuture<AtResult<AtReply>> result = engine.send(new AtCommand<>() {
                @Override
                public CommandLine line() {
                    return command.line();
                }

                @Override
                public ReplyForm replies() {
                    return command.replies();
                }

                @Override
                public AtReply decode(AtReply reply) {
                    throw failure;
                }
            });
            wire.says("\r\n+X: 1\u0007\u00FC" + "x".repeat(100) + "\r\n\r\nOK\r\n");
            assertThat(result).isCompletedWithValue(new AtResult.Unreadable<>("+X: 1??" + "x".repeat(73) + "…"));
        }
    }

    /** It may as well be the answer to an earlier command, so the right one is waited for. */
    @Test
    void anOkWithoutItsInformationIsUnreadableNotATimeout() {
        Sent command = send(SampleCommand.query("AT+X?", "+X:"));
        wire.says("\r\nOK\r\n");
        loop.advance(COMMAND.minus(TICK));
        assertThat(command.isDone()).isFalse();
        // the line's own time comes on top
        loop.advance(COMMAND);
        assertThat(command.result()).isEqualTo(new AtResult.Unreadable<>("OK alone"));

        Sent late = send(SampleCommand.query("AT+X?", "+X:"));
        wire.says("\r\nOK\r\n");
        wire.says("\r\n+X: 1\r\n\r\nOK\r\n");
        assertThat(late.result()).isEqualTo(success("+X: 1"));
    }

    @Test
    void aFailingListenerLosesNoLaterLines() {
        engine = engineWith(new RecordingListener() {
            @Override
            public void onNotification(byte[] bytes, boolean truncated) {
                throw new IllegalStateException("on purpose");
            }
        });
        Sent command = send(SampleCommand.of("AT"));
        wire.says(LengthRule.notification("x") + "\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success());
    }

    @Test
    void anEarlyReplyWaitsUntilTheCommandIsWritten() {
        wire.slow();
        Sent good = send(SampleCommand.of("AT"));
        wire.says("\r\nOK\r\n");
        assertThat(good.isDone()).isFalse();
        wire.writeReturns();
        assertThat(good.result()).isEqualTo(success());

        Sent bad = send(SampleCommand.of("AT"));
        wire.says("\r\nERROR\r\n");
        assertThat(bad.isDone()).isFalse();
        wire.writeReturns();
        assertThat(bad.result()).isEqualTo(refused("ERROR"));
    }

    @Test
    void anOverlongLineIsIgnored() {
        Sent command = send(SampleCommand.of("AT").accepting(SampleCommand.ANYTHING));
        wire.says("x".repeat(10_000) + "\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success());
    }

    // notifications

    @Test
    void silenceCutsANotificationShort() {
        wire.says("+L:90,abc\r\n+L:5,d");
        loop.advance(IDLE_GAP.minus(TICK));
        assertThat(listener.heard).isEmpty();
        loop.advance(TICK);
        assertThat(listener.heard).containsExactly("cut +L:90,abc");
        loop.advance(IDLE_GAP);
        assertThat(listener.heard).containsExactly("cut +L:90,abc", "cut +L:5,d");
    }

    @Test
    void everyReadRestartsTheSilence() {
        wire.says("+L:3,");
        for (String piece : List.of("a", "b", "c")) {
            loop.advance(IDLE_GAP.minus(TICK));
            wire.says(piece);
        }
        assertThat(listener.heard).containsExactly("urc +L:3,abc");
        assertThat(loop.waiting()).isZero();
    }

    @Test
    void aLateSilenceTimerDoesNotCutArrivedBytes() {
        wire.says("+L:3,ab");
        loop.schedule(IDLE_GAP, () -> wire.says("c\r\n"));
        loop.advance(IDLE_GAP);
        assertThat(listener.heard).containsExactly("urc +L:3,abc");
    }

    @Test
    void theAnswerBehindACutNotificationReachesItsCommand() {
        Sent command = send(SampleCommand.of("AT"));
        wire.says("+L:90,abc\r\n\r\nOK\r\n");
        loop.advance(IDLE_GAP);
        assertThat(listener.heard).containsExactly("cut +L:90,abc");
        assertThat(command.result()).isEqualTo(success());
    }

    @Test
    void unknownLinesReachTheListener() {
        wire.says("F1: 0000 0000\n\rV0: 0000\n\rLeaving the BROM\n\r\u00FF\u00FE\r+CFUN: 1\r\n+CPIN: READY\r\n");
        assertThat(listener.heard)
                .containsExactly(
                        "restart",
                        "line V0: 0000",
                        "line Leaving the BROM",
                        "line \u00FF\u00FE",
                        "line +CFUN: 1",
                        "line +CPIN: READY");
    }
}
