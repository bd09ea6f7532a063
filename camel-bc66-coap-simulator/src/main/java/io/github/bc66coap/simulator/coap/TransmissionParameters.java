// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.time.Duration;

/** The parameters of RFC 7252, section 4.8, that reliable transmission takes. */
public record TransmissionParameters(Duration ackTimeout, double ackRandomFactor, int maxRetransmit) {
    /** The defaults of the RFC. */
    public static final TransmissionParameters DEFAULT = new TransmissionParameters(Duration.ofSeconds(2), 1.5, 4);

    /** Checks the values. */
    public TransmissionParameters {
        if (ackTimeout.isNegative() || ackTimeout.isZero() || ackRandomFactor < 1 || maxRetransmit < 0) {
            throw new IllegalArgumentException(
                    "Not usable: " + ackTimeout + ", " + ackRandomFactor + ", " + maxRetransmit);
        }
    }
}
