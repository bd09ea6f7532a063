// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.WakeUp;

import static org.assertj.core.api.Assertions.assertThat;

/** From a timeout by probing to initialising again, and to opening the line again. */
class EscalationTest extends ModemFixture {
    private static final String[] FOUR_PROBES = {"AT", "AT", "AT", "AT"};

    private void keepAlive() {
        settings.keepAliveInterval = Duration.ofSeconds(60);
    }

    private void assertWorks(int messageId) {
        assertThat(soon(sendNon(messageId)).get()).isInstanceOf(SendOutcome.Sent.class);
    }

    // probing

    @Test
    void theStateShowsProbingUntilTheModuleAnswers() {
        ready();
        module.stall("AT+QCOAPHEAD", COMMAND.plusMillis(500));
        send(get(1));
        loop.advance(COMMAND.plusMillis(1));
        assertThat(modem.state().phase()).isEqualTo(Phase.READY);
        assertThat(modem.state().reason()).isEqualTo("probing: AT+QCOAPHEAD was not answered (RESULT)");
        loop.advance(Duration.ofSeconds(1));
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.READY, ""));
        assertThat(count(Counter.RESYNCHRONISATIONS)).isEqualTo(1);
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isEqualTo(1);
        assertThat(count(Counter.REINITIALISATIONS)).isZero();
    }

    @Test
    void aModuleThatAnswersTheThirdProbeIsNotInitialisedAgain() {
        ready();
        module.silentOn("AT+QCOAPHEAD").silentOn("AT").silentOn("AT");
        send(get(1));
        loop.advance(COMMAND.multipliedBy(3).plus(SOON));
        assertThat(module.takeCommands())
                .containsExactly(head(1), "AT", "AT", "AT", "AT+QCOAPCFG?", head(1), sendGet(SERVER));
        assertThat(modem.state().isReady()).isTrue();
        assertThat(count(Counter.REINITIALISATIONS)).isZero();
    }

    @Test
    void repliesBetweenTimeoutsPreventANewInitialisation() {
        ready();
        for (int i = 0; i < 10; i++) {
            module.silentOn("AT+QCOAPHEAD").silentOn("AT").silentOn("AT");
            Pending<SendOutcome> sent = send(get(10 + i));
            loop.advance(COMMAND.multipliedBy(3).plus(SOON));
            assertPiggybackAnswers(sent, 10 + i, "01");
            assertWorks(100 + i);
        }
        assertThat(count(Counter.RESYNCHRONISATIONS)).isEqualTo(10);
        assertThat(count(Counter.REINITIALISATIONS)).isZero();
        assertThat(module.opened()).isEqualTo(1);
    }

    // initialising again

    @Test
    void fourTimeoutsInARowInitialiseTheModuleAgainOnTheSameLine() {
        ready();
        Pending<SendOutcome> outstanding = sent(1);
        module.takeCommands();
        module.mute(true);
        // the status is asked after 2 s, and not answered
        loop.advance(Duration.ofSeconds(2).plus(COMMAND.multipliedBy(4)).minusMillis(500));
        assertThat(module.takeCommands()).containsExactly("AT+QCOAPDATASTATUS?", "AT", "AT", "AT");
        module.mute(false);
        while (modem.state().isReady()) {
            loop.advance(Duration.ofMillis(1));
        }
        assertThat(modem.state().phase()).isEqualTo(Phase.WAKING);
        assertThat(modem.state().reason())
                .isEqualTo("the module doesn't answer any more: AT was not answered (RESULT), 4 timeouts in a row");
        assertThat(outstanding.get()).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(soon(sendNon(2)).get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.READY, ""));
        // the context that was there is replaced
        assertThat(module.takeCommands())
                .startsWith(array(
                        "AT", TO_CONTEXT, "AT+QCOAPDEL", "AT+QCOAPCREATE=56830,0", "AT+QCOAPDATASTATUS?", CONFIGURE));
        assertThat(module.opened()).isEqualTo(1);
        assertThat(count(Counter.REINITIALISATIONS)).isEqualTo(1);
        assertThat(count(Counter.RECONNECTS)).isZero();
    }

    @Test
    void theStateShowsWhyTheModuleIsWokenUntilItAnswers() {
        keepAlive();
        ready();
        module.mute(true);
        module.attached = false;
        while (modem.state().isReady()) {
            loop.advance(Duration.ofMillis(10));
        }
        assertThat(modem.state().phase()).isEqualTo(Phase.WAKING);
        assertThat(modem.state().reason()).contains("doesn't answer any more", "4 timeouts in a row");
        module.mute(false);
        loop.advance(Duration.ofSeconds(3));
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.ATTACHING, ""));
        module.attached = true;
        loop.advance(Duration.ofSeconds(2));
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.READY, ""));
    }

    /** A module that went to sleep while idle hears nothing until it is pulsed. */
    @ParameterizedTest
    @EnumSource(names = {"DTR", "RTS"})
    void aSleepingModuleIsPulsedAndItsLineNotOpenedAgain(WakeUp wakeUp) {
        settings.wakeUp = wakeUp;
        keepAlive();
        ready();
        module.controlLines().clear();
        module.before(() -> module.controlLines().size() >= 3);
        Pending<SendOutcome> first = sendNon(1);
        loop.advance(COMMAND.multipliedBy(4).plusMillis(10));
        assertThat(first.isDone()).isFalse();
        Pending<SendOutcome> second = sendNon(2);
        loop.advance(Duration.ofSeconds(1));
        assertThat(module.controlLines()).containsExactly(wakeUp + "-", wakeUp + "+", wakeUp + "-");
        assertThat(first.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(second.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(module.opened()).isEqualTo(1);
    }

    @Test
    void aSleepingModuleThatAnAtWakesIsNotInitialisedAgain() {
        keepAlive();
        ready();
        module.silentOn("AT");
        loop.advance(Duration.ofSeconds(59).plus(COMMAND).plus(SOON));
        assertThat(module.takeCommands()).containsExactly("AT", "AT", "AT+QCOAPCFG?", "AT+QCOAPCFG?");
        assertThat(modem.state().isReady()).isTrue();
    }

    @Test
    void aRecoveredUrcWhileTheModuleIsWokenDoesNoHarm() {
        ready();
        module.mute(true);
        sendNon(1);
        loop.advance(COMMAND.multipliedBy(4).plusMillis(10));
        module.mute(false);
        module.says("+QCOAPURC: recovered,0");
        soon();
        // the AT that woke it was answered late or not at all
        assertReadyAfter(COMMAND);
        assertWorks(2);
        assertThat(module.opened()).isEqualTo(1);
    }

    @Test
    void aRestartWhileTheModuleIsWokenInitialisesItOnce() {
        ready();
        module.mute(true);
        sendNon(1);
        loop.advance(COMMAND.multipliedBy(4).plusMillis(10));
        module.takeCommands();
        module.mute(false);
        module.restarts();
        assertThat(takeCommandsSoon())
                .containsExactlyElementsOf(
                        list("AT", TO_CONTEXT, CONFIGURE, head(1), "AT+QCOAPSEND=1,1,\"192.0.2.1\",5683,0"));
        assertThat(modem.state().isReady()).isTrue();
        assertThat(module.opened()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT+QCOAPCFG?", "AT+QCOAPCFG=\"Showra\""})
    void settingsThatCannotBeVerifiedInitialiseTheModuleAgain(String command) {
        ready();
        module.showAddress = false;
        module.silentOn(command);
        module.says("+QCOAPURC: recovered,0");
        assertReadyAfter(COMMAND.plus(SOON));
        assertThat(module.showAddress).isTrue();
        assertThat(module.opened()).isEqualTo(1);
        assertThat(count(Counter.REINITIALISATIONS)).isEqualTo(1);
    }

    // a part of the module that hangs

    /** The module answers probes but takes no messages: the row is that of AT+QCOAPSEND. */
    @Test
    void fourFailedSendsInitialiseAgainAndFourMoreReopenTheLine() {
        ready();
        for (int i = 1; i <= 8; i++) {
            module.silentOn("AT+QCOAPSEND");
            Pending<SendOutcome> sent = sendNon(i);
            loop.advance(COMMAND.plus(SOON));
            assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
            loop.advance(Duration.ofSeconds(1));
            assertThat(modem.state().isReady()).as("after %d", i).isTrue();
            assertThat(count(Counter.REINITIALISATIONS)).as("after %d", i).isEqualTo(i < 4 ? 0 : 1);
            assertThat(module.opened()).as("after %d", i).isEqualTo(i < 8 ? 1 : 2);
        }
        assertThat(count(Counter.RECONNECTS)).isEqualTo(1);
        assertWorks(9);
    }

    /** A new context is made in between, and AT+QCOAPCREATE is answered: that says nothing about AT+QCOAPHEAD. */
    @Test
    void eightTimeoutsOfOneCommandAloneReopenTheLine() {
        ready();
        module.before(() -> !module.commands().get(module.commands().size() - 1).startsWith("AT+QCOAPHEAD"));
        for (int i = 1; i <= 8 && module.opened() == 1; i++) {
            sendNon(i);
            loop.advance(COMMAND.multipliedBy(4));
        }
        assertThat(count(Counter.REINITIALISATIONS)).isEqualTo(1);
        assertThat(module.opened()).isEqualTo(2);
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isEqualTo(8);
        module.before(() -> true);
        loop.advance(SEND);
        assertWorks(9);
    }

    @Test
    void anAnsweredSendResetsTheCountOfTimeouts() {
        ready();
        for (int i = 1; i <= 20; i++) {
            if (i % 4 != 0) {
                module.silentOn("AT+QCOAPSEND");
            }
            sendNon(i);
            loop.advance(COMMAND.plusSeconds(1));
        }
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isEqualTo(15);
        assertThat(count(Counter.REINITIALISATIONS)).isZero();
    }

    @Test
    void slowUserCommandsDoNotDisturbTheSession() {
        ready();
        for (int i = 1; i <= 12; i++) {
            module.stall("AT+COPS=?", COMMAND.plusSeconds(3));
            track(modem.command(new RawCommand("AT+COPS=?"), true));
            loop.advance(Duration.ofSeconds(6));
        }
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isGreaterThanOrEqualTo(12);
        assertThat(count(Counter.REINITIALISATIONS)).isZero();
        assertWorks(1);
    }

    @Test
    void missingSendOutcomesDoNotInitialiseTheModuleAgain() {
        ready();
        assertWorks(20);
        for (int i = 1; i <= 10; i++) {
            module.answer("AT+QCOAPSEND", "OK");
            Pending<SendOutcome> sent = sendNon(i);
            loop.advance(COMMAND.plus(SOON));
            assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        }
        assertThat(count(Counter.REINITIALISATIONS)).isZero();
    }

    // opening again

    @Test
    void aModuleThatStaysSilentIsWokenInVainAndItsLineOpenedAgain() {
        keepAlive();
        ready();
        module.mute(true);
        loop.advance(Duration.ofSeconds(59).plus(COMMAND.multipliedBy(4)).plusMillis(100));
        assertThat(module.takeCommands()).startsWith(FOUR_PROBES);
        assertThat(modem.state().phase()).isEqualTo(Phase.WAKING);
        loop.advance(COMMAND.multipliedBy(5));
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.state().reason()).contains("doesn't answer AT at 115200 baud");
        assertThat(module.takeCommands()).hasSize(4).containsOnly("AT");
        assertThat(count(Counter.REINITIALISATIONS)).isEqualTo(1);
        module.mute(false);
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(module.opened()).isEqualTo(2);
        assertThat(count(Counter.RECONNECTS)).isEqualTo(1);
    }

    @Test
    void waitingSendsGoOutWhenTheModuleIsBack() {
        ready();
        module.mute(true);
        Pending<SendOutcome> sent = send(get(2));
        Pending<SendOutcome> next = send(get(3));
        loop.advance(COMMAND.multipliedBy(9).plusMillis(10));
        assertThat(sent.isDone()).isFalse();
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        module.mute(false);
        loop.advance(Duration.ofSeconds(1));
        assertPiggybackAnswers(sent, 2, "02");
        soon();
        assertPiggybackAnswers(next, 3, "03");
        assertThat(module.opened()).isEqualTo(2);
    }

    /** Bytes that the line doesn't take would leave later, in the middle of anything. */
    @Test
    void aLineThatTakesNoBytesIsOpenedAgainAtOnce() {
        ready();
        module.stuck(true);
        Pending<SendOutcome> sent = sendNon(1);
        loop.advance(COMMAND.plusMillis(1));
        assertThat(sent.isDone()).isFalse();
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.state().reason()).contains("AT+QCOAPHEAD was not answered (WRITTEN)");
        module.stuck(false);
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(sent.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(module.opened()).isEqualTo(2);
        assertWorks(2);
    }

    @Test
    void noReasonShowsTheArgumentsOfACommand() {
        settings.psk = new Psk("me", "00112233");
        ready();
        module.mute(true);
        send(request(SERVER, MessageType.NON, 1, false, path("secret"), new byte[] {1, 2, 3}));
        loop.advance(COMMAND.plusMillis(1));
        assertThat(modem.state().reason()).isEqualTo("probing: AT+QCOAPHEAD was not answered (RESULT)");
        assertThat(List.of(modem.state().reason())).noneMatch(reason -> reason.contains("AB"));
    }
}
