// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Opens the transport of a context. */
@FunctionalInterface
public interface TransportFactory {
    /**
     * A pre-shared key.
     *
     * @param identity one byte a character
     * @param key the key
     */
    record Psk(String identity, byte[] key) {
        @Override
        public String toString() {
            return identity; // not the key
        }
    }

    /** Real sockets. */
    static TransportFactory sockets(DtlsTimers timers) {
        return (local, psk, receiver) -> psk.isPresent()
                ? DtlsTransport.open(local, psk.get().identity(), psk.get().key(), timers, receiver)
                : ConnectorTransport.udp(local, receiver);
    }

    /** Opens a transport, with DTLS if there is a key. */
    Transport open(InetSocketAddress local, Optional<Psk> psk, Transport.Receiver receiver) throws IOException;
}
