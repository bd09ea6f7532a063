// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** What it means in an encrypted context that the module doesn't say how a send ended. */
class DtlsSendTest extends ModemFixture {
    @BeforeEach
    void encrypt() {
        settings.psk = new Psk("me", "00112233");
    }

    /** Sends a CON, of whose end the module says nothing but OK, and its status not either. */
    private SendOutcome sendInVain(Peer peer, int messageId) {
        module.status = 0;
        module.answer("AT+QCOAPSEND", "OK");
        Pending<SendOutcome> sent = send(request(peer, MessageType.CON, messageId));
        loop.advance(SEND.plus(SOON));
        SendOutcome outcome = sent.get();
        loop.advance(SEND);
        return outcome;
    }

    private void exchange(int messageId) {
        assertPiggybackSoonAnswers(sent(messageId), messageId, "01");
    }

    @Test
    void theFirstSendWithoutAnOutcomeEndsAsAFailedHandshake() {
        ready();
        assertThat(sendInVain(SERVER, 1)).isEqualTo(new SendOutcome.HandshakeFailed(false));
    }

    @Test
    void aLateResponseAfterAFailedHandshakeAnswersNoOtherRequest() {
        ready();
        sendInVain(SERVER, 1);
        Pending<SendOutcome> second = sent(2);
        module.says(separate(700, "AA"));
        soon();
        assertThat(second.isDone()).isFalse();
        module.says(piggybacked(2, "BB"));
        // the only outcome may be that of the first, and another might follow at once
        soon();
        assertAnswered(second, "BB");
    }

    @Test
    void aHandshakeFailureThatTheModuleReportsEndsTheSend() {
        ready();
        module.answer("AT+QCOAPSEND", "OK", "+QCOAPSEND: 2");
        assertThat(soon(send(get(1))).get()).isEqualTo(new SendOutcome.HandshakeFailed(true));
    }

    @Test
    void afterASuccessfulHandshakeALostOutcomeIsNoFailedHandshake() {
        ready();
        exchange(1);
        assertThat(sendInVain(SERVER, 2)).isInstanceOf(SendOutcome.NoAnswer.class);
    }

    @Test
    void everyPeerNeedsAHandshakeOfItsOwn() {
        ready();
        exchange(1);
        assertThat(sendInVain(OTHER, 2)).isEqualTo(new SendOutcome.HandshakeFailed(false));
    }

    @Test
    void aMessageFromAPeerShowsThatItsHandshakeSucceeded() {
        ready();
        module.says(reset(99));
        soon();
        assertThat(sendInVain(SERVER, 1)).isInstanceOf(SendOutcome.NoAnswer.class);
    }

    /** A peer can come from any number of ports; what is remembered of them is bounded. */
    @ParameterizedTest
    @ValueSource(ints = {1023, 1024})
    void handshakesOfTheLatest1024PeersAreRemembered(int others) {
        ready();
        module.says(reset(99));
        for (int i = 0; i < others; i++) {
            module.says(rsp(new Peer("192.0.2.9", 1000 + i), 3, "0.00", 99, ",0"));
        }
        soon();
        SendOutcome outcome = sendInVain(SERVER, 1);
        if (others < 1024) {
            assertThat(outcome).isInstanceOf(SendOutcome.NoAnswer.class);
        } else {
            assertThat(outcome).isEqualTo(new SendOutcome.HandshakeFailed(false));
        }
    }

    @Test
    void aNewContextNeedsNewHandshakes() {
        ready();
        exchange(1);
        module.restarts();
        soon();
        assertThat(sendInVain(SERVER, 2)).isEqualTo(new SendOutcome.HandshakeFailed(false));
    }

    @Test
    void anUnansweredSendCommandIsNoFailedHandshake() {
        ready();
        module.silentOn("AT+QCOAPSEND");
        Pending<SendOutcome> sent = send(get(1));
        loop.advance(SEND.plus(SOON));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
    }

    @Test
    void aPlainContextHasNoHandshakes() {
        settings.psk = null;
        ready();
        assertThat(sendInVain(SERVER, 1)).isInstanceOf(SendOutcome.NoAnswer.class);
    }
}
