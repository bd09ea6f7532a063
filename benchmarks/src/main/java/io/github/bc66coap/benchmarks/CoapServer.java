// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/** Answers each CoAP request at once (RFC 7252, section 3), in a process of its own. Tells its port in its first line. */
public final class CoapServer {
    private static final int ACKNOWLEDGEMENT = 0x60;
    private static final int CONTENT = 0x45;
    private static final byte[] REST = "\u00C0\u00FF123123456".getBytes(StandardCharsets.ISO_8859_1);

    private CoapServer() {}

    public static void main(String[] arguments) throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        System.out.println(socket.getLocalPort());
        Thread thread = new Thread(() -> serve(socket), "server");
        thread.setDaemon(true);
        thread.start();
        while (System.in.read() >= 0) {
            // until whoever has started this is gone
        }
        System.exit(0);
    }

    private static void serve(DatagramSocket socket) {
        byte[] buffer = new byte[1500];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                int token = buffer[0] & 0x0F;
                buffer[0] = (byte) (ACKNOWLEDGEMENT | token);
                buffer[1] = (byte) CONTENT;
                System.arraycopy(REST, 0, buffer, 4 + token, REST.length);
                packet.setLength(4 + token + REST.length);
                socket.send(packet);
            }
        } catch (IOException e) {
            System.exit(1);
        }
    }
}
