// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.line;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line as a TCP port: one client at a time, a second one is turned away.
 *
 * <p>One daemon thread accepts and reads; writers write themselves, under the lock.
 */
public final class TcpLine implements Line {
    private static final Logger LOG = LoggerFactory.getLogger(TcpLine.class);

    private final Object lock = new Object();
    private final Backlog backlog = new Backlog();
    private final ByteBuffer buffer = ByteBuffer.allocate(4096);
    private InetSocketAddress address;
    private Receiver receiver;
    private Selector selector;
    private ServerSocketChannel server;
    private SocketChannel client;
    private Thread thread;

    /** A line that will listen at the address; port 0 takes a free port. */
    public TcpLine(InetSocketAddress address) {
        this.address = address;
    }

    @Override
    public void open(Receiver to) throws IOException {
        synchronized (lock) {
            receiver = to;
            listen();
        }
    }

    private void listen() throws IOException {
        if (address.isUnresolved()) {
            throw new IOException("unknown host " + address.getHostString());
        }
        server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(address);
            server.configureBlocking(false);
            address = (InetSocketAddress) server.getLocalAddress();
            selector = Selector.open();
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            server.close();
            server = null;
            throw e;
        }
        Selector own = selector;
        ServerSocketChannel ownServer = server;
        thread = new Thread(() -> run(own, ownServer), "virtual-bc66-tcp");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Selector own, ServerSocketChannel ownServer) {
        try {
            while (own.isOpen() && ownServer.isOpen()) {
                own.select();
                if (!ownServer.isOpen()) {
                    return;
                }
                own.selectedKeys().clear();
                // Reading first: a client that left frees the place for the one that is waiting.
                read();
                accept(own, ownServer);
                flush();
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException e) {
            LOG.debug("TCP line ended", e);
        }
    }

    private void accept(Selector own, ServerSocketChannel ownServer) throws IOException {
        SocketChannel next = ownServer.accept();
        if (next == null) {
            return;
        }
        read(); // the client before may have left since
        synchronized (lock) {
            if (client != null || server != ownServer) {
                next.close();
                return;
            }
            next.configureBlocking(false);
            next.setOption(StandardSocketOptions.TCP_NODELAY, true);
            next.register(own, SelectionKey.OP_READ);
            backlog.clear();
            client = next;
        }
    }

    private void read() {
        SocketChannel from;
        synchronized (lock) {
            from = client;
        }
        int count = 1;
        while (from != null && count > 0) {
            buffer.clear();
            try {
                count = from.read(buffer);
            } catch (IOException e) {
                count = -1;
            }
            if (count > 0) {
                receiver.received(Arrays.copyOf(buffer.array(), count));
            }
        }
        if (count < 0) {
            drop(from);
        }
    }

    private void drop(SocketChannel gone) {
        synchronized (lock) {
            close(gone);
            if (client == gone) {
                client = null;
                backlog.clear();
            }
        }
    }

    private void flush() {
        synchronized (lock) {
            if (client != null) {
                backlog.drain(this::writeToClient);
                watchWriting();
            }
        }
    }

    private void watchWriting() {
        SelectionKey key = client.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(backlog.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private int writeToClient(byte[] bytes) {
        try {
            return client.write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            return bytes.length; // the reader will see the end of the connection
        }
    }

    @Override
    public String device() {
        synchronized (lock) {
            String host = address.getAddress().isAnyLocalAddress()
                    ? "127.0.0.1"
                    : address.getAddress().getHostAddress();
            return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
        }
    }

    @Override
    public void write(byte[] bytes) {
        synchronized (lock) {
            if (client != null) {
                backlog.write(bytes, this::writeToClient);
                if (!backlog.isEmpty()) {
                    watchWriting();
                    selector.wakeup();
                }
            }
        }
    }

    @Override
    public void hangUp() {
        Thread old;
        synchronized (lock) {
            if (server == null) {
                return;
            }
            close(client);
            client = null;
            backlog.clear();
            close(server);
            server = null;
            close(selector);
            old = thread;
        }
        Threads.join(old);
    }

    private static void close(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            LOG.debug("Cannot close {}", closeable, e);
        }
    }

    @Override
    public void reconnect() throws IOException {
        synchronized (lock) {
            if (server == null) {
                listen();
            }
        }
    }

    @Override
    public void close() {
        hangUp();
    }
}
