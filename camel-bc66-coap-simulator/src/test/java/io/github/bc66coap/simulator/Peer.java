// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;

import io.github.bc66coap.simulator.coap.CoapCodec;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.CoapOption;
import io.github.bc66coap.simulator.coap.MessageType;

/** A CoAP endpoint that does nothing by itself. */
final class Peer implements AutoCloseable {
    /** On a machine that has a lot to do. */
    private static final int PATIENCE_MILLIS = 30_000;

    private final CoapCodec codec = new CoapCodec();
    private final DatagramSocket socket;
    private InetSocketAddress last;

    Peer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    byte[] receiveBytes() {
        try {
            DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
            socket.receive(packet);
            last = (InetSocketAddress) packet.getSocketAddress();
            return Arrays.copyOf(packet.getData(), packet.getLength());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CoapMessage receive() {
        return codec.decode(receiveBytes()).orElseThrow();
    }

    /** Is there nothing for so long? */
    boolean isSilent(int millis) {
        setTimeout(millis);
        try {
            receive();
            return false;
        } catch (UncheckedIOException e) {
            return true;
        } finally {
            setTimeout(PATIENCE_MILLIS);
        }
    }

    private void setTimeout(int millis) {
        try {
            socket.setSoTimeout(millis);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(byte[] datagram, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(CoapMessage message, InetSocketAddress to) {
        send(codec.encode(message), to);
    }

    void reply(CoapMessage message) {
        send(message, last);
    }

    InetSocketAddress last() {
        return last;
    }

    static CoapMessage message(
            MessageType type, int code, int mid, byte[] token, List<CoapOption> options, byte[] payload) {
        return new CoapMessage(type, code, mid, token, options, payload);
    }

    static CoapOption option(int number, String value) {
        return new CoapOption(number, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    static CoapOption option(int number, int... value) {
        byte[] bytes = new byte[value.length];
        for (int i = 0; i < value.length; i++) {
            bytes[i] = (byte) value[i];
        }
        return new CoapOption(number, bytes);
    }

    @Override
    public void close() {
        socket.close();
    }
}
