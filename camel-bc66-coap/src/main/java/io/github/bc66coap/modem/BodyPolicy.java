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

import java.util.Set;

import io.github.bc66coap.coap.BlockOption;

/**
 * Which bodies of requests a service takes. Others are answered 4.13.
 *
 * @param acceptsTruncated whether it takes what the module has cut, or the line has lost a part of
 * @param peerBlockSizes the sizes of blocks that peers may send longer bodies in: while the module doesn't show Block1, a body
 *     of exactly such a length may be the first of several, and is not taken unless it is JSON that ends there
 */
public record BodyPolicy(boolean acceptsTruncated, Set<Integer> peerBlockSizes) {
    /** Takes no part, and nothing that may be one. */
    public static final BodyPolicy DEFAULT = new BodyPolicy(false, Set.of(16, 32, 64, 128, 256, 512, 1024));

    /** @throws IllegalArgumentException when a size is none that blocks can have (RFC 7959 section 2.2) */
    public BodyPolicy {
        peerBlockSizes = Set.copyOf(peerBlockSizes);
        for (int size : peerBlockSizes) {
            if (!BlockOption.isSize(size)) {
                throw new IllegalArgumentException("must be 16, 32, 64, 128, 256, 512 or 1024 but is " + size);
            }
        }
    }
}
