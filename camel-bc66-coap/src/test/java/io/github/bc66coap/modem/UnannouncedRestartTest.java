// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.WakeUp;

import static org.assertj.core.api.Assertions.assertThat;

/** Restarts without {@code RDY}, and no keep-alive to find them out. */
class UnannouncedRestartTest extends ModemFixture {
    private static final String LOG = "\n\rF1: 0000 0000\n\rV0: 0000 0000 [0001]\n\r00: 0006 000C\n\r01: 0000 0000\n\r"
            + "U0: 0000 0001 [0000]\n\rT0: 0000 00B4\n\rLeaving the BROM\n\r\n\r";

    @BeforeEach
    void neverAskAnIdleModule() {
        settings.keepAliveInterval = Duration.ZERO;
    }

    /** It says no more than its log, and hears nothing for so long. */
    private void restarts(Duration deaf) {
        module.forget();
        module.mute(true);
        module.emits(LOG);
        loop.schedule(deaf, () -> module.mute(false));
    }

    private void assertMadeAnew() {
        assertThat(modem.state().isReady()).as(modem.state().toString()).isTrue();
        assertThat(module.context).isTrue();
        assertThat(module.showAddress).isTrue();
        assertThat(count(Counter.RESTARTS)).isOne();
        assertThat(module.opened()).isOne();
        assertPiggybackAnswers(sent(99), 99, "07");
    }

    /** Seconds pass until a module that starts answers; an AT in data mode's place is no reason to open the line again. */
    @ParameterizedTest
    @EnumSource(WakeUp.class)
    void theBootRomLogAloneShowsARestart(WakeUp wakeUp) {
        settings.wakeUp = wakeUp;
        ready();
        module.controlLines().clear();
        restarts(Duration.ofSeconds(5));
        assertThat(modem.state().reason()).isEqualTo("the module restarted");
        loop.advance(Duration.ofSeconds(7));
        assertThat(module.controlLines()).as("it isn't woken, as it starts").isEmpty();
        assertMadeAnew();
    }

