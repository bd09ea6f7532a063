// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.util.Set;

import io.github.bc66coap.coap.BlockOption;

/**
 * Which bodies of requests a service accepts. Others get 4.13.
 *
 * @param acceptsTruncated whether it accepts what the module has cut, or the line has damaged
 * @param peerBlockSizes the block sizes in which peers may send longer bodies. While the module does not show Block1, a body of exactly
 *     such a length may be the first of several: it is refused unless it is JSON that ends there
 */
public record BodyPolicy(boolean acceptsTruncated, Set<Integer> peerBlockSizes) {
    /** @throws IllegalArgumentException when a size is no block size (RFC 7959 section 2.2) */
    public BodyPolicy {
        peerBlockSizes = Set.copyOf(peerBlockSizes);
        for (int size : peerBlockSizes) {
            if (!BlockOption.isSize(size)) {
                throw new IllegalArgumentException("must be 16, 32, 64, 128, 256, 512 or 1024 but is " + size);
            }
        }
    }
}
