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
