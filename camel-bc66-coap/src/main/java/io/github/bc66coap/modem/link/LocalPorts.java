// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.Arrays;

import io.github.bc66coap.at.EventLoop;

/**
 * The local ports that CoAP contexts take in turn. A DTLS peer that still has a session with a port may ignore a new handshake from there,
 * and each ignored one prolongs that. So a port that was left is not used for a while.
 */
public final class LocalPorts {
    /** Longer than peers keep an unused session: libcoap 300 s. */
    public static final Duration REST = Duration.ofSeconds(310);

    private final EventLoop loop;
    private final int first;
    /** When each port was last left, by the loop's clock; {@code null}: never. */
    private final Long[] left;

    private int index;

    /** @param count how many there are, from {@code first} on */
    public LocalPorts(EventLoop loop, int first, int count) {
        this.loop = loop;
        this.first = first;
        this.left = new Long[count];
    }

    /** The port of the present context, or of the next one. */
    public int current() {
        return first + index;
    }

    /** Goes on to the next port that was never left, otherwise to the one left longest ago. */
    public void next() {
        left[index] = loop.nanoTime();
        index = longestLeft();
    }

    /** Whether there is another port with which no peer should have a session. */
    public boolean isOtherRested() {
        int other = longestLeft();
        return other != index && (left[other] == null || loop.nanoTime() - left[other] >= REST.toNanos());
    }

    private int longestLeft() {
        int longest = index;
        for (int step = 1; step < left.length; step++) {
            int candidate = (index + step) % left.length;
            if (longest == index || isLeftBefore(candidate, longest)) {
                longest = candidate;
            }
        }
        return longest;
    }

    private boolean isLeftBefore(int candidate, int other) {
        return left[other] != null && (left[candidate] == null || left[candidate] - left[other] < 0);
    }

    @Override
    public String toString() {
        return current() + ", left before: " + Arrays.toString(left);
    }
}
