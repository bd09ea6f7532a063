// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.simulator.pty.PtyLine;
import io.github.bc66coap.transport.LineSettings;
import io.github.bc66coap.transport.TransportFactories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A pseudo-terminal whose other side doesn't read, of which the system says that nothing waits in its buffer. */
@Timeout(180)
@EnabledOnOs({OS.LINUX, OS.MAC})
class StuckLineTest {
    private static final int WRITES = 500;
    private static final int LENGTH = 100;

    @TempDir
    private Path directory;

    @Test
    void aStuckLineNeverHoldsUpTheLoop() throws Exception {
        CompletableFuture<Void> stuck = new CompletableFuture<>();
        SelectorLoop loop = new SelectorLoop(Thread::new);
        PtyLine pty = new PtyLine(directory.resolve("module"));
        pty.open(bytes -> stuck.join());
        TransportWire wire = new TransportWire(
                TransportFactories.builtIn().open(pty.device(), new LineSettings(115200, Duration.ofSeconds(1))),
                loop,
                Thread::new);
        try {
            List<CompletableFuture<Void>> writes = new ArrayList<>();
            loop.execute(wire::answered);
            for (int i = 0; i < WRITES; i++) {
                inLoop(loop, () -> writes.add(wire.write(new byte[LENGTH])));
            }
            assertThat(writes.get(0)).as("within the bound").isDone();
            assertThat(writes.get(WRITES - 1)).as("more than the buffer takes").isNotDone();
            stuck.complete(null);
            await().until(() -> writes.stream().allMatch(CompletableFuture::isDone));
        } finally {
            stuck.complete(null);
            CompletableFuture.supplyAsync(wire::close, loop)
                    .thenCompose(released -> released)
                    .get(30, TimeUnit.SECONDS);
            loop.close();
            pty.close();
        }
    }

    private static void inLoop(SelectorLoop loop, Runnable task) throws Exception {
        CompletableFuture.runAsync(task, loop).get(30, TimeUnit.SECONDS);
    }
}
