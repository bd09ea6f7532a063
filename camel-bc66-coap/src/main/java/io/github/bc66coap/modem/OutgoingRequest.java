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
 * @param awaitResponse whether the send ends with the response rather than with the module having sent it
 */
public record OutgoingRequest(
        Peer peer,
        MessageType type,
        Method method,
        MessageId messageId,
        Token token,
        CoapOptions options,
        byte[] payload,
        boolean awaitResponse) {

    /** @throws IllegalArgumentException when type or token can't be those of a request */
    public OutgoingRequest {
        if (type != MessageType.CON && type != MessageType.NON) {
            throw new IllegalArgumentException("a request is CON or NON, not " + type);
        }
        if (token != null && token.isEmpty()) {
            throw new IllegalArgumentException("the token of a request must have 1 to 8 bytes");
        }
        payload = payload.clone();
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }
}
