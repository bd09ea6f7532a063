// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.SocketException;

/** A UDP port for a virtual module. */
final class FreePort {
    private FreePort() {}

    static int any() {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}
