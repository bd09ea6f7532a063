// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Instant;

import io.github.bc66coap.at.AtTrace;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.Caller;
import io.github.bc66coap.modem.api.MessageBound;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.qcoap.Payload;

/**
 * A message as the module gets it.
 *
 * @param caller who has it sent, or {@code null}
 */
record OutgoingMessage(
        Peer peer,
        MessageType type,
        Code code,
        MessageId messageId,
        Token token,
        CoapOptions options,
        byte[] payload,
        Caller caller) {
    static final byte[] NO_PAYLOAD = new byte[0];

    /** An ACK or RST (RFC 7252 section 4.1). */
    static OutgoingMessage empty(Peer peer, MessageType type, MessageId messageId) {
        return new OutgoingMessage(peer, type, Code.EMPTY, messageId, Token.EMPTY, CoapOptions.EMPTY, NO_PAYLOAD, null);
    }

    /** In bytes on the air. */
    int length() {
        return MessageBound.length(token, options, payload);
    }

    /** Names it to watchers. */
    ModemEvent.Reference reference() {
        return new ModemEvent.Reference(peer, messageId, token, caller);
    }

    /** What watchers see when the module is given it. */
    ModemEvent.Message sent(Instant at) {
        return new ModemEvent.Message(
                at,
                AtTrace.Direction.SENT,
                peer,
                type,
                code,
                messageId,
                token,
                options,
                payload.length == 0 ? Payload.NONE : Payload.of(payload),
                caller);
    }

    /** Whether the module must be asked about an earlier CON first (note, section 2.3.7). */
    boolean needsStatus() {
        return type == MessageType.CON || type == MessageType.NON;
    }
}
