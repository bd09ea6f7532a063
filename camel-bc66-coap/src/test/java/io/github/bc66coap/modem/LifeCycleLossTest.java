// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.ModemListener;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.WakeUp;
import io.github.bc66coap.simulator.testkit.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What happens to a session, and to what is under way in it, when module or line go away. */
class LifeCycleLossTest extends ModemFixture {
    private static final List<String> AGAIN = list("AT", TO_CONTEXT, CONFIGURE);
    private static final List<String> STEPS = list(AGAIN, "AT+QCOAPADDRES=2,\"/1\"");

    // restarts

    @Test
    void aRestartLeadsBackToReady() {
        settings.resources = List.of("/1");
        ready();
        module.restarts();
        assertThat(modem.state().isReady()).isFalse();
        assertReadyAfter(SOON);
        assertThat(module.takeCommands()).containsExactlyElementsOf(STEPS);
        assertThat(count(Counter.RESTARTS)).isEqualTo(1);
        assertThat(module.opened()).isEqualTo(1);
    }

    @Test
    void twoRestartsInARowLeadBackToReady() {
        ready();
        module.restarts();
        loop.advance(Duration.ofMillis(12));
        module.restarts();
        assertReadyAfter(SOON);
        assertThat(module.takeCommands()).endsWith(array(AGAIN));
        assertThat(count(Counter.RESTARTS)).isEqualTo(2);
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void aRestartInAnyStepBeginsTheInitialisationAnew(String step) {
        settings.resources = List.of("/1");
        make();
        module.on(step, (fake, command) -> fake.restarts());
        Pending<Void> answered = soon(track(modem.start()));
        assertThat(answered.isDone()).isTrue();
        assertThat(modem.state().isReady()).isTrue();
        assertThat(module.takeCommands()).endsWith(array(STEPS));
        assertThat(module.opened()).isEqualTo(1);
    }

    @Test
    void aRestartWhileWaitingForTheNetworkLeavesOneAttemptOnly() {
        module.attached = false;
        makeAndStart();
        loop.advance(Duration.ofMillis(1500));
        module.restarts();
        module.takeCommands();
        loop.advance(Duration.ofSeconds(5));
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
        assertThat(module.takeCommands().stream().filter("AT+CGATT?"::equals)).hasSizeBetween(4, 5);
        module.attached = true;
        assertReadyAfter(Duration.ofSeconds(2));
        assertThat(module.commands()).containsOnlyOnce("AT+QCOAPCREATE=56830,0");
        assertThat(count(Counter.RESTARTS)).isEqualTo(1);
    }

    @Test
    void aRestartMakesTheOutcomeOfAnOutstandingRequestUnknown() {
        ready();
        Pending<SendOutcome> sent = sent(7);
        Pending<SendOutcome> next = send(get(8));
        module.restarts();
        assertThat(sent.get()).isEqualTo(new SendOutcome.Unknown("the module restarted"));
        soon();
        // the next one goes out on the new session, and its status is not that of the old one's CON
        assertThat(module.takeCommands())
                .endsWith(array(AGAIN, head(8), sendGet(SERVER)))
                .doesNotContain("AT+QCOAPDATASTATUS?");
        assertPiggybackAnswers(next, 8, "08");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT+QCOAPHEAD", "AT+QCOAPOPTION"})
    void aRestartBeforeTheSendCommandRepeatsTheRequest(String command) {
        ready();
        module.on(command, (fake, line) -> fake.restarts());
        Pending<SendOutcome> sent =
                soon(send(request(SERVER, io.github.bc66coap.coap.MessageType.CON, 7, true, path("a"), new byte[0])));
        assertThat(sent.isDone()).isFalse();
        assertThat(module.takeCommands()).endsWith(array(AGAIN, head(7), "AT+QCOAPOPTION=1,11,\"a\"", sendGet(SERVER)));
        assertPiggybackAnswers(sent, 7, "01");
    }

    @Test
    void aRestartDuringTheSendCommandNeverRepeatsTheRequest() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> fake.restarts());
        assertThat(soon(send(get(7))).get()).isEqualTo(new SendOutcome.Unknown("the module restarted"));
        loop.advance(Duration.ofMinutes(5));
        assertThat(module.takeCommands()).containsOnlyOnce(sendGet(SERVER));
    }

