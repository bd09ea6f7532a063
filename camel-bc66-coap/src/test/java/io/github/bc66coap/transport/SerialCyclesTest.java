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
 * Opens and closes ports under a reader, a writer and streaming data, on four lines at once: what crashes a JVM that uses jSerialComm
 * without care. More than the usual thousand cycles by {@code -Dserial.cycles=20000}.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SerialCyclesTest {
    private static final int CYCLES = Integer.getInteger("serial.cycles", 1000);
    private static final int LINES = 4;
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);
    private static final LineSettings SETTINGS = new LineSettings(115200, Duration.ofSeconds(1));

    @TempDir
    private Path directory;

    @Test
    void closingUnderStreamingDataCrashesAndSticksNothing() {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<CompletableFuture<Long>> lines = new ArrayList<>();
            for (int i = 0; i < LINES; i++) {
                Path link = directory.resolve("module" + i);
                lines.add(CompletableFuture.supplyAsync(() -> cycle(link, threads), threads));
            }
            long longest =
                    lines.stream().mapToLong(CompletableFuture::join).max().orElseThrow();
            assertThat(Duration.ofNanos(longest)).isLessThan(LONGEST_CLOSE);
        } finally {
            threads.shutdownNow();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("line-reader"));
    }

    /** @return nanoseconds of the longest close */
    private static long cycle(Path link, ExecutorService threads) {
        CountDownLatch done = new CountDownLatch(1);
        long longest = 0;
        try (Pty module = Pty.open(link)) {
            CompletableFuture<Void> streaming = CompletableFuture.runAsync(() -> stream(module, done), threads);
            for (int i = 0; i < CYCLES / LINES; i++) {
                longest = Math.max(longest, openAndClose(module.device(), threads));
            }
            done.countDown();
            streaming.join();
            return longest;
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

    private static long openAndClose(String device, ExecutorService threads) throws IOException, InterruptedException {
        ModemTransport transport = TransportFactories.builtIn().open(device, SETTINGS);
        LineReader reader = LineReader.start(transport);
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeUntilClosed(transport), threads);
        reader.awaitFirst();
        long start = System.nanoTime();
        transport.close();
        long nanos = System.nanoTime() - start;
        reader.awaitEnd();
        assertThat(reader.failure()).isNull();
        writing.join();
        return nanos;
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
