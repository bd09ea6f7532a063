// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A TCP port, for one client after the other. */
final class TcpWire implements Wire {
    private final ServerSocket server;
    private volatile Socket client;

    TcpWire() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @Override
    public String device() {
        return "tcp://127.0.0.1:" + server.getLocalPort();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        client.getOutputStream().write(bytes);
    }

    @Override
    public void readAll(Receiver receiver) throws IOException {
        byte[] buffer = new byte[4096];
        while (true) {
            try (Socket next = server.accept()) {
                next.setTcpNoDelay(true);
                client = next;
                InputStream in = next.getInputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    receiver.received(buffer, length);
                }
            } catch (java.net.SocketException e) {
                // that one is gone
            }
        }
    }
}
