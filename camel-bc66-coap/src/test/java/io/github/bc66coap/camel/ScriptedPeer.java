// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A CoAP peer on a plain UDP socket. A test is its script: one message after the other, taken or sent. */
final class ScriptedPeer implements AutoCloseable {
    private static final int LIMIT_MILLIS = 10_000;

    private final DatagramSocket socket;
    private final List<Datagram> taken = new ArrayList<>();
    private SocketAddress module;

    ScriptedPeer() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket.setSoTimeout(LIMIT_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Where the module is, before anything has come from there. */
    ScriptedPeer towards(InetSocketAddress address) {
        module = address;
        return this;
    }

    /** The next message that isn't a copy of one that was taken. */
    Datagram take() {
        Datagram next = receive();
        while (isCopy(next)) {
            next = receive();
        }
        taken.add(next);
        return next;
    }

    /** Waits for a message to be sent once more. */
    void takeCopy(Datagram of) {
        Datagram next = receive();
        if (!isCopy(next) || next.messageId() != of.messageId()) {
            throw new AssertionError("expected a copy of " + of + " but got " + next);
        }
    }

    private boolean isCopy(Datagram message) {
        return taken.stream().anyMatch(one -> one.type() == message.type() && one.messageId() == message.messageId());
    }

    private Datagram receive() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        try {
            socket.receive(packet);
        } catch (IOException e) {
            throw new AssertionError("no message came; so far: " + taken, e);
        }
        module = packet.getSocketAddress();
        return Datagram.parse(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    void send(Datagram message) {
        byte[] bytes = message.bytes();
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, module));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
