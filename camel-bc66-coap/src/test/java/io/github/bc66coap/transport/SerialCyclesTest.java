/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Opens and closes ports under a reader, a writer and data that streams both ways, on several lines at once: what crashes a JVM that
 * uses jSerialComm without care. The profile {@code serial-cycles} makes 20,000 of the usual thousand cycles.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SerialCyclesTest {
    private static final int CYCLES = Integer.getInteger("serial.cycles", 1000);
    private static final int LINES = Integer.getInteger("serial.ports", 4);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);
    private static final LineSettings SETTINGS = new LineSettings(115200, Duration.ofSeconds(1));

    @TempDir
    private Path directory;

    @Test
    void closingUnderStreamingDataCrashesAndSticksNothing() throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            long start = System.nanoTime();
            List<CompletableFuture<Ridden>> lines = new ArrayList<>();
            for (int i = 0; i < LINES; i++) {
                Path link = directory.resolve("module" + i);
                int cycles = CYCLES / LINES + (i < CYCLES % LINES ? 1 : 0);
                lines.add(CompletableFuture.supplyAsync(() -> cycle(link, cycles, threads), threads));
            }
            Ridden all = lines.stream()
                    .map(CompletableFuture::join)
                    .reduce(Ridden::and)
                    .orElseThrow();
            System.out.printf("%d serial ports, %d ms: %s%n", LINES, (System.nanoTime() - start) / 1_000_000, all);
            assertThat(all.cycles()).isEqualTo(CYCLES);
            assertThat(all.longestClose()).isLessThan(LONGEST_CLOSE);
            assertThat(all.fromModule()).isGreaterThan(CYCLES);
            assertThat(all.toModule()).isGreaterThan(CYCLES);
        } finally {
            threads.shutdownNow();
        }
        assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("line-reader"));
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
            streaming.join();
            return all;
        } catch (IOException | InterruptedException e) {
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

    private static Ridden openAndClose(Pty module, ExecutorService threads) throws IOException, InterruptedException {
        ModemTransport transport = TransportFactories.builtIn().open(module.device(), SETTINGS);
        LineReader reader = LineReader.start(transport);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeUntilClosed(transport), threads);
        reader.awaitFirst();
        long start = System.nanoTime();
        transport.close();
        long nanos = System.nanoTime() - start;
        reader.awaitEnd();
        assertThat(reader.failure()).isNull();
        writing.join();
        return new Ridden(1, Duration.ofNanos(nanos), reader.received().length, module.takeReceived());
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
