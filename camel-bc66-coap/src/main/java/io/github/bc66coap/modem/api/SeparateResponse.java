// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;

/**
 * The response to a request that so far got only an acknowledgement.
 *
 * @param peer who asked
 * @param requestId the request's message ID
 * @param token the request's token
 * @param type {@link MessageType#CON} or {@link MessageType#NON}, or {@link MessageType#RST} to reject the request
 * @param code a response code; of no meaning in a reset
 * @param options the response's options
 * @param payload empty means none
 * @param caller who has it sent, or {@code null}
 */
public record SeparateResponse(
        Peer peer,
        MessageId requestId,
        Token token,
        MessageType type,
        Code code,
        CoapOptions options,
        byte[] payload,
        Caller caller) {

    public SeparateResponse {
        payload = payload.clone();
    }

    /** The same response with its caller. */
    public SeparateResponse by(Caller other) {
        return new SeparateResponse(peer, requestId, token, type, code, options, payload, other);
    }

    /** A copy. */
    @Override
    public byte[] payload() {
        return payload.clone();
    }
}
