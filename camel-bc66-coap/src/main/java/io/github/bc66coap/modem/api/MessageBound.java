// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.qcoap.QcoapOption;
import io.github.bc66coap.qcoap.QcoapSend;

/** How long a message may be on the air: header, token, options and payload. */
public enum MessageBound {
    /** RFC 7252 section 4.6, if nothing is known of the path. */
    UDP("UDP", 1152),
    /**
     * Leaves 37 bytes for the DTLS record: its header, an explicit nonce and a tag of 16 bytes. libcoap takes no longer message over DTLS.
     */
    DTLS("DTLS", 1115);

    private static final int HEADER = 4;
    private static final int PAYLOAD_MARKER = 1;

    private final String protocol;
    private final int bytes;

    MessageBound(String protocol, int bytes) {
        this.protocol = protocol;
        this.bytes = bytes;
    }

    public static MessageBound of(boolean encrypted) {
        return encrypted ? DTLS : UDP;
    }

    /** Whether a message of {@code length} bytes may leave. */
    public boolean fits(int length) {
        return length <= bytes;
    }

    /**
     * Checks that the module's commands can carry a message, and that its peer can be expected to take it. Nothing is written.
     *
     * @throws IllegalArgumentException naming what they can't carry, or how long it is
     */
    public void requireSendable(Code code, Token token, CoapOptions options, byte[] payload) {
        if (!options.isEmpty()) {
            new QcoapOption(options);
        }
        QcoapSend.requireSendable(code, payload);
        int length = length(token, options, payload);
        if (!fits(length)) {
            throw new IllegalArgumentException(
                    "the message has %d bytes, %d of them header and options and %d payload, but over %s it may have %d"
                            .formatted(length, length - payload.length, payload.length, protocol, bytes));
        }
    }

    /**
     * The length on the air (RFC 7252 section 3), without the harmless option that a message without any may get: no such message is near a
     * bound.
     */
    public static int length(Token token, CoapOptions options, byte[] payload) {
        int marked = payload.length == 0 ? 0 : PAYLOAD_MARKER + payload.length;
        return HEADER + token.length() + options.encodedLength() + marked;
    }
}
