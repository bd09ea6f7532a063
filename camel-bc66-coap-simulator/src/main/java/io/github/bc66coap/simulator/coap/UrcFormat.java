// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** How received messages look on the line; without the carriage returns and line feeds around. */
public interface UrcFormat {
    /** What the TE has configured with {@code AT+QCOAPCFG}. */
    record Shown(boolean address, boolean responseOptions) {}

    /** A response, or an empty ACK or RST (note, section 3.1). */
    byte[] response(InetSocketAddress peer, CoapMessage message, Shown shown);

    /** A request (note, section 3.2). */
    byte[] request(InetSocketAddress peer, CoapMessage message, Shown shown);

    /** What became of the context in deep sleep: 0 if it is there, 1 if not (note, section 3.3). */
    default byte[] recovered(int state) {
        return ("+QCOAPURC: recovered," + state).getBytes(StandardCharsets.ISO_8859_1);
    }
}
