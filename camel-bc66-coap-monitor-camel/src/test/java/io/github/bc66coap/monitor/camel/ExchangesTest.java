// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.at.AtTrace.Direction;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.Caller;
import io.github.bc66coap.modem.api.ModemEvent.Message;
import io.github.bc66coap.modem.api.ModemEvent.Reference;
import io.github.bc66coap.qcoap.Payload;

import static org.assertj.core.api.Assertions.assertThat;

class ExchangesTest {
    private static final Peer SERVER = new Peer("192.0.2.1", 5683);
    private static final Peer OTHER = new Peer("192.0.2.2", 5683);
    private static final Caller ROUTE = new Caller("readings", "ID-1");
    private static final Caller CONSUMER = new Caller("led", "");
    private static final Token OURS = Token.of((byte) 1);
    private static final Token THEIRS = Token.of((byte) 2);

    private final Exchanges exchanges = new Exchanges();

    private String sent(Peer peer, MessageType type, Code code, int id, Token token, Caller caller) {
        return exchanges.of(message(Direction.SENT, peer, type, code, id, token, CoapOptions.EMPTY, caller));
    }

    private String received(Peer peer, MessageType type, Code code, int id, Token token) {
        return exchanges.of(message(Direction.RECEIVED, peer, type, code, id, token, CoapOptions.EMPTY, null));
    }

    private static Message message(
            Direction direction,
            Peer peer,
            MessageType type,
            Code code,
            int id,
            Token token,
            CoapOptions options,
            Caller caller) {
        return new Message(
                Instant.EPOCH, direction, peer, type, code, new MessageId(id), token, options, Payload.NONE, caller);
    }

    @Test
    void anOutgoingRequestItsAckAndSeparateResponseAreOneExchange() {
        assertThat(exchanges.of(new Reference(SERVER, new MessageId(7), OURS, ROUTE)))
                .isEqualTo("ID-1");
        assertThat(sent(SERVER, MessageType.CON, Code.GET, 7, OURS, ROUTE)).isEqualTo("ID-1");
        assertThat(received(SERVER, MessageType.ACK, Code.EMPTY, 7, null)).isEqualTo("ID-1");
        assertThat(received(SERVER, MessageType.CON, Code.CONTENT, 9000, null)).isEqualTo("ID-1");
        assertThat(sent(SERVER, MessageType.ACK, Code.EMPTY, 9000, Token.EMPTY, null))
                .isEqualTo("ID-1");
        exchanges.ended(SERVER, "ID-1");
        assertThat(received(SERVER, MessageType.CON, Code.CONTENT, 9000, null))
                .as("a copy")
                .isEqualTo("ID-1");
        assertThat(received(SERVER, MessageType.NON, Code.CONTENT, 9001, null)).isNotEqualTo("ID-1");
    }

    @Test
    void messagesOfDifferentPeersAreDifferentExchanges() {
        sent(SERVER, MessageType.CON, Code.GET, 7, OURS, ROUTE);
        assertThat(received(OTHER, MessageType.ACK, Code.CONTENT, 7, null)).isNull();
        assertThat(received(OTHER, MessageType.CON, Code.CONTENT, 8, null)).isNotEqualTo("ID-1");
    }

    @Test
    void anIncomingRequestAndItsResponsesAreOneExchange() {
        String exchange = received(SERVER, MessageType.CON, Code.GET, 321, THEIRS);
        assertThat(sent(SERVER, MessageType.ACK, Code.EMPTY, 321, Token.EMPTY, null))
                .isEqualTo(exchange);
        assertThat(exchanges.of(new Reference(SERVER, new MessageId(5), THEIRS, CONSUMER)))
                .isEqualTo(exchange);
        assertThat(sent(SERVER, MessageType.CON, Code.CONTENT, 5, THEIRS, CONSUMER))
                .isEqualTo(exchange);
        assertThat(received(SERVER, MessageType.ACK, Code.EMPTY, 5, null)).isEqualTo(exchange);
        assertThat(received(SERVER, MessageType.CON, Code.GET, 321, THEIRS))
                .as("a copy")
                .isEqualTo(exchange);
        assertThat(received(SERVER, MessageType.CON, Code.GET, 322, THEIRS)).isNotEqualTo(exchange);
    }

    @Test
    void aNotificationIsNotTakenForAResponse() {
        sent(SERVER, MessageType.CON, Code.GET, 7, OURS, ROUTE);
        Message notification = message(
                Direction.RECEIVED,
                SERVER,
                MessageType.NON,
                Code.CONTENT,
                9,
                null,
                CoapOptions.EMPTY.with(OptionDefinition.OBSERVE, 5),
                null);
        assertThat(exchanges.of(notification)).isNotNull().isNotEqualTo("ID-1");
    }

    @Test
    void aMessageWithoutPeerHasNoExchange() {
        assertThat(received(null, MessageType.ACK, Code.CONTENT, 7, null)).isNull();
    }

    @Test
    void theNumberOfRememberedExchangesIsBounded() {
        sent(SERVER, MessageType.CON, Code.GET, 0, OURS, ROUTE);
        for (int i = 1; i <= 1000; i++) {
            sent(OTHER, MessageType.CON, Code.GET, i, OURS, ROUTE);
        }
        assertThat(received(SERVER, MessageType.ACK, Code.CONTENT, 0, null)).isNull();
    }
}
