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
