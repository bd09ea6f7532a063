// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.Optional;

import io.github.bc66coap.coap.Peer;

/** A notification of a peer's CoAP message. */
public sealed interface MessageUrc extends Urc permits ResponseUrc, RequestUrc {

    /** Who sent it; empty while the module doesn't show addresses. */
    Optional<Peer> peer();

    /** The payload and what is known about it. */
    Payload content();
}
