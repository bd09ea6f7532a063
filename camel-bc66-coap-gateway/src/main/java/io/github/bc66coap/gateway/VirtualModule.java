// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;

import io.github.bc66coap.simulator.VirtualBc66;

/** A virtual BC66 for a gateway that has no module. */
final class VirtualModule implements AutoCloseable {
    private static final String LOCAL_PORT = Settings.COMPONENT + "localPort";
    private static final int USUAL_PORT = 56830;

    private final VirtualBc66 module;
    private final String port;

    private VirtualModule(VirtualBc66 module, String port) {
        this.module = module;
        this.port = port;
    }

    /** Starts a module and sets it as the device. Its CoAP context uses a UDP port of this host: a free one, unless one is set. */
    static VirtualModule start(Settings settings) throws IOException {
        if (settings.get(LOCAL_PORT).isEmpty()) {
            settings.set(LOCAL_PORT, Integer.toString(freePort()));
        }
        VirtualBc66 module = VirtualBc66.builder().pty().start();
        settings.set(Settings.DEVICE, module.device());
        return new VirtualModule(module, settings.get(LOCAL_PORT).orElseThrow());
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), USUAL_PORT));
            return USUAL_PORT;
        } catch (SocketException e) {
            try (DatagramSocket any = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                return any.getLocalPort();
            }
        }
    }

    @Override
    public void close() {
        module.close();
    }

    @Override
    public String toString() {
        return "no device is set (bc66.device, or BC66_DEVICE), so this is a virtual BC66 on " + module.device()
                + ": nothing reaches a network; CoAP clients of this host reach its routes at coap://127.0.0.1:" + port;
    }
}
