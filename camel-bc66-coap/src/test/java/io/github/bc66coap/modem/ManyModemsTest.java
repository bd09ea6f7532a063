// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.transport.LineSettings;
import io.github.bc66coap.transport.ModemTransport;
import io.github.bc66coap.transport.ModemTransportFactory;
import io.github.bc66coap.transport.TransportFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Many modules behind TCP in one JVM, and how many threads they take. */
@Timeout(180)
@EnabledOnOs(value = OS.LINUX, disabledReason = "others have but one loopback address")
class ManyModemsTest {
    private static final int MODULES = 200;
    private static final int LOOPS = 4;
    private static final int OPENERS = 32;

    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private final AtomicInteger most = new AtomicInteger();
    private final ModemPool pool = new ModemPool(modem -> {}, name -> task -> thread(name, task));
    private final SettingsBuilder settings = new SettingsBuilder();
    private ModuleServer server;

    private synchronized Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        made.removeIf(earlier -> earlier.getState() == Thread.State.TERMINATED);
        made.add(thread);
        most.accumulateAndGet(made.size(), Math::max);
        return thread;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ModuleServer();
    }

    @AfterEach
    void end() throws Exception {
        server.close();
        await().atMost(Duration.ofSeconds(30)).until(() -> made.stream().noneMatch(Thread::isAlive));
    }

    private ModemPool.Lease acquire(int number, ModemTransportFactory transports) {
        // each on an address of its own: a device is one module
        settings.device = "tcp://127.0.0." + (1 + number) + ":" + server.port();
        return pool.acquire(settings.build(), transports);
    }

    private ModemPool.Lease acquire(int number) {
        return acquire(number, TransportFactories.builtIn());
    }

    @Test
    void manyModemsShareAFewThreadsThatEndWithTheLastModem() throws Exception {
        for (int round = 0; round < 2; round++) {
            List<ModemPool.Lease> leases = new ArrayList<>();
            for (int i = 0; i < MODULES; i++) {
                leases.add(acquire(i));
            }
            for (ModemPool.Lease lease : leases) {
                lease.answered().get(60, TimeUnit.SECONDS);
            }
            assertThat(most).hasValueLessThanOrEqualTo(LOOPS + OPENERS);
            await().untilAsserted(() -> assertThat(made.stream().filter(Thread::isAlive))
                    .hasSizeLessThanOrEqualTo(LOOPS)
                    .allMatch(thread -> thread.getName().equals("bc66coap-loop")));
            // those that wait for their next attempt, too
            List<CompletableFuture<Void>> stops = new ArrayList<>();
            for (ModemPool.Lease lease : leases) {
                CompletableFuture<Void> stopped = new CompletableFuture<>();
                Thread stop = new Thread(() -> {
                    lease.close();
                    stopped.complete(null);
                });
                stop.start();
                stops.add(stopped);
            }
            for (CompletableFuture<Void> stopped : stops) {
                stopped.get(60, TimeUnit.SECONDS);
            }
            assertThat(pool.modems()).isEmpty();
            await().until(() -> made.stream().noneMatch(Thread::isAlive));
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void aLineReleasedBeforeItsTurnIsNeverOpened() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        Set<String> opened = ConcurrentHashMap.newKeySet();
        ModemTransportFactory slow = new ModemTransportFactory() {
            @Override
            public ModemTransport open(String device, LineSettings line) throws IOException {
                opened.add(device);
                go.join();
                throw new IOException("expected");
            }

            @Override
            public boolean comesBack(String device) {
                return true;
            }
        };
        List<ModemPool.Lease> leases = new ArrayList<>();
        for (int i = 0; i < OPENERS; i++) {
            leases.add(acquire(i, slow));
        }
        await().until(() -> opened.size() == OPENERS);
        ModemPool.Lease late = acquire(OPENERS, slow);
        InTheLoop.queueLength(late.modem()).get(30, TimeUnit.SECONDS);
        late.close();
        assertThat(late.modem().state().phase()).isEqualTo(ModemState.Phase.STOPPED);
        go.complete(null);
        leases.forEach(ModemPool.Lease::close);
        assertThat(opened)
                .hasSize(OPENERS)
                .doesNotContain(late.modem().settings().device());
    }

    @Test
    void aFloodOnOneLineLeavesTurnsToOtherModems() throws Exception {
        ModemPool.Lease flooded = acquire(0);
        flooded.answered().get(60, TimeUnit.SECONDS);
        AtomicInteger stopped = new AtomicInteger();
        Thread flood = new Thread(() -> server.flood(stopped));
        flood.start();
        // at a time, so that some have the loop that is flooded
        List<ModemPool.Lease> others = new ArrayList<>();
        for (int i = 1; i < 10; i++) {
            others.add(acquire(i));
        }
        for (ModemPool.Lease other : others) {
            other.answered().get(60, TimeUnit.SECONDS);
        }
        others.forEach(ModemPool.Lease::close);
        stopped.set(1);
        flood.join(30_000);
        flooded.close();
    }

    /** Answers each line of whoever connects with OK, on one thread. */
    private static final class ModuleServer {
        private final ServerSocketChannel listener;
        private final Selector selector;
        private final Thread thread;
        private final List<SocketChannel> clients = new CopyOnWriteArrayList<>();

        ModuleServer() throws IOException {
            listener = ServerSocketChannel.open();
            // all addresses of the loopback interface
            listener.bind(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), MODULES);
            listener.configureBlocking(false);
            selector = Selector.open();
            listener.register(selector, SelectionKey.OP_ACCEPT);
            thread = new Thread(this::serve, "module-server");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return listener.socket().getLocalPort();
        }

        long connections() {
            return clients.stream().filter(SocketChannel::isOpen).count();
        }

        void flood(AtomicInteger stopped) {
            ByteBuffer line = ByteBuffer.wrap("\r\nNONSENSE\r\n".repeat(300).getBytes(StandardCharsets.US_ASCII));
            try {
                while (stopped.get() == 0) {
                    clients.get(0).write(line.rewind());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void serve() {
            ByteBuffer buffer = ByteBuffer.allocate(4096);
            try {
                while (listener.isOpen()) {
                    selector.select();
                    for (SelectionKey key : selector.selectedKeys()) {
                        if (key.isValid() && key.isAcceptable()) {
                            SocketChannel client = listener.accept();
                            client.configureBlocking(false);
                            client.register(selector, SelectionKey.OP_READ);
                            clients.add(client);
                        } else if (key.isValid()) {
                            answer((SocketChannel) key.channel(), buffer.clear());
                        }
                    }
                    selector.selectedKeys().clear();
                }
            } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
                // closed
            }
        }

        private static void answer(SocketChannel client, ByteBuffer buffer) throws IOException {
            try {
                if (client.read(buffer) < 0) {
                    client.close();
                }
                for (int i = 0; i < buffer.position(); i++) {
                    if (buffer.get(i) == '\r') {
                        client.write(ByteBuffer.wrap("\r\nOK\r\n".getBytes(StandardCharsets.US_ASCII)));
                    }
                }
            } catch (IOException e) {
                client.close();
            }
        }

        void close() throws IOException {
            listener.close();
            selector.close();
            for (SocketChannel client : clients) {
                client.close();
            }
        }
    }
}
