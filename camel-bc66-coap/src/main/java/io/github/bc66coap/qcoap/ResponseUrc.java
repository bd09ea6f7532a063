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
package io.github.bc66coap.qcoap;

import java.util.Objects;
import java.util.Optional;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;

/**
 * {@code rsp}: a peer has answered (note, section 3.1). Empty messages, a mere ACK or RST, are among them; the token is
 * never shown.
 *
 * @param peer who sent it; empty while the module doesn't show addresses
 * @param type any of the four: a separate response is a CON or NON
 * @param code the response code, or {@link Code#EMPTY}
 * @param messageId the message's own ID; for ACK and RST that of the message they belong to
 * @param options what the module shows of them: Observe, Uri-Port, Location-Path, Uri-Path, Content-Format, Uri-Query
 * @param content the payload and what is known about it
 */
public record ResponseUrc(
        Optional<Peer> peer, MessageType type, Code code, MessageId messageId, CoapOptions options, Payload content)
        implements MessageUrc {
    public ResponseUrc {
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(messageId, "messageId");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(content, "content");
    }
}
