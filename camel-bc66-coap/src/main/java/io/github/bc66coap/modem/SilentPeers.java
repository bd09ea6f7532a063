// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.bc66coap.coap.Peer;

/** Peers that have left a CON unacknowledged until its first retransmission, and were not heard since. */
final class SilentPeers {
    /** With one more, the one that is silent for longest is forgotten. */
    private static final int MAX_PEERS = 1024;

    private final Set<Peer> peers = new LinkedHashSet<>();

    void add(Peer peer) {
        if (peers.add(peer) && peers.size() > MAX_PEERS) {
            Iterator<Peer> oldest = peers.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    void onMessageFrom(Peer peer) {
        peers.remove(peer);
    }

    boolean contains(Peer peer) {
        return peers.contains(peer);
    }
}
