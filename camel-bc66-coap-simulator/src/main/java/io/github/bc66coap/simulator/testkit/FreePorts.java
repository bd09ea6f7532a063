// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds free ports of the loopback interface, outside the range from which systems assign ports. The CoAP context of a
 * virtual module takes a real UDP port of this machine.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    /** Linux begins here, others higher. */
    private static final int FIRST_THAT_SYSTEMS_GIVE = 32_768;

    private static final int TRIES = 1000;

    private FreePorts() {}

    /** One of UDP. */
    public static int udp() {
        return free(port -> new DatagramSocket(port, InetAddress.getLoopbackAddress()));
    }

    /** One of TCP. */
    public static int tcp() {
        return free(port -> new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    }

    /**
     * An address of the loopback network that most likely no other module has. On different addresses, modules can use
     * the same port. Linux has all of 127.0.0.0/8.
     */
    public static String address() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "127.%d.%d.%d".formatted(random.nextInt(1, 255), random.nextInt(256), random.nextInt(1, 255));
    }

    private interface Binding {
        Closeable to(int port) throws IOException;
    }

    private static int free(Binding binding) {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, FIRST_THAT_SYSTEMS_GIVE);
            try (Closeable bound = binding.to(port)) {
                return port;
            } catch (BindException e) {
                // somebody has it
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no free port was found in " + TRIES + " tries");
    }
}
