// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import io.github.bc66coap.coap.BlockOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;

/**
 * A request to be sent.
 *
 * @param peer the CoAP server
 * @param type {@link MessageType#CON} or {@link MessageType#NON}
 * @param method the method
 * @param messageId its message ID, or {@code null} for one that hasn't been used
 * @param token its token, or {@code null} for a random one; a given one must not be empty
 * @param options its options, in their order; at most twelve
 * @param payload its payload; empty means none
 * @param awaitResponse whether the send ends when the response has come; otherwise it ends when the module has sent the message
 * @param blockSize above how many bytes bodies go block-wise (RFC 7959), in blocks of that size or, where a message would be too long
 *     otherwise, smaller ones; a power of two from 16 to 1024; 0: never
 * @param caller who has it sent, or {@code null}
 */
public record OutgoingRequest(
        Peer peer,
        MessageType type,
        Method method,
        MessageId messageId,
        Token token,
        CoapOptions options,
        byte[] payload,
        boolean awaitResponse,
        int blockSize,
        Caller caller) {

    /** @throws IllegalArgumentException when a request can't have this type, token or block size */
    public OutgoingRequest {
        if (type != MessageType.CON && type != MessageType.NON) {
            throw new IllegalArgumentException("a request is CON or NON, not " + type);
        }
        if (token != null && token.isEmpty()) {
            throw new IllegalArgumentException("the token of a request must have 1 to 8 bytes");
        }
        if (blockSize != 0 && !BlockOption.isSize(blockSize)) {
            throw new IllegalArgumentException(
                    "block size must be 0, 16, 32, 64, 128, 256, 512 or 1024 but is " + blockSize);
        }
        payload = payload.clone();
    }

    /** The same request with its caller. */
    public OutgoingRequest by(Caller other) {
        return copy(messageId, token, options, payload, other);
    }

    /** The same request with an unused message ID. */
    public OutgoingRequest withAnyMessageId() {
        return copy(null, token, options, payload, caller);
    }

    /** The same request with other contents, as one message of several. */
    public OutgoingRequest with(MessageId otherMessageId, CoapOptions otherOptions, byte[] otherPayload) {
        return copy(otherMessageId, token, otherOptions, otherPayload, caller);
    }

    /** The same request with another token. */
    public OutgoingRequest withToken(Token other) {
        return copy(messageId, other, options, payload, caller);
    }

    private OutgoingRequest copy(MessageId id, Token ofCopy, CoapOptions others, byte[] body, Caller who) {
        return new OutgoingRequest(peer, type, method, id, ofCopy, others, body, awaitResponse, blockSize, who);
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }
}