    @Test
    void aMessageUnderWayEndsUnknownAndAWaitingRequestIsSent() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> restarts(Duration.ofSeconds(3)));
        Pending<SendOutcome> interrupted = send(get(7));
        Pending<SendOutcome> waiting = soon(send(get(8)));
        assertThat(interrupted.get()).isEqualTo(new SendOutcome.Unknown("the module restarted"));
        loop.advance(Duration.ofSeconds(5));
        assertPiggybackAnswers(waiting, 8, "08");
        assertMadeAnew();
    }

    /** It would take them for a command, or for the beginning of one. */
    @Test
    void aRestartedModuleIsSentNoDataOfTheInterruptedMessage() {
        ready();
        module.on("AT+QCOAPSEND", (fake, line) -> fake.mute(true));
        Pending<SendOutcome> sent = send(request(SERVER, MessageType.CON, 7, true, CoapOptions.EMPTY, new byte[600]));
        for (int i = 0; i < 100 && !sent.isDone(); i++) {
            loop.advance(Duration.ofMillis(100));
        }
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        restarts(Duration.ofSeconds(5));
        loop.advance(Duration.ofSeconds(7));
        assertThat(count(Counter.DATA_MODE_FILLED)).isZero();
        assertMadeAnew();
    }

    @Test
    void rdyAfterTheBootLogCountsAsTheSameRestart() {
        ready();
        restarts(Duration.ofSeconds(1));
        loop.schedule(Duration.ofSeconds(3), () -> module.says("RDY", "+CFUN: 1", "+CPIN: READY"));
        loop.advance(Duration.ofSeconds(6));
        assertMadeAnew();
        assertThat(module.takeCommands()).containsOnlyOnce("ATE0");
    }

    /** Its log is at another baud rate, or goes to another line, and RDY is switched off. */
    @ParameterizedTest
    @ValueSource(strings = {"+CFUN: 1", "+CFUN:1"})
    void aCfunUrcFromAModuleWithoutSettingsShowsARestart(String line) {
        ready();
        module.forget();
        module.says(line, "+CPIN: READY");
        soon();
        assertMadeAnew();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cfunLineIsARestartIfFirmwareHidesItsSettings(boolean known) {
        ready();
        if (known) {
            module.answer("AT+QCOAPCFG?", "OK");
            module.says("+QCOAPURC: \"rsp\",1,2.05,77,1,\"07\"");
            loop.advance(COMMAND.plus(SOON));
        }
        module.forget();
        module.answer("AT+QCOAPCFG?", "OK");
        module.says("+CFUN: 1");
        loop.advance(COMMAND.plus(SOON));
        assertMadeAnew();
    }

    /** Users switch the radio off and on. */
    @Test
    void aCfunUrcFromAModuleWithItsSettingsIsNoRestart() {
        ready();
        assertThat(says("+CFUN: 1")).containsExactly("AT+QCOAPCFG?");
        assertThat(count(Counter.RESTARTS)).isZero();
    }

    @Test
    void aCfunUrcDuringInitialisationIsNoRestart() {
        settings.initCommands = List.of("AT+CFUN=1");
        module.on("AT+CGATT?", (fake, line) -> {
            fake.says("+CFUN: 1");
            fake.usual(line);
        });
        ready();
        assertThat(count(Counter.RESTARTS)).isZero();
        assertThat(module.opened()).isOne();
    }

    @Test
    void aCfunUrcSoonAfterRdyIsNoSecondRestart() {
        ready();
        module.forget();
        module.says("RDY");
        assertReadyAfter(SOON);
        module.takeCommands();
        loop.advance(Duration.ofSeconds(3));
        assertThat(says("+CFUN: 1", "+CPIN: READY")).isEmpty();
        assertThat(count(Counter.RESTARTS)).isOne();
    }

    /** The outcome of what was under way will hardly come. */
    @Test
    void aCfunUrcDuringAHandshakeEndsTheWaitForTheHandshake() {
        settings.psk = new Psk("me", "00112233");
        ready();
        module.answer("AT+QCOAPSEND", "OK");
        Pending<SendOutcome> sent = soon(send(get(7)));
        module.forget();
        module.says("+CFUN: 1");
        loop.advance(COMMAND.plus(SOON));
        assertThat(sent.isDone()).isTrue();
        assertThat(count(Counter.RESTARTS)).isOne();
        assertThat(modem.state().isReady()).isTrue();
    }

    @Test
    void aUserCommandAnsweredByTheBootLogEndsUnknown() {
        ready();
        module.on("ATI", (fake, line) -> restarts(Duration.ofSeconds(1)));
        Pending<CommandOutcome<List<String>>> command = track(modem.command(new RawCommand("ATI"), true));
        loop.advance(COMMAND.plusSeconds(1));
        assertThat(command.get()).isEqualTo(new CommandOutcome.Unknown<>("the module restarted"));
        assertMadeAnew();
    }

    /** Its power supply is too weak. Nothing is sent twice, nothing that waits is lost, and each restart is one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aModuleThatRestartsAtEachSendLosesOnlyThatMessage(boolean rdy) {
        ready();
        for (int i = 0; i < 10; i++) {
            module.on("AT+QCOAPSEND", (fake, line) -> {
                restarts(Duration.ofMillis(900));
                if (rdy) {
                    fake.says("RDY", "+CFUN: 1");
                }
            });
        }
        List<Pending<SendOutcome>> sent = java.util.stream.IntStream.range(1, 11)
                .mapToObj(i -> send(get(i)))
                .toList();
        loop.advance(Duration.ofSeconds(40));
        assertThat(sent)
                .allSatisfy(each -> assertThat(each.get()).isEqualTo(new SendOutcome.Unknown("the module restarted")));
        assertThat(count(Counter.RESTARTS)).isEqualTo(10);
        assertThat(module.takeCommands().stream().filter(sendGet(SERVER)::equals))
                .hasSize(10);
        assertThat(module.opened()).isOne();
        assertPiggybackAnswers(sent(50), 50, "50");
    }
}
