// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.util.List;
import java.util.stream.Collectors;

import io.github.bc66coap.simulator.at.Hex;

/**
 * A CoAP message (RFC 7252, section 3). The arrays are not copied and not to be changed.
 *
 * @param type the type
 * @param code the code as on the wire: three bits class, five bits detail
 * @param messageId the message ID
 * @param token the token, 0–8 bytes
 * @param options the options in order of their numbers
 * @param payload the payload, empty if there is none
 */
public record CoapMessage(
        MessageType type, int code, int messageId, byte[] token, List<CoapOption> options, byte[] payload) {

    /** An empty message. */
    public static CoapMessage empty(MessageType type, int messageId) {
        return new CoapMessage(type, 0, messageId, new byte[0], List.of(), new byte[0]);
    }

    /** Is the code 0.00? */
    public boolean isEmpty() {
        return code == 0;
    }

    /** Is it an empty CON, which asks for a reset (RFC 7252, section 4.3)? */
    public boolean isPing() {
        return isEmpty() && type == MessageType.CON;
    }

    /** Is the code a request's (class 0)? */
    public boolean isRequest() {
        return code > 0 && code < 0x20;
    }

    /** Is the code a response's (class 2, 4 or 5)? */
    public boolean isResponse() {
        return code >= 0x40;
    }

    /** The code as RFC 7252 writes it: {@code 2.05}. */
    public String codeText() {
        return "%d.%02d".formatted(code >> 5, code & 0x1f);
    }

    /** The token in upper-case hexadecimal. */
    public String tokenText() {
        return Hex.format(token);
    }

    @Override
    public String toString() {
        return "%s %s mid=%d token=%s options=[%s] payload=%d bytes"
                .formatted(
                        type,
                        codeText(),
                        messageId,
                        token.length == 0 ? "-" : tokenText(),
                        options.stream().map(CoapOption::toString).collect(Collectors.joining(", ")),
                        payload.length);
    }
}
