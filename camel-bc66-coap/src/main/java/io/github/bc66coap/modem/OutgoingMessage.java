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

import java.nio.charset.StandardCharsets;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.qcoap.QcoapHead;
import io.github.bc66coap.qcoap.QcoapOption;
import io.github.bc66coap.qcoap.QcoapSend;

/** A message as it goes to the module: everything is decided. */
record OutgoingMessage(
        Peer peer, MessageType type, Code code, MessageId messageId, Token token, CoapOptions options, byte[] payload) {
    private static final byte[] NOTHING = new byte[0];

    /** An empty message: a mere ACK or RST (RFC 7252 section 4.1). */
    static OutgoingMessage empty(Peer peer, MessageType type, MessageId messageId) {
        return new OutgoingMessage(peer, type, Code.EMPTY, messageId, Token.EMPTY, CoapOptions.EMPTY, NOTHING);
    }

    /**
     * Checks that the module's commands can carry it, before anything is written.
     *
     * @throws IllegalArgumentException naming what they can't carry
     */
    void requireSendable() {
        QcoapHead.reply(messageId, token);
        if (!options.isEmpty()) {
            new QcoapOption(options);
        }
        QcoapSend.of(type, code, peer, payload);
    }

    /** How many bytes the message has on the air, as near as can be told from the options' text. */
    int length() {
        int header = 4 + token.length() + (payload.length == 0 ? 0 : 1);
        return header
                + payload.length
                + options.list().stream()
                        .mapToInt(option -> 1 + option.value().getBytes(StandardCharsets.UTF_8).length)
                        .sum();
    }

    /** Whether the module must be asked for the fate of an earlier CON first (note, section 2.3.7). */
    boolean needsStatus() {
        return type == MessageType.CON || type == MessageType.NON;
    }
}