    @Test
    void repeatedRestartsEndARequestAtItsDeadline() {
        ready();
        for (int i = 0; i < 200; i++) {
            module.on("AT+QCOAPHEAD", (fake, line) -> fake.restarts());
            module.late("AT+CGATT?", Duration.ofMillis(900));
        }
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(RESPONSE.minusSeconds(1));
        assertThat(sent.isDone()).isFalse();
        loop.advance(Duration.ofSeconds(3));
        assertThat(sent.get()).isEqualTo(new SendOutcome.Unavailable("it could not be sent: the module restarted"));
    }

    @Test
    void aCommandOfAUserIsUnknownAfterARestart() {
        ready();
        module.on("AT+CSQ", (fake, line) -> fake.restarts());
        Pending<CommandOutcome<List<String>>> command = soon(track(modem.command(new RawCommand("AT+CSQ"), true)));
        assertThat(command.get()).isEqualTo(new CommandOutcome.Unknown<>("the module restarted"));
    }

    // deep sleep

    @Test
    void aContextThatSurvivedDeepSleepIsVerified() {
        ready();
        assertThat(says("+QCOAPURC: recovered,0")).containsExactly("AT+QCOAPCFG?");
        assertThat(events.recovered).containsExactly(0);
    }

    @Test
    void settingsThatDidNotSurviveDeepSleepAreSetAgain() {
        ready();
        module.showAddress = false;
        assertThat(says("+QCOAPURC: \"recovered\",0"))
                .containsExactlyElementsOf(list("AT+QCOAPCFG?", "AT+QCOAPCREATE=56830,0", CONFIGURE));
        assertThat(modem.state().isReady()).isTrue();
        assertThat(count(Counter.RESTARTS)).isZero();
    }

    /** If they were set again without a question, nothing would show any more that the module has restarted. */
    @Test
    void anUnannouncedRestartIsDetectedAfterDeepSleep() {
        ready();
        module.forget();
        module.says("+QCOAPURC: recovered,0");
        loop.advance(Duration.ofSeconds(3));
        assertThat(module.takeCommands()).endsWith(array(CONFIGURE));
        assertThat(module.context).isTrue();
        assertThat(modem.state().isReady()).isTrue();
        assertThat(count(Counter.RESTARTS)).isOne();
    }

    @Test
    void settingsAreVerifiedBeforeWaitingRequestsAreSent() {
        ready();
        module.silentOn("AT+CSQ");
        track(modem.command(new RawCommand("AT+CSQ"), true));
        send(get(7));
        soon();
        assertThat(says("+QCOAPURC: recovered,0", "OK")).startsWith("AT+CSQ", "AT+QCOAPCFG?", head(7));
    }

    @Test
    void aContextLostInDeepSleepIsMadeAnewBeginningWithAte0() {
        settings.resources = List.of("/1");
        ready();
        Pending<SendOutcome> sent = sent(7);
        module.takeCommands();
        module.forget();
        module.says("+QCOAPURC: recovered,1");
        assertThat(sent.get()).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(modem.state().isReady()).isFalse();
        assertThat(takeCommandsSoon())
                .containsExactlyElementsOf(list(TO_CONTEXT, CONFIGURE, "AT+QCOAPADDRES=2,\"/1\""));
        assertThat(modem.state().isReady()).isTrue();
        assertThat(events.recovered).containsExactly(1);
        assertThat(count(Counter.RESTARTS)).isZero();
    }

    @Test
    void aContextLostBeforeTheSendCommandRepeatsTheRequest() {
        ready();
        module.on("AT+QCOAPHEAD", (fake, line) -> {
            fake.forget();
            fake.says("+QCOAPURC: recovered,1");
            fake.usual(line);
        });
        Pending<SendOutcome> sent = send(get(7));
        assertThat(takeCommandsSoon())
                .containsExactlyElementsOf(list(head(7), TO_CONTEXT, CONFIGURE, head(7), sendGet(SERVER)));
        assertPiggybackAnswers(sent, 7, "01");
    }

