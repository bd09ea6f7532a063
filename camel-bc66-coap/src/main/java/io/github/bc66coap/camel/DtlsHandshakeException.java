// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;

/** The DTLS handshake with the server failed: wrong identity or key, or no answer. */
public final class DtlsHandshakeException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    private static final String CAUSES =
            ": it doesn't know this pskIdentity or has another secretKey for it, nobody listens there"
                    + " for DTLS, or it takes no new handshake from a port that it has a session with";

    /** @param reported whether the module reported the failure; if not, it took too long */
    DtlsHandshakeException(String peer, String identity, boolean reported) {
        super("the DTLS handshake with " + peer + " as '" + identity + "' "
                + (reported ? "failed (+QCOAPSEND: 2)" : "did not end in time, and the message may still leave")
                + CAUSES);
    }

    /** @param waited how long the message waited for a session; no handshake was tried for it */
    DtlsHandshakeException(String peer, String identity, Duration waited) {
        super("nothing was sent: there was no DTLS session with " + peer + " as '" + identity + "' within "
                + waited.toMillis() + " ms" + CAUSES);
    }
}
