// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.ManualEventLoop;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.PathPattern;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.link.Connector;
import io.github.bc66coap.modem.link.SimPasswords;
import io.github.bc66coap.simulator.testkit.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;

/** A firmware that prints no {@code +QCOAPSEND:} is learned, not waited for. */
class UnprintedOutcomesTest extends ModemFixture {
    private static final String STATUS = "AT+QCOAPDATASTATUS?";
    private static final Set<String> LEARNED = Set.of("+QCOAPSEND");

    @BeforeEach
    void printNothing() {
        module.printsOutcomes = false;
    }

    private void answered(int messageId) {
        Pending<SendOutcome> sent = send(get(messageId));
        loop.advance(FakeModule.LATENCY.multipliedBy(4));
        assertPiggybackSoonAnswers(sent, messageId, "01");
    }

    private void learn() {
        answered(1001);
        answered(1002);
        assertThat(modem.unprintedOutcomes()).isEqualTo(LEARNED);
        module.takeCommands();
    }

    private void readyAndLearn() {
        ready();
        learn();
    }

    /** Not as long as any deadline is, and nothing but its own two commands. */
    private void assertSentAtOnce(int messageId) {
        module.takeCommands();
        Pending<SendOutcome> sent = sendNon(messageId);
        loop.advance(FakeModule.LATENCY.multipliedBy(4));
        assertThat(sent.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(module.commands()).hasSize(2);
    }

    // what shows that a message was sent

    @Test
    void aResponseShowsAtOnceThatTheRequestWasSent() {
        ready();
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(FakeModule.LATENCY.multipliedBy(3));
        module.says(piggybacked(7, "01"));
        loop.advance(Duration.ofMillis(50));
        assertAnswered(sent, "01");
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isZero();
    }

    @Test
    void anAckShowsThatTheRequestWasSentAndAwaitsItsResponse() {
        ready();
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(FakeModule.LATENCY.multipliedBy(3));
        module.says(emptyAck(7));
        soon();
        assertThat(sent.isDone()).isFalse();
        Pending<SendOutcome> user = send(get(8));
        assertSeparateAnswers(sent, 900, "01");
        soon();
        assertThat(module.commands()).contains(head(8));
        assertPiggybackSoonAnswers(user, 8, "02");
    }

    /** A response that carries a CON is acknowledged by a message, too. */
    @Test
    void anAckShowsThatASeparateResponseWasSent() {
        ready();
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        serve("/x", (request, sent) -> {
            replies.add(new CompletableFuture<>());
            return replies.get(0);
        });
        module.says(req(0, 1, 321, "x"));
        // an empty ACK, of which nothing is shown, and then the response
        loop.advance(SEPARATE.plus(COMMAND).plus(SOON));
        module.takeCommands();
        replies.get(0).complete(Reply.of(Code.CONTENT));
        loop.advance(FakeModule.LATENCY.multipliedBy(3));
        String head = module.commands().get(0);
        module.says(emptyAck(Integer.parseInt(head.split("[=,]")[2])));
        assertThat(module.takeCommands()).as("no status is needed").hasSize(2);
        soon();
        assertThat(modem.unprintedOutcomes()).isEqualTo(LEARNED);
        assertThat(module.takeCommands()).as("ahead of the next").containsExactly(STATUS);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "4", "5"})
    void theStatusShowsAfterASilenceThatAConWasSent(int status) {
        module.status = status;
        ready();
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(COMMAND.plusMillis(20));
        assertThat(module.takeCommands()).containsExactly(head(7), sendGet(SERVER), STATUS);
        assertThat(sent.isDone()).isFalse();
        assertPiggybackAnswers(sent, 7, "01");
    }

    @Test
    void aStatusThatSaysFailedIsAFailure() {
        module.status = 2;
        ready();
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(COMMAND.plusMillis(20));
        assertThat(sent.get()).isEqualTo(new SendOutcome.Failed("+QCOAPDATASTATUS: 2"));
    }

