// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.coap.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever sends from many addresses fills no memory. */
class SilentPeersTest {
    private final SilentPeers peers = new SilentPeers();

    private static Peer peer(int number) {
        return new Peer("192.0.2.1", number);
    }

    @Test
    void aPeerIsSilentUntilItSendsAMessage() {
        peers.add(peer(1));
        assertThat(peers.contains(peer(1))).isTrue();
        assertThat(peers.contains(peer(2))).isFalse();
        peers.onMessageFrom(peer(1));
        assertThat(peers.contains(peer(1))).isFalse();
    }

    @Test
    void beyond1024PeersTheLongestSilentIsForgotten() {
        for (int i = 1; i <= 1024; i++) {
            peers.add(peer(i));
        }
        peers.add(peer(1024));
        assertThat(peers.contains(peer(1))).isTrue();
        peers.add(peer(1025));
        assertThat(peers.contains(peer(1))).isFalse();
        assertThat(peers.contains(peer(2))).isTrue();
        assertThat(peers.contains(peer(1025))).isTrue();
    }
}
