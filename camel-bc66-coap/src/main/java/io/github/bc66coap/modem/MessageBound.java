// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

/** How many bytes a message may have on the air, header, token, options and payload together. */
public enum MessageBound {
    /** RFC 7252 section 4.6, for whoever knows nothing of the path. */
    UDP("UDP", 1152),
    /**
     * What leaves 37 bytes of those for the DTLS record: its header, an explicit nonce and a tag of 16 bytes. libcoap takes no longer
     * message over DTLS.
     */
    DTLS("DTLS", 1115);

    private final String protocol;
    private final int bytes;

    MessageBound(String protocol, int bytes) {
        this.protocol = protocol;
        this.bytes = bytes;
    }

    /** @param encrypted whether the context is one of DTLS */
    public static MessageBound of(boolean encrypted) {
        return encrypted ? DTLS : UDP;
    }

    boolean fits(OutgoingMessage message) {
        return message.length() <= bytes;
    }

    /** @throws IllegalArgumentException when the message is too long, with its lengths */
    void require(OutgoingMessage message) {
        if (!fits(message)) {
            int payload = message.payload().length;
            throw new IllegalArgumentException(
                    "the message has %d bytes, %d of them header and options and %d payload, but over %s it may have %d"
                            .formatted(message.length(), message.length() - payload, payload, protocol, bytes));
        }
    }
}
