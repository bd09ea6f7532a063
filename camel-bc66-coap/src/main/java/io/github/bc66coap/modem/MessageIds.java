// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Seconds;
import io.github.bc66coap.modem.link.Counters;

/**
 * Gives out message IDs and tokens. A message ID is not used again towards a peer while copies of its message may be under way (RFC 7252
 * section 4.4): 65,535 in 247 s.
 */
final class MessageIds {
    /** Of tokens that no route has given. */
    static final int TOKEN_BYTES = 4;

    private static final int MAX_PEERS = 512;

    private final EventLoop loop;
    private final RandomGenerator random;
    private final Counters counters;
    /** The least recently used first. */
    final Map<Peer, UsedIds> used = new LinkedHashMap<>(16, 0.75f, true);

    MessageIds(EventLoop loop, RandomGenerator random, Counters counters) {
        this.loop = loop;
        this.random = random;
        this.counters = counters;
    }

    /** Why {@link #claim} gives out none. */
    static String usedUp(Peer peer) {
        return "all message IDs towards " + peer + " were used within the last "
                + Seconds.of(TransmissionParameters.EXCHANGE_LIFETIME);
    }

    /**
     * A message ID for a message that may leave: nobody else's until {@link #renew} or {@link #release}.
     *
     * <p>It can't be guessed from those that other peers have seen. The module shows no tokens, so whoever guesses it can forge another
     * peer's response. It is not 0, by which peers refuse what is too long, see {@link RefusedLengths}.
     *
     * @return empty when all are in use, which is counted
     */
    Optional<MessageId> claim(Peer peer) {
        Optional<MessageId> free = used(peer).claim(loop.nanoTime(), random);
        if (free.isEmpty()) {
            counters.count(Counter.MESSAGE_IDS_USED_UP);
        }
        return free;
    }

    /** As {@link #claim}, for a message that leaves now. */
    Optional<MessageId> next(Peer peer) {
        Optional<MessageId> free = claim(peer);
        free.ifPresent(messageId -> renew(peer, messageId));
        return free;
    }

    /** Claims a certain message ID; false if it was used towards {@code peer} too recently. */
    boolean tryClaim(Peer peer, MessageId messageId) {
        return used(peer).tryClaim(loop.nanoTime(), messageId);
    }

    /** The message with this ID leaves now. */
    void renew(Peer peer, MessageId messageId) {
        used(peer).use(loop.nanoTime(), messageId);
    }

    /** Nothing was sent with this message ID. */
    void release(Peer peer, MessageId messageId) {
        UsedIds ofPeer = used.get(peer);
        if (ofPeer != null) {
            ofPeer.release(messageId);
        }
    }

    private UsedIds used(Peer peer) {
        UsedIds ofPeer = used.get(peer);
        if (ofPeer == null) {
            forgetOthers();
            ofPeer = new UsedIds();
            used.put(peer, ofPeer);
        }
        return ofPeer;
    }

    /** The oldest ones with no ID in use, and one more if there are too many. */
    private void forgetOthers() {
        Iterator<UsedIds> oldest = used.values().iterator();
        boolean full = used.size() >= MAX_PEERS;
        while (oldest.hasNext() && (oldest.next().isNone(loop.nanoTime()) || full)) {
            oldest.remove();
            full = false;
        }
    }

    Token token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Token.of(bytes);
    }
}
