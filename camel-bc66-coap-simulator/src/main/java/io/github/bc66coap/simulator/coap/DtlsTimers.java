// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.time.Duration;

/** Timers of the DTLS handshake (RFC 6347, section 4.2.4). */
public record DtlsTimers(Duration retransmissionTimeout, int maxRetransmissions) {
    /** The defaults of the DTLS implementation. */
    public static final DtlsTimers DEFAULT = new DtlsTimers(Duration.ofSeconds(2), 4);
}
