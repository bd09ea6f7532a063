// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.network;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NatTest {
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @AutoClose
    private final DatagramSocket server = socket();

    @AutoClose
    private final DatagramSocket client = socket();

    @AutoClose
    private final Nat nat = new Nat(ANY, (InetSocketAddress) server.getLocalSocketAddress());

    private static DatagramSocket socket() {
        try {
            DatagramSocket socket = new DatagramSocket(ANY);
            socket.setSoTimeout(30_000);
            return socket;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(DatagramSocket from, String text, SocketAddress to) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        from.send(new DatagramPacket(bytes, bytes.length, to));
    }

    private static DatagramPacket receive(DatagramSocket by) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        by.receive(packet);
        return packet;
    }

    private static String text(DatagramPacket packet) {
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    /** What the server sees of the client. */
    private SocketAddress ask(String text) throws IOException {
        send(client, text, nat.address());
        DatagramPacket asked = receive(server);
        assertThat(text(asked)).isEqualTo(text);
        return asked.getSocketAddress();
    }

    @Test
    void theNatForwardsBothWaysFromOnePort() throws IOException {
        SocketAddress seen = ask("one");
        assertThat(seen).isNotEqualTo(client.getLocalSocketAddress()).isEqualTo(ask("two"));
        send(server, "three", seen);
        DatagramPacket answer = receive(client);
        assertThat(text(answer)).isEqualTo("three");
        assertThat(answer.getSocketAddress()).isEqualTo(nat.address());
    }

    @Test
    void afterARebindingTheFormerPortIsDead() throws IOException {
        SocketAddress before = ask("one");
        nat.rebind();
        SocketAddress after = ask("two");
        assertThat(after).isNotEqualTo(before);
        send(server, "lost", before);
        send(server, "three", after);
        assertThat(text(receive(client))).isEqualTo("three");
    }

    /** A client that goes on from another port of its own is another one to the server, before a rebinding and after. */
    @Test
    void eachPortOfTheClientHasItsOwnPortOfTheNat() throws IOException {
        try (DatagramSocket other = socket()) {
            for (int i = 0; i < 2; i++) {
                SocketAddress first = ask("one");
                send(other, "two", nat.address());
                SocketAddress second = receive(server).getSocketAddress();
                assertThat(second).isNotEqualTo(first);
                send(server, "first", first);
                send(server, "second", second);
                assertThat(text(receive(client))).isEqualTo("first");
                assertThat(text(receive(other))).isEqualTo("second");
                nat.rebind();
            }
        }
    }
}
