/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
