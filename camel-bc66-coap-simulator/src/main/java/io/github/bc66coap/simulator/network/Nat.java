// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network address translation between a client and a server. Each port of the client has a port towards the server.
 * {@link #rebind()} replaces these, as mobile networks do when nothing has been sent for a while. With DTLS, the server
 * is silent after that.
 *
 * <p>Methods may be called from any thread.
 */
public final class Nat implements AutoCloseable {
    private static final int MAX_DATAGRAM = 2048;
    /** The oldest is given up when there are more. */
    private static final int MAX_PORTS = 64;

    private final InetSocketAddress server;
    private final DatagramSocket inside;
    /** By the client's address, and guarded by this. */
    private final Map<SocketAddress, DatagramSocket> outside = new LinkedHashMap<>();

    private volatile boolean down;

    /**
     * Begins to forward.
     *
     * @param address where the client finds it; port 0 takes a free one
     * @throws UncheckedIOException if there is no such address, or it is taken
     */
    public Nat(InetSocketAddress address, InetSocketAddress server) {
        this.server = server;
        try {
            inside = new DatagramSocket(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(() -> forward(inside, this::out));
    }

    private interface Hop {
        void pass(DatagramPacket packet) throws IOException;
    }

    /** Where the client finds it. */
    public InetSocketAddress address() {
        return (InetSocketAddress) inside.getLocalSocketAddress();
    }

    /** While on, everything is lost, in both directions. */
    public void down(boolean on) {
        down = on;
    }

    /** Replaces the client's ports towards the server. Everything that comes to the old ones is lost. */
    public synchronized void rebind() {
        List<DatagramSocket> old = List.copyOf(outside.values());
        try {
            for (SocketAddress client : List.copyOf(outside.keySet())) {
                // beside the old one, so that it can't get the same port
                outside.put(client, open(client));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        old.forEach(DatagramSocket::close);
    }

    private synchronized DatagramSocket outside(SocketAddress client) throws IOException {
        if (!outside.containsKey(client) && !inside.isClosed()) {
            if (outside.size() == MAX_PORTS) {
                outside.remove(outside.keySet().iterator().next()).close();
            }
            outside.put(client, open(client));
        }
        return outside.get(client);
    }

    private synchronized boolean isOutside(SocketAddress client, DatagramSocket socket) {
        return outside.get(client) == socket;
    }

    private DatagramSocket open(SocketAddress client) throws IOException {
        DatagramSocket opened = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        start(() -> forward(opened, packet -> in(client, opened, packet)));
        return opened;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "virtual-nat");
        thread.setDaemon(true);
        thread.start();
    }

    private void out(DatagramPacket packet) throws IOException {
        DatagramSocket socket = outside(packet.getSocketAddress());
        if (socket != null) {
            packet.setSocketAddress(server);
            socket.send(packet);
        }
    }

    private void in(SocketAddress client, DatagramSocket from, DatagramPacket packet) throws IOException {
        // a receive that is under way when its socket is closed may still take a datagram
        if (isOutside(client, from)) {
            packet.setSocketAddress(client);
            inside.send(packet);
        }
    }

    private void forward(DatagramSocket from, Hop hop) {
        while (!from.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
                from.receive(packet);
                if (!down) {
                    hop.pass(packet);
                }
            } catch (IOException e) {
                // closed, or what networks may do: it is lost
            }
        }
    }

    /** Ends the forwarding. May be called more than once. */
    @Override
    public synchronized void close() {
        inside.close();
        outside.values().forEach(DatagramSocket::close);
    }
}
