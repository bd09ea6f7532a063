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
package io.github.bc66coap.qcoap;

import java.util.Optional;

import io.github.bc66coap.coap.Peer;

/** A notification that stands for a CoAP message of a peer. */
public sealed interface MessageUrc extends Urc permits ResponseUrc, RequestUrc {

    /** Who sent it; empty while the module doesn't show addresses. */
    Optional<Peer> peer();

    /** The payload and what is known about it. */
    Payload content();

    /** A copy of the payload's bytes as they were on the air, empty when there are none. */
    default byte[] payload() {
        return content().bytes();
    }

    /** Whether fewer bytes arrived than were announced. */
    default boolean truncated() {
        return content().truncated();
    }
}
