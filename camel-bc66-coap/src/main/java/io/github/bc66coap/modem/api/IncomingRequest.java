// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.qcoap.Payload;
import io.github.bc66coap.qcoap.RequestUrc;

/**
 * A request that came over the air.
 *
 * @param peer who sent it
 * @param type {@link MessageType#CON} or {@link MessageType#NON}
 * @param code its method, as a code; not always one of {@link Method}
 * @param messageId its message ID
 * @param token its token, possibly empty
 * @param options the options that the module showed
 * @param content its payload, and whether all of it is there
 */
public record IncomingRequest(
        Peer peer,
        MessageType type,
        Code code,
        MessageId messageId,
        Token token,
        CoapOptions options,
        Payload content) {

    /** A copy of its payload; empty when there is none. */
    public byte[] payload() {
        return content.bytes();
    }

    /** Whether the module delivered less of the payload than came. */
    public boolean truncated() {
        return content.truncated();
    }

    /** @param peer the one that the module showed */
    public static IncomingRequest of(RequestUrc urc, Peer peer) {
        return new IncomingRequest(
                peer, urc.type(), urc.code(), urc.messageId(), urc.token(), urc.options(), urc.content());
    }

    /** This request with another body, which is complete. */
    public IncomingRequest with(CoapOptions otherOptions, byte[] body) {
        return new IncomingRequest(peer, type, code, messageId, token, otherOptions, Payload.of(body));
    }

    /** Whether it is a method that a service can know; others get 4.05, whatever the path (RFC 7252 section 5.8). */
    public boolean hasKnownMethod() {
        return code.codeClass() == 0 && code.detail() >= 1 && code.detail() <= Method.values().length;
    }

    /** Its method; a service sees no others. */
    public Method method() {
        return Method.ofNumber(code.detail());
    }
}
