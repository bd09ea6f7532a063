// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.Optional;

/**
 * The other end of a CoAP exchange.
 *
 * @param host an IPv4 or IPv6 address in its normal spelling, so equal addresses give equal peers
 * @param port UDP port, 1 to 65535
 */
public record Peer(String host, int port) {

    /**
     * @param host an IPv4 or IPv6 address in any spelling, IPv6 with or without square brackets; an IPv4-mapped address becomes IPv4
     * @throws IllegalArgumentException when {@code host} is anything else, such as a name (names are never resolved), or {@code port}
     *     isn't in 1 to 65535
     */
    public Peer {
        String given = host;
        host = IpAddresses.normalise(given).orElseThrow(() -> notAnAddress(given));
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be in 1 to 65535 but is " + port);
        }
    }

    /** The peer; empty where {@link #Peer(String, int)} would throw. */
    public static Optional<Peer> of(String host, int port) {
        boolean possible = port >= 1 && port <= 65535 && isAddress(host);
        return possible ? Optional.of(new Peer(host, port)) : Optional.empty();
    }

    /** Whether {@code text} is an IPv4 or IPv6 address. */
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
