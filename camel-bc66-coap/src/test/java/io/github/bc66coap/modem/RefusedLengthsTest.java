// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.link.Counters;

import static org.assertj.core.api.Assertions.assertThat;

/** A server that resets message ID 0 has found the request too long. */
class RefusedLengthsTest extends ModemFixture {
    private static final SendOutcome TOO_LONG = new SendOutcome.Reset(true);

    private Pending<SendOutcome> sent(Peer peer, MessageType type, int messageId, int length) {
        Pending<SendOutcome> sent =
                soon(send(request(peer, type, messageId, true, CoapOptions.EMPTY, new byte[length])));
        return sent;
    }

    private Pending<SendOutcome> sent(int messageId, int length) {
        return sent(SERVER, MessageType.CON, messageId, length);
    }

    private void encrypt() {
        settings.psk = new Psk("me", "00112233");
    }

    private void peerResetsNothing() {
        module.says(reset(0));
        soon();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CON", "NON"})
    void aResetOfMessageId0EndsALongRequest(MessageType type) {
        ready();
        Pending<SendOutcome> sent = sent(SERVER, type, 1, 1024);
        peerResetsNothing();
        assertThat(sent.get()).isEqualTo(TOO_LONG);
    }

    @Test
    void aResetOfMessageId0MayPrecedeTheSendResult() {
        ready();
        module.on("<", (deaf, data) -> deaf.says("OK", reset(0)));
        Pending<SendOutcome> sent = sent(1, 1024);
        loop.advance(COMMAND);
        assertThat(sent.get()).isEqualTo(TOO_LONG);
    }

    /** Without encryption anybody could say so, and need not even guess the message ID. */
    @Test
    void withoutEncryptionAShortRequestCantBeTooLong() {
        ready();
        Pending<SendOutcome> sent = sent(1, 400);
        peerResetsNothing();
        assertThat(sent.isDone()).isFalse();
        assertPiggybackSoonAnswers(sent, 1, "0A");
    }

    @Test
    void withEncryptionEvenAShortRequestMayBeTooLong() {
        encrypt();
        ready();
        Pending<SendOutcome> sent = sent(1, 10);
        peerResetsNothing();
        assertThat(sent.get()).isEqualTo(TOO_LONG);
    }

    @Test
    void aResetOfMessageId0CountsAsAMessageFromThePeer() {
        encrypt();
        ready();
        sent(1, 1024);
        peerResetsNothing();
        Pending<SendOutcome> next = sent(2, 10);
        assertThat(count(Counter.CONTEXT_RENEWALS)).isZero();
        assertPiggybackSoonAnswers(next, 2, "0A");
    }

    /** The module doesn't know, and sends the long one again, which is refused again. */
    @Test
    void resetsOfALongRequestsCopiesDontEndTheNextRequest() {
        encrypt();
        ready();
        sent(1, 1024);
        peerResetsNothing();
        Pending<SendOutcome> next = sent(2, 10);
        peerResetsNothing();
        peerResetsNothing();
        assertThat(next.isDone()).isFalse();
        assertPiggybackSoonAnswers(next, 2, "0A");
    }

    @Test
    void aRequestLongerThanARefusedRequestIsRefusedToo() {
        ready();
        sent(1, 800);
        peerResetsNothing();
        Pending<SendOutcome> next = sent(2, 900);
        peerResetsNothing();
        assertThat(next.get()).isEqualTo(TOO_LONG);
    }

    @Test
    void shorterBodyIsRefusedOnceNoCopyCanBeInFlight() {
        ready();
        sent(1, 900);
        peerResetsNothing();
        loop.advance(TransmissionParameters.MAX_TRANSMIT_WAIT);
        Pending<SendOutcome> next = sent(2, 800);
        peerResetsNothing();
        assertThat(next.get()).isEqualTo(TOO_LONG);
    }

    @Test
    void aResetFromAnotherPeerDoesNotEndTheRequest() {
        ready();
        Pending<SendOutcome> sent = sent(1, 1024);
        module.says(rsp(OTHER, 3, "0.00", 0, ",0"));
        soon();
        assertThat(sent.isDone()).isFalse();
    }

    @Test
    void anAcknowledgedRequestIsNotEndedByAResetOfMessageId0() {
        ready();
        Pending<SendOutcome> sent = sent(1, 1024);
        module.says(emptyAck(1));
        peerResetsNothing();
        assertThat(sent.isDone()).isFalse();
    }

    @Test
    void anObserverThatFindsANotificationTooLongGoesOnObserving() {
        ready();
        serve("/o", false, true, always(Code.CONTENT));
        module.says("+QCOAPURC: \"req\",192.0.2.1,5683,0,1,50,05,1,\"0C\",6,\"0\",11,\"o\"");
        soon();
        Pending<CommandOutcome<NotifiedObservers>> first = notifyObservers(1024);
        peerResetsNothing();
        assertThat(count(first)).isEqualTo(0);
        Pending<CommandOutcome<NotifiedObservers>> second = notifyObservers(10);
        module.says(emptyAck(lastMessageId()));
        soon();
        assertThat(count(second)).isEqualTo(1);
    }

    private Pending<CommandOutcome<NotifiedObservers>> notifyObservers(int length) {
        return soon(notifying("o", MessageType.CON, new byte[length]));
    }

    @Test
    void messageId0IsNeverAllocated() {
        MessageIds ids = new MessageIds(loop, new Random(1), new Counters());
        assertThat(Stream.generate(() -> ids.next(SERVER).orElseThrow()).limit(MessageId.MAX))
                .doesNotContain(new MessageId(0));
    }
}
