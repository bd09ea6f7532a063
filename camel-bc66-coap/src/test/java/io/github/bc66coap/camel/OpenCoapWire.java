// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

import com.mbed.coap.packet.CoapPacket;
import com.mbed.coap.transport.CoapTransport;
import com.mbed.coap.transport.udp.DatagramSocketTransport;

/** UDP for open-coap, with a look at what comes and goes. */
abstract class OpenCoapWire implements CoapTransport {
    private final CoapTransport udp = new DatagramSocketTransport(0);

    /** A message came. */
    abstract void came(CoapPacket packet);

    /** A message is about to leave; it may be changed. */
    void leaving(CoapPacket packet) {}

    @Override
    public final CompletableFuture<CoapPacket> receive() {
        return udp.receive().thenApply(packet -> {
            came(packet);
            return packet;
        });
    }

    @Override
    public final CompletableFuture<Boolean> sendPacket(CoapPacket packet) {
        leaving(packet);
        return udp.sendPacket(packet);
    }

    @Override
    public final void start() throws IOException {
        udp.start();
    }

    @Override
    public final void stop() {
        udp.stop();
    }

    @Override
    public final InetSocketAddress getLocalSocketAddress() {
        return udp.getLocalSocketAddress();
    }
}
