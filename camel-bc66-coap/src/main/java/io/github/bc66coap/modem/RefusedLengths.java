// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.IncomingResponse;

/**
 * Tells when a peer refuses a message because it is too long. libcoap reads of such a message not even the message ID, and
 * resets message ID 0, which is why messages of ours don't have that one. The module takes no notice and sends the message
 * again, and each copy is refused in the same way.
 */
final class RefusedLengths {
    /**
     * No peer needs to find a message of so many bytes too long. Without DTLS, who can't see message IDs could end shorter
     * requests otherwise by a reset in a peer's name.
     */
    private static final int LEAST = 512;

    private static final int REMEMBERED = 1024;
    private static final MessageId NONE = new MessageId(0);

    private final boolean encrypted;
    /** The least length that a peer has refused of late, of which copies may still be under way. */
    private final ExpiringMap<Peer, Integer> refused;

    /** @param encrypted whether nobody can speak in a peer's name */
    RefusedLengths(EventLoop loop, boolean encrypted) {
        this.encrypted = encrypted;
        this.refused = new ExpiringMap<>(loop, REMEMBERED);
    }

    /** Whether what came from a peer refuses this message. */
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