    /** A firmware that knows three statuses only says so of a failure, too. */
    @Test
    void aStatusThatNothingWasSentEndsInNoAnswer() {
        module.status = 0;
        ready();
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(COMMAND.plusMillis(20));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        assertThat(modem.unprintedOutcomes()).isEmpty();
    }

    @Test
    void aRefusedStatusQueryEndsInNoAnswer() {
        ready();
        module.refuse(STATUS);
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(COMMAND.plusMillis(20));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
    }

    /** The status is none of theirs, but a module that could not send would have said so by now. */
    @Test
    void nonMessagesEndAsSentWhenTheModuleIsDone() {
        ready();
        Pending<SendOutcome> first = sendNon(1);
        loop.advance(COMMAND.plusMillis(20));
        assertThat(first.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(module.takeCommands()).endsWith(STATUS);
        Pending<SendOutcome> second = sendNon(2);
        // not once more as long: it is asked about in a breath
        loop.advance(Duration.ofMillis(70));
        assertThat(second.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(modem.unprintedOutcomes()).isEqualTo(LEARNED);
        assertSentAtOnce(3);
        assertThat(count(Counter.RESYNCHRONISATIONS)).isZero();
    }

    /** One is lost of a module that prints them: what became of the message isn't known, and that is told soon. */
    @Test
    void aMissingOutcomeOfAPrintingModuleIsNotLearned() {
        module.printsOutcomes = true;
        ready();
        assertSentAtOnce(1);
        for (int i = 2; i < 5; i++) {
            module.answer("AT+QCOAPSEND", "OK");
            Pending<SendOutcome> sent = sendNon(i);
            loop.advance(COMMAND.plusMillis(20));
            assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        }
        assertThat(modem.unprintedOutcomes()).isEmpty();
    }

    // what is learned

    @Test
    void afterLearningNoSendWaitsForAnOutcome() {
        readyAndLearn();
        assertSentAtOnce(1);
        assertThat(module.takeCommands()).containsExactly(head(1), "AT+QCOAPSEND=1,1,\"192.0.2.1\",5683,0");
        Pending<SendOutcome> sent = send(get(2));
        loop.advance(FakeModule.LATENCY.multipliedBy(4));
        assertPiggybackAnswers(sent, 2, "02");
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isZero();
        assertThat(modem.state().toString()).isEqualTo("READY");
    }

    @Test
    void afterLearningNoReplyWaitsForAnOutcome() {
        readyAndLearn();
        serve("/x", always(Code.CONTENT));
        module.takeCommands();
        assertThat(says(req(0, 1, 321, "x"), req(0, 1, 322, "x"), req(0, 1, 323, "x")))
                .isEqualTo(list(answer(321, 2, 205), answer(322, 2, 205), answer(323, 2, 205)));
        assertThat(count(Counter.REPLIES_SENT)).isEqualTo(3);
    }

    @Test
    void afterLearningNoDataModeSendWaitsForAnOutcome() {
        readyAndLearn();
        Pending<SendOutcome> sent = send(request(SERVER, MessageType.NON, 5, false, CoapOptions.EMPTY, new byte[600]));
        loop.advance(FakeModule.LATENCY.multipliedBy(6));
        assertThat(sent.get()).isInstanceOf(SendOutcome.Sent.class);
    }

    /** It fails as it would have: nobody acknowledges it, and the status tells. */
    @Test
    void aConThatIsNotSentIsFoundOutByItsStatus() {
        readyAndLearn();
        module.status = 2;
        Pending<SendOutcome> sent = send(get(5));
        loop.advance(Duration.ofSeconds(3));
        assertThat(sent.get()).isEqualTo(new SendOutcome.Unknown("+QCOAPDATASTATUS: 2"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPrintedOutcomeOrARestartUndoesTheLearning(boolean printed) {
        readyAndLearn();
        if (printed) {
            module.says("+QCOAPSEND: 0");
        } else {
            module.restarts();
            soon();
        }
        assertThat(modem.unprintedOutcomes()).isEmpty();
        module.printsOutcomes = true;
        module.answer("AT+QCOAPSEND", "OK", "+QCOAPSEND: 3");
        assertThat(soon(sendNon(5)).get()).isEqualTo(new SendOutcome.Failed("+QCOAPSEND: 3"));
    }

    /** The module doesn't notice that its line was lost. */
    @Test
    void aLostLineKeepsTheLearning() {
        readyAndLearn();
        module.hangsUp();
        assertReadyAfter(Duration.ofSeconds(5));
        assertThat(modem.unprintedOutcomes()).contains("+QCOAPSEND");
        assertSentAtOnce(5);
    }

    // handshakes

    @Test
    void aHandshakeIsStillWaitedForAfterLearning() {
        settings.psk = new Psk("me", "00112233");
        readyAndLearn();
        Pending<SendOutcome> first = send(request(OTHER, MessageType.CON, 5));
        Pending<SendOutcome> next = send(get(6));
        loop.advance(SEND.minusSeconds(1));
        assertThat(first.isDone()).isFalse();
        assertThat(module.takeCommands()).doesNotContain(head(6));
        loop.advance(Duration.ofSeconds(2));
        assertThat(first.get()).isEqualTo(new SendOutcome.HandshakeFailed(false));
        assertThat(next.isDone()).isFalse();
    }

    @Test
    void aResponseEndsTheWaitForTheHandshake() {
        settings.psk = new Psk("me", "00112233");
        ready();
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(Duration.ofSeconds(20));
        module.says(piggybacked(7, "01"));
        loop.advance(Duration.ofMillis(50));
        assertAnswered(sent, "01");
    }

    /** Nothing ever shows whether it succeeded, so it is waited for once. */
    @Test
    void handshakeForANonCountsAsSuccessful() {
        settings.psk = new Psk("me", "00112233");
        readyAndLearn();
        Pending<SendOutcome> first = send(request(OTHER, MessageType.NON, 5));
        loop.advance(SEND.minusSeconds(1));
        assertThat(first.isDone()).isFalse();
        loop.advance(Duration.ofSeconds(2));
        assertThat(first.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(soon(send(request(OTHER, MessageType.NON, 6))).get()).isInstanceOf(SendOutcome.Sent.class);
    }

    @Test
    void aNonAfterAFailedHandshakeCountsAsFailed() {
        settings.psk = new Psk("me", "00112233");
        readyAndLearn();
        send(request(OTHER, MessageType.CON, 5));
        Pending<SendOutcome> next = send(request(OTHER, MessageType.NON, 6));
        loop.advance(SEND.multipliedBy(2).plus(RECONNECT_MAX));
        assertThat(next.get()).isInstanceOf(SendOutcome.HandshakeFailed.class);
    }

    // the context

    @Test
    void anOldContextIsDeletedWithoutAPrintedOutcome() {
        module.context = true;
        makeAndStart();
        loop.advance(COMMAND.plusSeconds(1));
        assertThat(modem.state()).isEqualTo(new ModemState(ModemState.Phase.READY, ""));
        assertThat(module.takeCommands()).containsOnlyOnce("AT+QCOAPDEL");
        assertThat(module.opened()).isEqualTo(1);
        // the second time it takes a breath
        module.hangsUp();
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(modem.unprintedOutcomes()).containsExactly("+QCOAPDEL");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStopLogsNoWarningWithOrWithoutPrintedOutcomes(boolean prints) {
        module.printsOutcomes = prints;
        ready();
        try (LogRecorder log = new LogRecorder(Level.WARN)) {
            Pending<Void> stopped = track(modem.stop());
            loop.advance(COMMAND.plusMillis(20));
            assertThat(stopped.isDone()).isTrue();
            assertThat(log.messages(LifeCycle.class)).isEmpty();
        }
        assertThat(module.context).isFalse();
    }

    @Test
    void theUnprintedOutcomeIsWarnedAboutOnce() {
        try (LogRecorder log = new LogRecorder(Level.WARN)) {
            ready();
            learn();
            for (int i = 0; i < 20; i++) {
                assertSentAtOnce(i);
            }
            assertThat(log.messages(Modem.class))
                    .containsExactly(
                            "fake: the firmware prints no +QCOAPSEND, though the note says so; it isn't waited for any more");
        }
    }

    // how long it takes

    /** What an exchange is. */
    private enum Kind {
        GET,
        NON,
        REPLY
    }

    /** A modem of its own, to be compared with another. */
    private static final class Rig {
        private final ManualEventLoop loop = new ManualEventLoop();
        private final FakeModule module = new FakeModule(loop);
        private final Modem modem;
        private int messageId;

        Rig(boolean prints) {
            module.printsOutcomes = prints;
            modem = new Modem(new Session(
                    loop,
                    new SettingsBuilder().build(),
                    new Connector(loop, module, loop::execute, FakeLine::wire, () -> false),
                    new SimPasswords(),
                    new Random(1),
                    new CopyOnWriteArrayList<>()));
            modem.start();
            modem.serve(service(
                    PathPattern.parse("/x"),
                    Set.of(Method.values()),
                    SEPARATE,
                    REPLY,
                    false,
                    false,
                    always(Code.CONTENT)));
            until(() -> modem.state().isReady());
        }

        private void until(BooleanSupplier done) {
            for (int i = 0; i < 200_000 && !done.getAsBoolean(); i++) {
                loop.advance(Duration.ofMillis(1));
            }
            assertThat(done.getAsBoolean()).isTrue();
        }

        /** How long that many exchanges take, one after the other, the answers 20 ms behind the requests. */
        Duration exchanges(int count, Kind first) {
            long start = loop.nanoTime();
            for (int i = 0; i < count; i++) {
                exchange(Kind.values()[(first.ordinal() + i) % Kind.values().length]);
            }
            Duration time = Duration.ofNanos(loop.nanoTime() - start);
            assertThat(modem.counters().get(Counter.REQUESTS_FAILED)).isZero();
            assertThat(modem.counters().get(Counter.REPLIES_SENT)).isEqualTo(count / Kind.values().length);
            modem.stop();
            until(() -> modem.state().phase() == ModemState.Phase.STOPPED);
            return time;
        }

        private void exchange(Kind kind) {
            int id = ++messageId;
            switch (kind) {
                case GET -> {
                    module.on("AT+QCOAPSEND=0", (fake, line) -> {
                        loop.schedule(FakeModule.LATENCY, () -> fake.usual(line));
                        loop.schedule(Duration.ofMillis(20), () -> fake.says(piggybacked(id, "01")));
                    });
                    CompletableFuture<SendOutcome> sent = modem.send(get(id));
                    until(sent::isDone);
                    assertThat(sent.join()).isInstanceOf(SendOutcome.Answered.class);
                }
                case NON -> {
                    CompletableFuture<SendOutcome> sent = modem.send(request(SERVER, MessageType.NON, id));
                    until(sent::isDone);
                    assertThat(sent.join()).isInstanceOf(SendOutcome.Sent.class);
                }
                case REPLY -> {
                    long before = modem.counters().get(Counter.REPLIES_SENT);
                    module.says(req(0, 1, id, "x"));
                    until(() -> modem.counters().get(Counter.REPLIES_SENT) > before);
                }
            }
        }
    }

    /** With what begins nothing can be seen of but that the module is silent, that silence is waited for once. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void sixtyMixedExchangesAreAboutAsFastAsWithPrintedOutcomes(Kind first) {
        Duration printed = new Rig(true).exchanges(60, first);
        Duration unprinted = new Rig(false).exchanges(60, first);
        Duration once = first == Kind.GET ? Duration.ZERO : COMMAND;
        assertThat(unprinted.minus(once).multipliedBy(2))
                .as("%s and %s", unprinted, printed)
                .isLessThan(printed.multipliedBy(3));
    }
}