    /** The refusal says that nothing was sent, and the module has said why. */
    @Test
    void aRequestRefusedBecauseTheContextIsLostIsSentAgain() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> {
            fake.forget();
            fake.says("+QCOAPURC: recovered,1", "ERROR");
        });
        Pending<SendOutcome> sent = send(get(7));
        assertThat(takeCommandsSoon())
                .containsExactlyElementsOf(
                        list(head(7), sendGet(SERVER), TO_CONTEXT, CONFIGURE, head(7), sendGet(SERVER)));
        assertPiggybackAnswers(sent, 7, "01");
    }

    @Test
    void aSendWhoseContextIsLostEndsWithinTheCommandTimeout() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> fake.says("OK"));
        Pending<SendOutcome> sent = soon(send(get(7)));
        module.forget();
        module.says("+QCOAPURC: recovered,1");
        loop.advance(COMMAND.plus(SOON));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        assertThat(modem.state().isReady()).isTrue();
    }

    /** The module slept in the middle of a handshake, and has what it needs to go on, but not that. */
    @Test
    void deepSleepDuringASendFreesTheLineWithinTheCommandTimeout() {
        settings.psk = new Psk("me", "00112233");
        ready();
        module.answer("AT+QCOAPSEND", "OK");
        send(get(7));
        takeCommandsSoon();
        module.says("+QCOAPURC: recovered,0");
        loop.advance(COMMAND.plus(SOON));
        // the line is free, and the settings are looked into
        assertThat(module.takeCommands()).contains("AT+QCOAPCFG?").doesNotContain(sendGet(SERVER));
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isOne();
    }

    /** A handshake takes longer than that; whether it succeeds nobody knows. */
    @Test
    void deepSleepDuringTheHandshakeOfANonIsAFailedHandshake() {
        settings.psk = new Psk("me", "00112233");
        module.printsOutcomes = false;
        ready();
        for (int i = 1; i < 3; i++) {
            // which shows that outcomes aren't printed
            Pending<SendOutcome> answered = soon(send(request(OTHER, MessageType.CON, i)));
            module.says(rsp(OTHER, 2, "2.05", i, payload("01")));
            loop.advance(COMMAND);
            assertAnswered(answered, "01");
        }
        Pending<SendOutcome> sent = soon(sendNon(7));
        module.says("+QCOAPURC: recovered,0");
        loop.advance(COMMAND.plus(SOON));
        assertThat(sent.get()).isEqualTo(new SendOutcome.HandshakeFailed(false));
    }

    @Test
    void aContextThatIsLostWhileItIsBeingMadeIsMadeAgain() {
        make();
        module.on("AT+QCOAPCFG=\"Showra\"", (fake, line) -> {
            fake.forget();
            fake.says("+QCOAPURC: recovered,1", "OK");
        });
        track(modem.start());
        assertReadyAfter(SOON);
        assertThat(module.takeCommands())
                .containsExactlyElementsOf(list("AT", TO_CONTEXT, "AT+QCOAPCFG=\"Showra\",1", TO_CONTEXT, CONFIGURE));
    }

    @Test
    void aRecoveredUrcThatComesTwiceIsHandledOnce() {
        ready();
        module.forget();
        assertThat(says("+QCOAPURC: recovered,1", "+QCOAPURC: recovered,1"))
                .containsExactlyElementsOf(list(TO_CONTEXT, CONFIGURE));
    }

    @Test
    void aListenerThatThrowsStopsNeitherRecoveryNorOtherListeners() {
        ready();
        modem.subscribe(new ModemListener() {
            @Override
            public boolean onResponse(IncomingResponse response) {
                throw new IllegalStateException("test");
            }

            @Override
            public void onRecovered(int state) {
                throw new IllegalStateException("test");
            }
        });
        soon();
        module.forget();
        module.says("+QCOAPURC: recovered,1");
        soon();
        assertThat(module.context).isTrue();
        module.says(separate(99, "01"));
        soon();
        assertThat(events.responses).hasSize(1);
    }

    // hang-ups

    @ParameterizedTest
    @FieldSource("STEPS")
    void aHangUpInAnyStepOpensTheLineAgain(String step) {
        settings.resources = List.of("/1");
        make();
        module.on(step, (fake, command) -> fake.hangsUp());
        tryToStart();
        assertReadyAfter(Duration.ofSeconds(2));
        assertThat(module.opened()).isEqualTo(2);
        assertThat(module.takeCommands()).containsSubsequence("AT", "ATE0", "AT+QCOAPCREATE=?", "AT+CGATT?");
    }

    @Test
    void aHangUpBeforeTheFirstAnswerFailsTheStart() {
        make();
        module.on("AT", (fake, command) -> fake.hangsUp());
        Pending<Void> answered = soon(track(modem.start()));
        assertThatThrownBy(answered.future::join).hasMessageContaining("the other side hung up");
        assertThat(modem.state().phase()).isIn(Phase.WAITING, Phase.OPENING);
    }

    @Test
    void aHangUpEndsOutstandingRequestsAndKeepsWaitingRequests() {
        ready();
        Pending<SendOutcome> sent = sent(7);
        Pending<SendOutcome> next = send(get(8));
        module.hangsUp();
        soon();
        assertThat(sent.get()).isEqualTo(new SendOutcome.Unknown("the other side hung up"));
        assertThat(next.isDone()).isFalse();
        assertReadyAfter(Duration.ofSeconds(1));
        assertPiggybackAnswers(next, 8, "08");
        // the context of the old session was in the way
        assertThat(module.takeCommands()).contains("AT+QCOAPDEL");
    }

    @Test
    void aHangUpDuringTheSendMakesTheOutcomeUnknown() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> fake.hangsUp());
        assertThat(soon(send(get(7))).get()).isEqualTo(new SendOutcome.Unknown("the other side hung up"));
    }

    @Test
    void aHangUpBeforeTheSendCommandRepeatsTheRequest() {
        ready();
        module.on("AT+QCOAPHEAD", (fake, line) -> fake.hangsUp());
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(Duration.ofSeconds(1));
        assertPiggybackAnswers(sent, 7, "07");
    }

    // stops

    @ParameterizedTest
    @ValueSource(strings = {"AT", "ATE0", "AT+QCOAPCREATE=?", "AT+CGATT?"})
    void aStopBeforeTheContextIsMadeDeletesNoContext(String step) {
        make();
        module.late(step, Duration.ofMillis(500));
        Pending<Void> answered = track(modem.start());
        assertThat(takeCommandsSoon()).last().isEqualTo(step);
        Pending<Void> stopped = track(modem.stop());
        loop.advance(Duration.ofMillis(1300));
        assertThat(stopped.isDone()).isTrue();
        assertThat(answered.isDone()).isTrue();
        assertThat(module.commands()).isEmpty();
        assertThat(module.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT+QCOAPCREATE=56830,0", "AT+QCOAPCFG=\"Showra\",1", "AT+QCOAPADDRES=2,\"/1\""})
    void aStopFromTheCreationOnDeletesTheContext(String step) {
        settings.resources = List.of("/1");
        make();
        module.late(step, Duration.ofMillis(500));
        track(modem.start());
        takeCommandsSoon();
        Pending<Void> stopped = track(modem.stop());
        loop.advance(Duration.ofSeconds(1));
        assertThat(stopped.isDone()).isTrue();
        assertThat(module.commands()).containsExactly("AT+QCOAPDEL");
        assertThat(module.context).isFalse();
    }

    @Test
    void aStopOfAReadyModemDeletesTheContextAndEndsAllSends() {
        ready();
        Pending<SendOutcome> sent = sent(7);
        Pending<SendOutcome> next = send(get(8));
        Pending<CommandOutcome<List<String>>> command = track(modem.command(new RawCommand("AT+CSQ"), true));
        module.takeCommands();
        Pending<Void> stopped = track(modem.stop());
        Pending<Void> again = track(modem.stop());
        loop.run();
        assertThat(sent.get()).isEqualTo(new SendOutcome.Unknown("the modem was stopped"));
        assertThat(next.get()).isEqualTo(new SendOutcome.Unavailable("the modem was stopped"));
        soon();
        assertThat(command.isDone()).isTrue();
        assertThat(stopped.isDone()).isTrue();
        assertThat(again.isDone()).isTrue();
        assertThat(module.takeCommands()).endsWith("AT+QCOAPDEL").doesNotContain(head(8));
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.STOPPED, ""));
    }

    @Test
    void aStopBetweenHeadAndSendSendsNothingMore() {
        ready();
        module.late("AT+QCOAPHEAD", Duration.ofMillis(100));
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(Duration.ofMillis(50));
        track(modem.stop());
        soon();
        assertThat(sent.get()).isEqualTo(new SendOutcome.Unavailable("the modem was stopped"));
        assertThat(module.takeCommands()).containsExactly(head(7), "AT+QCOAPDEL");
    }

    @Test
    void aStopDuringASendWaitsAWhileForItsOutcome() {
        ready();
        module.late("AT+QCOAPSEND", Duration.ofSeconds(1));
        Pending<SendOutcome> sent = soon(send(get(7)));
        track(modem.stop());
        soon();
        assertThat(module.commands()).doesNotContain("AT+QCOAPDEL");
        loop.advance(Duration.ofSeconds(1));
        // it was sent, and its response can't be waited for any more
        assertThat(sent.get()).isEqualTo(new SendOutcome.Unknown("the modem was stopped"));
        assertThat(module.takeCommands()).endsWith("AT+QCOAPDEL");
    }

    @Test
    void aStopDoesNotWaitLongForAModuleThatSaysNothing() {
        ready();
        module.mute(true);
        Pending<SendOutcome> sent = soon(send(get(7)));
        Pending<Void> stopped = track(modem.stop());
        loop.advance(COMMAND.multipliedBy(6));
        assertThat(stopped.isDone()).isTrue();
        assertThat(sent.isDone()).isTrue();
        assertThat(module.isOpen()).isFalse();
    }

    /** As before any other command that ends a silence; what gets lost is the AT. */
    @ParameterizedTest
    @EnumSource(WakeUp.class)
    void aStopAfterASilenceWakesTheModuleFirst(WakeUp wakeUp) {
        settings.wakeUp = wakeUp;
        ready();
        loop.advance(Duration.ofSeconds(10));
        track(modem.stop());
        List<String> commands = takeCommandsSoon();
        assertThat(commands).isEqualTo(wakeUp == WakeUp.NONE ? List.of("AT+QCOAPDEL") : List.of("AT", "AT+QCOAPDEL"));
        assertThat(module.context).isFalse();
    }

    @Test
    void aStopWakesAModuleThatMissesTheFirstAt() {
        ready();
        loop.advance(Duration.ofSeconds(10));
        module.silentOn("AT");
        Pending<Void> stopped = track(modem.stop());
        loop.advance(COMMAND.plus(SOON));
        assertThat(stopped.isDone()).isTrue();
        assertThat(module.takeCommands()).containsExactly("AT", "AT", "AT+QCOAPDEL");
        assertThat(module.context).isFalse();
    }

    @Test
    void aStopOfAModuleThatDoesNotWakeIsBounded() {
        ready();
        loop.advance(Duration.ofSeconds(10));
        module.mute(true);
        try (LogRecorder log = new LogRecorder(Level.WARN)) {
            Pending<Void> stopped = track(modem.stop());
            loop.advance(COMMAND.multipliedBy(2).plusMillis(10));
            assertThat(stopped.isDone()).isTrue();
            assertThat(log.messages(LifeCycle.class))
                    .singleElement()
                    .asString()
                    .contains("the CoAP context was not deleted");
        }
        assertThat(module.takeCommands()).containsExactly("AT", "AT");
    }

    @Test
    void aStopBetweenAttemptsLeavesTheLineClosed() {
        module.refuseOpening("busy");
        makeAndTryToStart();
        loop.advance(Duration.ofMillis(10));
        Pending<Void> stopped = track(modem.stop());
        loop.run();
        assertThat(stopped.isDone()).isTrue();
        module.refuseOpening(null);
        loop.advance(Duration.ofHours(1));
        assertThat(module.opened()).isZero();
    }

    @Test
    void stopWhileWakingDeletesTheContextThatMayBeLeft() {
        ready();
        module.hangsUp();
        module.late("AT", Duration.ofSeconds(1));
        loop.advance(Duration.ofSeconds(1));
        assertThat(modem.state().phase()).isEqualTo(Phase.WAKING);
        track(modem.stop());
        loop.advance(Duration.ofSeconds(2));
        assertThat(module.takeCommands()).containsExactly("AT", "AT+QCOAPDEL");
        assertThat(module.context).isFalse();
    }

    @Test
    void aHangUpDuringTheStopEndsTheStop() {
        ready();
        module.on("AT+QCOAPDEL", (fake, line) -> fake.hangsUp());
        Pending<Void> stopped = soon(track(modem.stop()));
        assertThat(stopped.isDone()).isTrue();
        assertThat(modem.state().phase()).isEqualTo(Phase.STOPPED);
        loop.advance(Duration.ofHours(1));
        assertThat(module.opened()).isEqualTo(1);
    }

    @Test
    void aRestartDuringTheStopEndsTheStop() {
        ready();
        module.on("AT+QCOAPDEL", (fake, line) -> fake.restarts());
        Pending<Void> stopped = soon(track(modem.stop()));
        assertThat(stopped.isDone()).isTrue();
        assertThat(module.takeCommands()).containsExactly("AT+QCOAPDEL");
    }

    @Test
    void sendsAndCommandsAfterTheStopAreRefusedAtOnce() {
        ready();
        track(modem.stop());
        takeCommandsSoon();
        assertThat(send(get(7)).get()).isEqualTo(new SendOutcome.Unavailable("the modem was stopped"));
        assertThat(track(modem.command(new RawCommand("AT+CSQ"), true)).get())
                .isEqualTo(new CommandOutcome.Unavailable<>("the modem was stopped"));
        assertThat(track(modem.status()).get()).isInstanceOf(CommandOutcome.Unavailable.class);
        assertThat(track(InTheLoop.queueLength(modem)).get()).isZero();
        assertThat(track(modem.stop()).isDone()).isTrue();
        assertThat(modem.start()).isCompletedExceptionally();
    }

    @Test
    void aModemStoppedBeforeItsStartNeverStarts() {
        make();
        Pending<Void> stopped = track(modem.stop());
        Pending<Object> started = track(modem.start().handle((none, failure) -> failure));
        loop.advance(Duration.ofMinutes(1));
        assertThat(stopped.isDone()).isTrue();
        assertThat(started.get()).isInstanceOf(java.io.IOException.class);
        assertThat(module.opened()).isZero();
    }

    // resources

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 12, 17, 22, 27, 32, 37, 42, 47, 60, 100})
    void aResourceThatComesAtAnyTimeIsAnnouncedOnce(int millis) {
        settings.resources = List.of("/1");
        makeAndStart();
        loop.advance(Duration.ofMillis(millis));
        serve("/late", (request, sent) -> null);
        assertReadyAfter(Duration.ofSeconds(2));
        assertThat(module.takeCommands().stream().filter(command -> command.contains("ADDRES")))
                .containsExactly("AT+QCOAPADDRES=2,\"/1\"", "AT+QCOAPADDRES=5,\"/late\"");
        // and again in a new context, once
        module.restarts();
        assertThat(takeCommandsSoon().stream().filter(command -> command.contains("ADDRES")))
                .containsExactly("AT+QCOAPADDRES=2,\"/1\"", "AT+QCOAPADDRES=5,\"/late\"");
    }

    @Test
    void aResourceThatComesDuringARestartIsAnnouncedOnce() {
        ready();
        module.late("AT+CSQ", Duration.ofMillis(100));
        track(modem.command(new RawCommand("AT+CSQ"), true));
        loop.advance(Duration.ofMillis(20));
        modem.serve(service("/late", false, false, (request, sent) -> null));
        loop.advance(Duration.ofMillis(20));
        module.restarts();
        loop.advance(Duration.ofSeconds(1));
        assertThat(module.takeCommands().stream().filter(command -> command.contains("ADDRES")))
                .containsExactly("AT+QCOAPADDRES=5,\"/late\"");
    }

    @Test
    void oneResourceOfTwoServicesIsAnnouncedOnce() {
        settings.resources = List.of("/same");
        make();
        serve("/same", (request, sent) -> null);
        serve("/same", (request, sent) -> null);
        serve("/same/*", (request, sent) -> null);
        track(modem.start());
        soon();
        serve("/same", (request, sent) -> null);
        assertThat(module.takeCommands().stream().filter(command -> command.contains("ADDRES")))
                .containsExactly("AT+QCOAPADDRES=5,\"/same\"");
    }

    @Test
    void aPathThatCannotBeAnnouncedIsRefusedAtOnce() {
        ready();
        assertThatThrownBy(() -> serve("/" + "x".repeat(60), (request, sent) -> null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
