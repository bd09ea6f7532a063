// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

import io.github.bc66coap.simulator.pty.PtyLine;

import static org.awaitility.Awaitility.await;

/** The module's end of a serial line: collects what arrives, and can stop taking it. */
final class Pty implements AutoCloseable {
    private final PtyLine line;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private volatile CountDownLatch stalled = new CountDownLatch(0);

    private Pty(Path link) {
        line = new PtyLine(link);
    }

    /** @param link points to the pseudo-terminal, whatever number that gets */
    static Pty open(Path link) throws IOException {
        Pty pty = new Pty(link);
        pty.line.open(pty::receive);
        return pty;
    }

    private void receive(byte[] bytes) {
        synchronized (received) {
            received.writeBytes(bytes);
        }
        try {
            stalled.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String device() {
        return line.device();
    }

    void write(byte[] bytes) {
        line.write(bytes);
    }

    byte[] received() {
        synchronized (received) {
            return received.toByteArray();
        }
    }

    /** Forgets what has arrived, of which memory would not hold any amount. */
    int takeReceived() {
        synchronized (received) {
            int count = received.size();
            received.reset();
            return count;
        }
    }

    void awaitBytes(int count) {
        await().atMost(Duration.ofSeconds(5)).until(() -> received().length >= count);
    }

    /** Takes nothing more after what it is taking, so that the line's buffer fills. */
    void stall() {
        stalled = new CountDownLatch(1);
    }

    void resume() {
        stalled.countDown();
    }

    void hangUp() {
        line.hangUp();
    }

    /** Comes back on another pseudo-terminal, behind the same link. */
    void reconnect() throws IOException {
        line.reconnect();
    }

    @Override
    public void close() {
        resume();
        line.close();
    }
}
