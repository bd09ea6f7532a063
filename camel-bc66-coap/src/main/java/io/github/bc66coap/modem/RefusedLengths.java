// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.IncomingResponse;

/**
 * Finds out whether a peer refuses a message as too long. libcoap then does not even read the message ID, and resets message ID 0, which is
 * why our messages never have it. The module ignores that and retransmits, and each copy is refused likewise.
 */
final class RefusedLengths {
    /**
     * No peer needs to refuse shorter messages. Without DTLS, an attacker who can't see message IDs could otherwise end them by a reset in
     * a peer's name.
     */
    private static final int LEAST = 512;

    private static final int REMEMBERED = 1024;
    private static final MessageId NONE = new MessageId(0);

    private final boolean encrypted;
    /** The shortest length that a peer refused lately, of which copies may be under way. */
    private final ExpiringMap<Peer, Integer> refused;

    /** @param encrypted whether nobody can forge a peer's messages */
    RefusedLengths(EventLoop loop, boolean encrypted) {
        this.encrypted = encrypted;
        this.refused = new ExpiringMap<>(loop, REMEMBERED);
    }

    boolean isRefusal(IncomingResponse response, OutgoingExchange outstanding) {
        Peer peer = response.peer();
        if (response.type() != MessageType.RST || !response.messageId().equals(NONE) || !outstanding.isFrom(peer)) {
            return false;
        }
        int length = outstanding.message().length();
        Integer earlier = refused.get(peer);
        boolean copy = earlier != null && length < earlier;
        boolean refusal = !outstanding.isAcknowledged() && !copy && (encrypted || length > LEAST);
        if (refusal) {
            refused.put(peer, length, TransmissionParameters.MAX_TRANSMIT_WAIT);
        }
        return refusal;
    }
}
