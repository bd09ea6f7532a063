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

import java.util.random.RandomGenerator;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;

/**
 * Gives out message IDs and tokens. A message ID is not used again towards a peer while copies of its message may be
 * under way (RFC 7252 section 4.4).
 */
final class MessageIds {
    private static final int TOKEN_BYTES = 4;
    private static final int COUNT = MessageId.MAX + 1;
    /** When so many are found in use, nearly all are: a flood has used them up, and looking on would be what it feeds on. */
    private static final int MAX_TRIES = 1024;

    private final RandomGenerator random;
    private final ExpiringMap<PeerMessage, Boolean> used;

    MessageIds(EventLoop loop, RandomGenerator random) {
        this.random = random;
        this.used = new ExpiringMap<>(loop, COUNT);
    }

    /**
     * A message ID that hasn't been used towards {@code peer} of late. It can't be guessed from those that other peers
     * have seen: the module doesn't show tokens, so who guessed it could forge an answer of another peer. It is not 0, by
     * which peers refuse what is too long, see {@link RefusedLengths}.
     */
    MessageId next(Peer peer) {
        MessageId candidate;
        int tries = MAX_TRIES;
        do {
            candidate = new MessageId(random.nextInt(1, COUNT));
            tries--;
        } while (tries > 0 && !tryClaim(peer, candidate));
        return candidate;
    }

    /** Takes a message ID; false when it has been used towards {@code peer} of late. */
    boolean tryClaim(Peer peer, MessageId messageId) {
        PeerMessage message = new PeerMessage(peer, messageId);
        if (used.get(message) != null) {
            return false;
        }
        used.put(message, true, CoapTimes.EXCHANGE_LIFETIME);
        return true;
    }

    /** The message with this ID is leaving just now. */
    void renew(Peer peer, MessageId messageId) {
        used.put(new PeerMessage(peer, messageId), true, CoapTimes.EXCHANGE_LIFETIME);
    }

    /** Gives a message ID back with which nothing has been sent. */
    void release(Peer peer, MessageId messageId) {
        used.remove(new PeerMessage(peer, messageId));
    }

    Token token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Token.of(bytes);
    }
}
