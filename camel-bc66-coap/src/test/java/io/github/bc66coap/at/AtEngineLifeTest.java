// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.qcoap.CoapUrcRule;
import io.github.bc66coap.transport.ControlLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Restart, loss and close, each at every point of a command's life. */
class AtEngineLifeTest extends EngineFixture {

    enum Point {
        WRITING(wire -> {}),
        IN_THE_ECHO(wire -> wire.says("AT+S\r\n")),
        AWAITING_PROMPT(FakeWire::writeReturns),
        WRITING_DATA(wire -> {
            wire.writeReturns();
            wire.says("\r\n>");
        }),
        AWAITING_RESULT(wire -> {
            WRITING_DATA.reach.accept(wire);
            wire.writeReturns();
        }),
        AWAITING_OUTCOME(wire -> {
            AWAITING_RESULT.reach.accept(wire);
            wire.says("\r\nOK\r\n");
        }),
        OUTCOME_BEFORE_OK(wire -> {
            AWAITING_RESULT.reach.accept(wire);
            wire.says("\r\n+SENT: 0\r\n");
        });

        private final Consumer<FakeWire> reach;

        Point(Consumer<FakeWire> reach) {
            this.reach = reach;
        }
    }

    private Sent commandAt(Point point) {
        wire.slow();
        Sent command = send(SampleCommand.data("data"));
        point.reach.accept(wire);
        assertThat(command.isDone()).isFalse();
        return command;
    }

    @ParameterizedTest
    @EnumSource
    void aRestartEndsTheCommand(Point point) {
        Sent command = commandAt(point);
        wire.says("\r\nF1: 0000\n\r\r\nRDY\r\n\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(lost("the module restarted"));
        assertThat(listener.heard).containsExactly("line F1: 0000", "restart", "line OK");
        assertThat(engine.isBusy()).isFalse();
        Sent next = send(SampleCommand.of("AT"));
        assertThat(next.isDone()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void theLossOfTheLineEndsTheCommand(Point point) {
        Sent command = commandAt(point);
        wire.hangsUp("gone");
        wire.hangsUp("gone again");
        assertThat(command.result()).isEqualTo(lost("gone"));
        assertThat(listener.heard).containsExactly("lost gone");
    }

    @ParameterizedTest
    @EnumSource
    void closingEndsTheCommandAndNotifiesNoListener(Point point) {
        Sent command = commandAt(point);
        engine.close("enough");
        engine.close("enough twice");
        wire.says("\r\nOK\r\n+SENT: 0\r\nRDY\r\n");
        wire.hangsUp("gone");
        assertThat(command.result()).isEqualTo(lost("enough"));
        assertThat(listener.heard).isEmpty();
    }

    @Test
    void aFailedWriteIsTheLossOfTheLine() {
        Sent command = commandAt(Point.WRITING);
        wire.writeFails("broken");
        assertThat(command.result()).isEqualTo(lost("writing failed: broken"));
        assertThat(listener.heard).containsExactly("lost writing failed: broken");
    }

    @Test
    void aWriteFailingAfterItsCommandIsTheLossOfTheLine() {
        Sent command = commandAt(Point.WRITING);
        loop.advance(COMMAND.multipliedBy(2));
        assertThat(command.result()).isEqualTo(noAnswer(AtResult.Awaited.WRITTEN));
        wire.writeFails("broken");
        assertThat(listener.heard).containsExactly("lost writing failed: broken");
    }

    @Test
    void aClosedLineTakesNoCommands() {
        engine.close("enough");
        Sent late = send(SampleCommand.of("AT"));
        assertThat(late.result()).isEqualTo(lost("the line is closed"));
        assertThat(wire.written()).isEmpty();
    }

    @Test
    void aRestartBetweenCommandsIsHeard() {
        wire.says("\r\nRDY\r\n\r\n+CFUN: 1\r\n");
        assertThat(listener.heard).containsExactly("restart", "line +CFUN: 1");
    }

    @Test
    void aRestartLineInAPayloadIsNoRestart() {
        Sent command = send(SampleCommand.of("AT").accepting(SampleCommand.ANYTHING));
        wire.says(LengthRule.notification("\r\nRDY\r\n") + "\r\nRDY now\r\nOK\r\n");
        assertThat(command.result()).isEqualTo(success("RDY now"));
    }

    @Test
    void aCommandMayBeSentWhenTheLastOneCompletes() {
        Sent first = send(SampleCommand.of("AT"));
        CompletableFuture<AtResult<AtReply>> second =
                first.future.thenCompose(result -> send(SampleCommand.of("AT+2")).future);
        wire.says("\r\nOK\r\n");
        wire.says("\r\nERROR\r\n");
        assertThat(second).isCompletedWithValue(refused("ERROR"));
        assertThat(wire.written()).containsExactly("AT\r", "AT+2\r");
    }

    @Test
    void closingFromAListenerStopsTheRestOfTheRead() {
        engine = engineWith(new RecordingListener() {
            @Override
            public void onLine(String line) {
                listener.onLine(line);
                engine.close("enough");
            }
        });
        wire.says("one\r\ntwo\r\n+L:9,");
        assertThat(listener.heard).containsExactly("line one");
    }

    @Test
    void aWireThatFailsToCloseStillEndsTheCommand() {
        Wire broken = new Wire() {
            @Override
            public void start(Sink sink) {}

            @Override
            public CompletableFuture<Void> write(byte[] bytes) {
                return new CompletableFuture<>();
            }

            @Override
            public CompletableFuture<Boolean> drive(ControlLine line, boolean active) {
                return new CompletableFuture<>();
            }

            @Override
            public Duration transmitTime(int bytes) {
                return Duration.ZERO;
            }

            @Override
            public CompletableFuture<Void> close() {
                throw new IllegalStateException("on purpose");
            }
        };
        AtEngine other = new AtEngine(
                "line",
                loop,
                broken,
                new CoapUrcRule(false),
                new AtTiming(COMMAND, SEND, IDLE_GAP),
                listener,
                new SecretEcho(),
                new OutcomeHabits(none -> {}),
                new AtTrace(loop, line -> {}));
        other.start();
        CompletableFuture<AtResult<AtReply>> result = other.send(SampleCommand.of("AT"));
        assertThatThrownBy(() -> other.close("enough")).isInstanceOf(IllegalStateException.class);
        assertThat(result).isCompletedWithValue(lost("enough"));
    }

    @Test
    void failuresConvertToAnyResultType() {
        for (AtResult<AtReply> failure : List.of(lost("gone"), refused("ERROR"), noAnswer(AtResult.Awaited.PROMPT))) {
            assertThat(failure.<String>failure()).isEqualTo(failure);
        }
        assertThatThrownBy(() -> success().failure()).isInstanceOf(IllegalStateException.class);
    }
}
