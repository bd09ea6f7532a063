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
package io.github.bc66coap.coap;

import java.util.Optional;

/**
 * The other end of a CoAP exchange.
 *
 * @param host an IPv4 or IPv6 address in its one normal spelling, so that equal peers are equal however they were written
 * @param port UDP port, 1 to 65535
 */
public record Peer(String host, int port) {

    /**
     * @param host an IPv4 or IPv6 address in any spelling, IPv6 with or without square brackets; an IPv4 address mapped
     *     into IPv6 counts as that IPv4 address
     * @throws IllegalArgumentException when {@code host} is anything else, such as a name, which is never resolved, or
     *     {@code port} isn't in 1 to 65535
     */
    public Peer {
        String given = host;
        host = IpAddresses.normalise(given).orElseThrow(() -> notAnAddress(given));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be in 1 to 65535 but is " + port);
        }
    }

    /** The peer, or nothing where {@link #Peer(String, int)} would throw. */
    public static Optional<Peer> of(String host, int port) {
        boolean possible = port >= 1 && port <= 65535 && isAddress(host);
        return possible ? Optional.of(new Peer(host, port)) : Optional.empty();
    }

    /** Whether {@code text} is an IPv4 or IPv6 address, and so can be a peer's host. */
    public static boolean isAddress(String text) {
        return IpAddresses.normalise(text).isPresent();
    }

    private static IllegalArgumentException notAnAddress(String host) {
        return new IllegalArgumentException(
                "host must be an IPv4 or IPv6 address, because the module needs an IP address and resolves no names, but is "
                        + ShownText.of(host));
    }

    /** {@code address:port}, an IPv6 address in square brackets. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
