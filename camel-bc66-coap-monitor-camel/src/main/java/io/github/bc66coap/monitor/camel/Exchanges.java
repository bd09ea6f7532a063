// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.Caller;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.ModemEvent.Message;
import io.github.bc66coap.modem.api.ModemEvent.Reference;

/**
 * Finds the exchange of an event of one modem: by the route's exchange, the message ID, the token, or the outstanding request at a peer.
 * Remembers a bounded number of each. Not thread-safe.
 */
final class Exchanges {
    private static final int REMEMBERED = 1000;

    private record MessageKey(Peer peer, MessageId messageId) {}

    private record TokenKey(Peer peer, Token token) {}

    private final Map<MessageKey, String> ours = new BoundedMap<>();
    private final Map<MessageKey, String> theirs = new BoundedMap<>();
    private final Map<TokenKey, String> tokens = new BoundedMap<>();
    private final Map<Peer, String> outstanding = new BoundedMap<>();
    private long requests;
    private long others;

    /** Forgets its oldest entry when it is full. */
    static final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > REMEMBERED;
        }
    }

    /** The exchange of a route that sends; {@code null} if not known. */
    static String of(Caller caller) {
        return caller == null || caller.exchange().isEmpty() ? null : caller.exchange();
    }

    /** The exchange of the message that a command belongs to; {@code null} if not known. */
    String of(Reference message) {
        if (message == null) {
            return null;
        }
        String own = of(message.caller());
        return own == null ? known(message.peer(), message.messageId(), message.token()) : own;
    }

    private String known(Peer peer, MessageId messageId, Token token) {
        MessageKey number = new MessageKey(peer, messageId);
        String known = token.isEmpty() ? null : tokens.get(new TokenKey(peer, token));
        if (known == null) {
            known = ours.get(number);
        }
        return known == null ? theirs.get(number) : known;
    }

    /** The exchange of an incoming request. */
    String of(IncomingRequest request) {
        return theirs.get(new MessageKey(request.peer(), request.messageId()));
    }

    /** The exchange of a message. Remembers it for the next messages. */
    String of(Message message) {
        if (message.peer() == null) {
            return null;
        }
        return switch (message.direction()) {
            case SENT -> sent(message);
            case RECEIVED -> received(message);
        };
    }

    private String sent(Message message) {
        MessageKey number = new MessageKey(message.peer(), message.messageId());
        boolean answersTheirs = message.type() == MessageType.ACK || message.type() == MessageType.RST;
        String exchange = of(message.caller());
        if (exchange == null) {
            exchange = answersTheirs ? theirs.get(number) : known(message.peer(), message.messageId(), message.token());
        }
        if (exchange == null) {
            exchange = "message " + ++others;
        }
        if (!answersTheirs) {
            ours.put(number, exchange);
        }
        if (message.code().isRequest()) {
            tokens.put(new TokenKey(message.peer(), message.token()), exchange);
            outstanding.put(message.peer(), exchange);
        }
        return exchange;
    }

    private String received(Message message) {
        MessageKey number = new MessageKey(message.peer(), message.messageId());
        if (message.type() == MessageType.ACK || message.type() == MessageType.RST) {
            return ours.get(number);
        }
        String earlier = theirs.get(number);
        if (earlier != null) {
            return earlier;
        }
        String exchange = message.code().isRequest() ? "request " + ++requests : answered(message);
        if (exchange == null) {
            exchange = "message " + ++others;
        }
        theirs.put(number, exchange);
        if (message.token() != null && !message.token().isEmpty()) {
            tokens.put(new TokenKey(message.peer(), message.token()), exchange);
        }
        return exchange;
    }

    /** The request that a separate response answers: a peer has one outstanding request. A notification may belong to any observation. */
    private String answered(Message message) {
        return message.options().contains(OptionDefinition.OBSERVE) ? null : outstanding.get(message.peer());
    }

    /** The exchange has ended. Later messages from its peer belong to others. */
    void ended(Peer peer, String exchange) {
        outstanding.remove(peer, exchange);
    }
}
