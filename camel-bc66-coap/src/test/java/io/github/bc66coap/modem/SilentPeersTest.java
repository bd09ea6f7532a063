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
    void oneIsSilentUntilItIsHeard() {
        peers.add(peer(1));
        assertThat(peers.contains(peer(1))).isTrue();
        assertThat(peers.contains(peer(2))).isFalse();
        peers.heard(peer(1));
        assertThat(peers.contains(peer(1))).isFalse();
    }

    @Test
    void beyond1024TheOneThatHasBeenSilentForLongestIsForgotten() {
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
