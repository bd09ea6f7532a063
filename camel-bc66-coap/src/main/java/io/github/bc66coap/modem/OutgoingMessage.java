// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.qcoap.QcoapOption;
import io.github.bc66coap.qcoap.QcoapSend;

/**
 * A message as it goes to the module: everything is decided.
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
    private static final byte[] NOTHING = new byte[0];
    private static final int HEADER = 4;
    private static final int PAYLOAD_MARKER = 1;

    /** A message of the session itself. */
    OutgoingMessage(
            Peer peer,
            MessageType type,
            Code code,
            MessageId messageId,
            Token token,
            CoapOptions options,
            byte[] payload) {
        this(peer, type, code, messageId, token, options, payload, null);
    }

    /** An empty message: a mere ACK or RST (RFC 7252 section 4.1). */
    static OutgoingMessage empty(Peer peer, MessageType type, MessageId messageId) {
        return new OutgoingMessage(peer, type, Code.EMPTY, messageId, Token.EMPTY, CoapOptions.EMPTY, NOTHING);
    }

    /**
     * Checks that the module's commands can carry it, before anything is written, and that its peer can be expected to take it.
     *
     * @throws IllegalArgumentException naming what they can't carry, or how long it is
     */
    void requireSendable(MessageBound bound) {
        if (!options.isEmpty()) {
            new QcoapOption(options);
        }
        QcoapSend.requireSendable(code, payload);
        bound.require(this);
    }

    /**
     * How many bytes the message has on the air (RFC 7252 section 3). The harmless option that a message without any may get counts for
     * nothing: no such message is near a {@link MessageBound}.
     */
    int length() {
        int marked = payload.length == 0 ? 0 : PAYLOAD_MARKER + payload.length;
        return HEADER + token.length() + options.encodedLength() + marked;
    }

    /** Whether the module must be asked for the fate of an earlier CON first (note, section 2.3.7). */
    boolean needsStatus() {
        return type == MessageType.CON || type == MessageType.NON;
    }
}
