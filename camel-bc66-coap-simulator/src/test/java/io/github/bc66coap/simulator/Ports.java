// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that are free right now, and that no system gives to those who ask for any port. */
final class Ports {
    private static final int FIRST = 20_000;
    /** Linux begins here, others higher. */
    private static final int FIRST_THAT_SYSTEMS_GIVE = 32_768;

    private Ports() {}

    static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, FIRST_THAT_SYSTEMS_GIVE);
            try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // somebody else has it
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
