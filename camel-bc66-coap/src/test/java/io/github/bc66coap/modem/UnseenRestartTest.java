// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** A module has restarted, and its boot log has gone unread: noise, another baud rate, or the middle of a payload. */
class UnseenRestartTest extends ModemFixture {
    @BeforeEach
    void prepare() {
        settings.keepAliveInterval = Duration.ofSeconds(60);
        ready();
    }

    private void assertMadeAnew() {
        assertThat(count(Counter.RESTARTS)).isEqualTo(1);
        assertThat(modem.state().isReady()).isTrue();
        assertThat(module.context).isTrue();
        assertThat(module.showAddress).isTrue();
    }

    /** The ERROR of a module that has no context. What it was for is sent when there is one. */
    @ParameterizedTest
    @ValueSource(strings = {"AT+QCOAPHEAD", "AT+QCOAPOPTION", "AT+QCOAPSEND"})
    void isFoundOutByARefusal(String command) {
        module.forget();
        module.refuse(command);
        module.takeCommands();
        Pending<SendOutcome> sent = send(request(SERVER, MessageType.CON, 8, true, path("a"), new byte[0]));
        loop.advance(Duration.ofSeconds(2));
        assertMadeAnew();
        assertThat(module.takeCommands())
                .containsSubsequence("AT+QCOAPCFG?", "AT", "ATE0", head(8), sendGet(SERVER))
                .filteredOn(line -> line.equals(sendGet(SERVER)))
                .hasSize(command.equals("AT+QCOAPSEND") ? 2 : 1);
        assertPiggybackAnswers(sent, 8, "07");
    }

    /** Two signs of one restart: the command in its middle isn't answered, the next one is refused. */
    @ParameterizedTest
    @ValueSource(strings = {"AT+QCOAPHEAD", "AT+QCOAPOPTION"})
    void aRestartBetweenTheCommandsOfAMessageCostsNoSend(String command) {
        module.on(command, (fake, line) -> fake.forget()).refuse("AT+QCOAPSEND");
        Pending<SendOutcome> sent = send(request(SERVER, MessageType.CON, 8, true, path("a"), new byte[0]));
        loop.advance(COMMAND.plusSeconds(3));
        assertMadeAnew();
        assertThat(module.scriptsLeft()).isZero();
        assertPiggybackAnswers(sent, 8, "07");
    }

    /** It was refused, so that nothing that comes before it leaves again can be for it. */
    @Test
    void aResponseBetweenTwoTriesDoesNotAnswerTheRequest() {
        module.forget();
        module.refuse("AT+QCOAPSEND");
        module.on("AT+QCOAPHEAD", FakeModule::usual).on("AT+QCOAPHEAD", (fake, line) -> {
            fake.says(separate(900, "01"));
            fake.usual(line);
        });
        Pending<SendOutcome> sent = send(get(8));
        loop.advance(Duration.ofSeconds(2));
        assertThat(module.scriptsLeft()).isZero();
        assertThat(sent.isDone()).isFalse();
        assertThat(events.responses).hasSize(1);
        assertPiggybackAnswers(sent, 8, "07");
    }

    /** It has had its second try. */
    @Test
    void aRequestRefusedAfterASecondUnseenRestartEndsRefused() {
        for (int i = 0; i < 2; i++) {
            module.on("AT+QCOAPHEAD", (fake, line) -> {
                fake.forget();
                fake.says("ERROR");
            });
        }
        Pending<SendOutcome> sent = send(get(8));
        loop.advance(Duration.ofSeconds(3));
        assertThat(sent.get()).isInstanceOf(SendOutcome.Refused.class);
        assertThat(count(Counter.RESTARTS)).isEqualTo(2);
        assertThat(modem.state().isReady()).isTrue();
    }

