// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;

import io.github.bc66coap.coap.MessageType;

/** Times of RFC 7252 section 4.8.2, with its default transmission parameters. */
final class TransmissionParameters {
    /** How long a message ID of a confirmable message must not be used again. */
    static final Duration EXCHANGE_LIFETIME = Duration.ofSeconds(247);

    /** How long a message ID of a non-confirmable message must not be used again. */
    static final Duration NON_LIFETIME = Duration.ofSeconds(145);

    /** How long the sender of a confirmable message waits for its acknowledgement at most. */
    static final Duration MAX_TRANSMIT_WAIT = Duration.ofSeconds(93);

    /** How long the first acknowledgement is waited for at most before a CON is sent again: ACK_TIMEOUT * ACK_RANDOM_FACTOR. */
    static final Duration FIRST_ACK_WAIT = Duration.ofSeconds(3);

    private TransmissionParameters() {}

    /** How long copies of a message of this type may still arrive. */
    static Duration lifetime(MessageType type) {
        return type == MessageType.NON ? NON_LIFETIME : EXCHANGE_LIFETIME;
    }
}
