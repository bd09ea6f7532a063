// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.qcoap.Payload;
import io.github.bc66coap.qcoap.ResponseUrc;

/**
 * A response that came over the air.
 *
 * @param peer who sent it; {@code null} if the module didn't show it
 * @param type its message type
 * @param code its response code
 * @param messageId its message ID
 * @param token its token, known only if it answers a request of ours, because the module does not show it; else {@code null}
 * @param options the options that the module showed
 * @param content its payload, and whether all of it is there
 */
public record IncomingResponse(
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

    public static IncomingResponse of(ResponseUrc urc) {
        return new IncomingResponse(
                urc.peer().orElse(null), urc.type(), urc.code(), urc.messageId(), null, urc.options(), urc.content());
    }

    /** The same response as the one to a request with this token. */
    public IncomingResponse withToken(Token ofRequest) {
        return new IncomingResponse(peer, type, code, messageId, ofRequest, options, content);
    }

    /** The same response with a body that was joined from several. */
    public IncomingResponse withPayload(byte[] whole, boolean cut) {
        return new IncomingResponse(peer, type, code, messageId, token, options, Payload.of(whole, cut));
    }
}
