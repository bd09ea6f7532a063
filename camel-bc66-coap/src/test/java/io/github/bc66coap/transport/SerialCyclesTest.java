// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Opens and closes ports under a reader, a writer and data that streams both ways, on several lines at once: what crashes a JVM that
 * uses jSerialComm without care. The profile {@code serial-cycles} makes 20,000 of the usual thousand cycles.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SerialCyclesTest {
    private static final int CYCLES = Integer.getInteger("serial.cycles", 1000);
    private static final int LINES = Integer.getInteger("serial.ports", 4);
    /** For a thread to end when it should; longer than any. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LONGEST_RIDE = Duration.ofMinutes(5);
    private static final LineSettings SETTINGS = new LineSettings(115200, Duration.ofSeconds(1));

    @TempDir
    private Path directory;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void portsCloseUnderStreamingDataWithoutCrashOrHang() throws Exception {
        // what libraries keep for themselves is there after a few
        ride("first", LINES);
        Set<Thread> before = threads();
        long start = System.nanoTime();
        Ridden all = ride("module", CYCLES);
        System.out.printf("%d serial ports, %d ms: %s%n", LINES, (System.nanoTime() - start) / 1_000_000, all);
        assertThat(all.cycles()).isEqualTo(CYCLES);
        assertThat(all.longestClose()).isLessThan(LineGate.PATIENCE);
        assertThat(all.fromModule()).isGreaterThan(CYCLES);
        assertThat(all.toModule()).isGreaterThan(CYCLES);
        await().pollInSameThread().atMost(PATIENCE).untilAsserted(() -> assertThat(threads())
                .as("threads that are left")
                .isSubsetOf(before));
    }

    private static Set<Thread> threads() {
        TestEngine engine = new TestEngine();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !engine.owns(thread))
                .collect(Collectors.toSet());
    }

    private Ridden ride(String name, int cycles) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool(SerialCyclesTest::daemon);
        try {
            List<CompletableFuture<Ridden>> lines = new ArrayList<>();
            for (int i = 0; i < LINES; i++) {
                Path link = directory.resolve(name + i);
                int ofLine = cycles / LINES + (i < cycles % LINES ? 1 : 0);
                lines.add(CompletableFuture.supplyAsync(() -> cycle(link, ofLine, threads), threads));
            }
            Ridden all = new Ridden(0, Duration.ZERO, 0, 0);
            for (CompletableFuture<Ridden> line : lines) {
                all = all.and(line.get(LONGEST_RIDE.toMillis(), TimeUnit.MILLISECONDS));
            }
            return all;
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .as("all threads have come back")
                    .isTrue();
        }
    }

    /** One that hangs in native code must not keep this JVM. */
    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "serial-cycles");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * What the cycles came to.
     *
     * @param fromModule bytes that were read
     * @param toModule bytes that arrived at the other end
     */
    private record Ridden(int cycles, Duration longestClose, long fromModule, long toModule) {
        Ridden and(Ridden other) {
            return new Ridden(
                    cycles + other.cycles,
                    longestClose.compareTo(other.longestClose) > 0 ? longestClose : other.longestClose,
                    fromModule + other.fromModule,
                    toModule + other.toModule);
        }
    }

    private static Ridden cycle(Path link, int cycles, ExecutorService threads) {
        CountDownLatch done = new CountDownLatch(1);
        try (Pty module = Pty.open(link)) {
            CompletableFuture<Void> streaming = CompletableFuture.runAsync(() -> stream(module, done), threads);
            Ridden all = new Ridden(0, Duration.ZERO, 0, 0);
            for (int i = 0; i < cycles; i++) {
                all = all.and(openAndClose(module, threads));
            }
            done.countDown();
            awaitEnd(streaming);
            return all;
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } finally {
            done.countDown();
        }
    }

    private static void stream(Pty module, CountDownLatch done) {
        byte[] data = new byte[200];
        while (done.getCount() > 0) {
            module.write(data);
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
        }
    }

    private static Ridden openAndClose(Pty module, ExecutorService threads)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        ModemTransport transport = TransportFactories.builtIn().open(module.device(), SETTINGS);
        LineReader reader = LineReader.start(transport);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeUntilClosed(transport), threads);
        reader.awaitFirst();
        long start = System.nanoTime();
        transport.close();
        long nanos = System.nanoTime() - start;
        reader.awaitEnd();
        assertThat(reader.failure()).isNull();
        awaitEnd(writing);
        return new Ridden(1, Duration.ofNanos(nanos), reader.received().length, module.takeReceived());
    }

    private static void awaitEnd(CompletableFuture<Void> thread)
            throws InterruptedException, ExecutionException, TimeoutException {
        thread.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static void writeUntilClosed(ModemTransport transport) {
        try {
            while (true) {
                transport.write(new byte[300]);
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(100));
            }
        } catch (IOException e) {
            // closed, which is what it waits for
        }
    }
}