    @Test
    void aRefusalByAModuleThatHasItsSettingsIsNoRestart() {
        module.refuse("AT+QCOAPSEND");
        assertThat(soon(send(get(8))).get()).isInstanceOf(SendOutcome.Refused.class);
        assertThat(module.takeCommands()).containsExactly(head(8), sendGet(SERVER), "AT+QCOAPCFG?");
        assertThat(count(Counter.RESTARTS)).isZero();
    }

    /** What the settings would show, the context does. */
    @Test
    void isFoundOutByARefusalWhenSettingsAreHidden() {
        module.answer("AT+QCOAPCFG?", "OK");
        module.forget();
        module.refuse("AT+QCOAPSEND");
        Pending<SendOutcome> sent = send(get(8));
        loop.advance(Duration.ofSeconds(3));
        assertThat(count(Counter.RESTARTS)).isEqualTo(1);
        assertThat(module.takeCommands())
                .containsSubsequence(sendGet(SERVER), "AT+QCOAPCREATE=56830,0", "ATE0", sendGet(SERVER));
        assertPiggybackAnswers(sent, 8, "08");
    }

    @Test
    void aRefusalWithHiddenSettingsIsNoRestartWithAContext() {
        for (int i = 8; i < 10; i++) {
            module.answer("AT+QCOAPCFG?", "OK").refuse("AT+QCOAPSEND");
            Pending<SendOutcome> refused = send(get(i));
            loop.advance(Duration.ofSeconds(3));
            assertThat(refused.get()).isInstanceOf(SendOutcome.Refused.class);
            assertThat(module.takeCommands()).endsWith("AT+QCOAPCREATE=56830,0");
        }
        assertThat(count(Counter.RESTARTS)).isZero();
    }

    /** A module without its settings doesn't show who sent what. */
    @ParameterizedTest
    @ValueSource(strings = {"\"rsp\",1,2.05,77,1,\"07\"", "\"req\",1,0.01,77,80"})
    void isFoundOutByAMessageWithoutItsSender(String message) {
        module.forget();
        module.says("+QCOAPURC: " + message);
        loop.advance(Duration.ofSeconds(2));
        assertThat(count(Counter.DROPPED_NO_PEER)).isEqualTo(1);
        assertMadeAnew();
    }

    @Test
    void isFoundOutByTheKeepAlive() {
        module.forget();
        loop.advance(Duration.ofSeconds(65));
        assertMadeAnew();
    }

    /** The rest of a payload that doesn't come is taken from the boot log. */
    @Test
    void isFoundOutThoughTheBootLogFilledAPayload() {
        module.emits("\r\n+QCOAPURC: \"rsp\",192.0.2.1,5683,1,2.05,77,0,500,some te");
        module.restarts();
        soon();
        assertThat(count(Counter.RESTARTS)).isZero();
        loop.advance(Duration.ofSeconds(65));
        assertMadeAnew();
    }

    @Test
    void aSilentModuleThatHasItsSettingsHasNotRestarted() {
        loop.advance(Duration.ofSeconds(65));
        assertThat(module.takeCommands()).isEqualTo(List.of("AT", "AT+QCOAPCFG?"));
        assertThat(count(Counter.RESTARTS)).isZero();
    }

    /** That it can't say says nothing. */
    @Test
    void aModuleThatRefusesToShowItsSettingsHasNotRestarted() {
        module.refuse("AT+QCOAPCFG?");
        loop.advance(Duration.ofSeconds(65));
        assertThat(count(Counter.RESTARTS)).isZero();
        assertThat(modem.state().isReady()).isTrue();
    }

    /** One look answers all doubts. */
    @Test
    void manyMessagesWithoutSenderCauseOneSettingsQuery() {
        module.says(
                "+QCOAPURC: \"rsp\",1,2.05,77,1,\"07\"",
                "+QCOAPURC: \"rsp\",1,2.05,78,1,\"07\"",
                "+QCOAPURC: \"rsp\",1,2.05,79,1,\"07\"");
        assertThat(takeCommandsSoon()).containsExactly("AT+QCOAPCFG?");
    }
}
