// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP port with a module's line behind it, and the ways in which such a port fails its client. */
final class TerminalServer implements AutoCloseable {
    /** One connection of a client, and of the server to the line. */
    private final class Connection {
        private final Socket client;
        private final Socket line;
        private final CountDownLatch thaw = new CountDownLatch(1);
        private volatile boolean frozen;

        Connection(Socket client, Socket line) {
            this.client = client;
            this.line = line;
        }

        void start() throws IOException {
            if (telnet != null) {
                telnet.greet(client);
            }
            pump(telnet == null ? client.getInputStream() : telnet.decoded(client), line.getOutputStream());
            pump(line.getInputStream(), telnet == null ? client.getOutputStream() : telnet.encoded(client));
        }

        private void pump(InputStream from, OutputStream to) {
            inBackground("terminal-server-pump", () -> {
                byte[] buffer = new byte[4096];
                try {
                    int count;
                    while ((count = from.read(buffer)) >= 0) {
                        if (frozen) {
                            thaw.await();
                        }
                        to.write(buffer, 0, count);
                    }
                } catch (IOException | InterruptedException e) {
                    // one of the two has gone
                }
                if (!frozen) {
                    close();
                }
            });
        }

        /** From here on the client hears nothing more, no end either; the line becomes free. */
        void freeze() throws IOException {
            frozen = true;
            line.close();
        }

        void close() {
            frozen = false;
            thaw.countDown();
            try {
                client.close();
                line.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final int line;
    private final TelnetPort telnet;
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final int port;
    private volatile ServerSocket server;
    private volatile String refusal;

    /**
     * @param device a module's {@code tcp://host:port}
     */
    TerminalServer(String device) throws IOException {
        this(device, null);
    }

    /** @param telnet speaks for the server's port; {@code null} when its bytes are passed on as they are */
    TerminalServer(String device, TelnetPort telnet) throws IOException {
        this.telnet = telnet;
        line = Integer.parseInt(device.substring(device.lastIndexOf(':') + 1));
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        port = server.getLocalPort();
        listen();
    }

    String device() {
        return (telnet == null ? "tcp" : "rfc2217") + "://127.0.0.1:" + port;
    }

    /** How many connections there have been. */
    int accepted() {
        return accepted.get();
    }

    /**
     * Doesn't give the line.
     *
     * @param text told to the client before the connection is closed; {@code null} gives the line again
     */
    void refuse(String text) {
        refusal = text;
    }

    /** The connection dies without a word, as when a cable is cut or a NAT forgets it. */
    void freeze() throws IOException {
        for (Connection connection : connections) {
            connection.freeze();
        }
    }

    /** Nobody listens any more. */
    void stop() throws IOException {
        server.close();
        hangUp();
    }

    /** The connections end; there may be others at once. */
    void hangUp() {
        connections.forEach(Connection::close);
        connections.clear();
    }

    /** Listens again, on the same port. */
    void restart() throws IOException {
        ServerSocket again = new ServerSocket();
        again.setReuseAddress(true);
        again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        server = again;
        listen();
    }

    private void listen() {
        ServerSocket listening = server;
        inBackground("terminal-server", () -> {
            try {
                while (true) {
                    Socket client = listening.accept();
                    if (listening.isClosed()) {
                        // one more may be accepted just after that
                        client.close();
                        return;
                    }
                    take(client);
                }
            } catch (IOException e) {
                // closed
            }
        });
    }

    private void take(Socket client) throws IOException {
        accepted.incrementAndGet();
        String text = refusal;
        if (text != null) {
            if (telnet != null) {
                telnet.greet(client);
            }
            client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            client.close();
            return;
        }
        Connection connection = new Connection(client, new Socket(InetAddress.getLoopbackAddress(), line));
        connections.add(connection);
        try {
            connection.start();
        } catch (IOException e) {
            // a client may go while it is greeted, and the next one come
            connection.close();
        }
    }

    private static void inBackground(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
