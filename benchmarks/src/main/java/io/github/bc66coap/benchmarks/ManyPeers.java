// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Scripted modules behind TCP, all of one thread in a process of its own. Argument: how many. The first line has their devices; for
 * each line of input there is one with the number of commands so far.
 */
public final class ManyPeers {
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocate(4096);
    private final AtomicLong commands = new AtomicLong();

    private ManyPeers() throws IOException {}

    public static void main(String[] arguments) throws IOException {
        ManyPeers peers = new ManyPeers();
        System.out.println(String.join(" ", peers.listen(Integer.parseInt(arguments[0]))));
        Thread thread = new Thread(peers::serve, "modules");
        thread.setDaemon(true);
        thread.start();
        for (int c = System.in.read(); c >= 0; c = System.in.read()) {
            if (c == '\n') {
                System.out.println(peers.commands.get());
            }
        }
        System.exit(0);
    }

    /** Starts them. */
    static Jvm start(int count) throws IOException {
        return Jvm.start(Plan.classPath(), List.of("-Xmx128m", "-XX:+UseSerialGC"), ManyPeers.class, count);
    }

    private List<String> listen(int count) throws IOException {
        List<String> devices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocketChannel server = ServerSocketChannel.open();
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            devices.add("tcp://127.0.0.1:" + server.socket().getLocalPort());
        }
        return devices;
    }

    private void serve() {
        try {
            while (true) {
                selector.select(this::handle);
            }
        } catch (IOException e) {
            System.exit(1);
        }
    }

    private void handle(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept(((ServerSocketChannel) key.channel()).accept());
            } else {
                answer((SocketChannel) key.channel(), (Dialogue) key.attachment());
            }
        } catch (IOException e) {
            key.cancel();
        }
    }

    private void accept(SocketChannel client) throws IOException {
        client.configureBlocking(false);
        client.setOption(StandardSocketOptions.TCP_NODELAY, true);
        client.register(selector, SelectionKey.OP_READ, new Dialogue());
    }

    private void answer(SocketChannel client, Dialogue dialogue) throws IOException {
        buffer.clear();
        int length = client.read(buffer);
        if (length < 0) {
            client.close();
            return;
        }
        List<String> complete = new ArrayList<>();
        dialogue.feed(buffer.array(), length, complete::add);
        for (String command : complete) {
            commands.incrementAndGet();
            // a few bytes, for which there is always room
            client.write(ByteBuffer.wrap(dialogue.answer(command)));
        }
    }
}
