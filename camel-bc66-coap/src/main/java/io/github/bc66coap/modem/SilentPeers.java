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

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

import io.github.bc66coap.coap.Peer;

/**
 * Peers that have left a CON without an acknowledgement for longer than the first retransmission takes, until they are heard.
 * Belongs to the event loop.
 */
final class SilentPeers {
    /** The one that has been silent for longest is forgotten. */
    private static final int MAX_PEERS = 1024;

    private final Set<Peer> peers = new LinkedHashSet<>();

    void add(Peer peer) {
        if (peers.add(peer) && peers.size() > MAX_PEERS) {
            Iterator<Peer> oldest = peers.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** A message came from this peer. */
    void heard(Peer peer) {
        peers.remove(peer);
    }

    boolean contains(Peer peer) {
        return peers.contains(peer);
    }
}
