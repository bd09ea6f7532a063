// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.qcoap.QcoapSend;

/**
 * A route's response to a request. A copy of the request gets the same, so the payload is copied.
 *
 * @param code a response code that the module can send
 * @param options the response's options
 * @param payload empty means none
 */
public record Reply(Code code, CoapOptions options, byte[] payload) {
    /** One message carries it. */
    public static final int MAX_PAYLOAD_BYTES = QcoapSend.MAX_DATA_MODE_BYTES;

    private static final byte[] NOTHING = new byte[0];

    public Reply {
        payload = payload.clone();
    }

    /** A response with nothing but its code. */
    public static Reply of(Code code) {
        return new Reply(code, CoapOptions.EMPTY, NOTHING);
    }

    /**
     * Checks that the module's commands can carry it. It has one more option if the request registers an observer, or its body came in
     * blocks.
     *
     * @throws IllegalArgumentException naming what they can't carry, or how long the message is
     */
    public void requireSendable(IncomingRequest request, MessageBound bound) {
        bound.requireSendable(code, request.token(), options, payload);
    }

    /** A copy. */
    @Override
    public byte[] payload() {
        return payload.clone();
    }
}
