// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/** A thread that reads a transport to its end, as the AT engine's does. */
final class LineReader {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final CountDownLatch first = new CountDownLatch(1);
    private final Thread thread;
    private volatile IOException failure;

    private LineReader(ModemTransport transport) {
        thread = new Thread(() -> readAll(transport), "line-reader");
        thread.setDaemon(true);
    }

    static LineReader start(ModemTransport transport) {
        LineReader reader = new LineReader(transport);
        reader.thread.start();
        return reader;
    }

    private void readAll(ModemTransport transport) {
        byte[] buffer = new byte[512];
        try {
            int count;
            while ((count = transport.read(buffer)) >= 0) {
                add(buffer, count);
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    private synchronized void add(byte[] buffer, int count) {
        first.countDown();
        received.write(buffer, 0, count);
    }

    synchronized byte[] received() {
        return received.toByteArray();
    }

    String text() {
        return new String(received(), StandardCharsets.ISO_8859_1);
    }

    IOException failure() {
        return failure;
    }

    void awaitBytes(int count) {
        await().atMost(PATIENCE).until(() -> received().length >= count);
    }

    /** As {@link #awaitBytes} of one, but without polling. */
    void awaitFirst() throws InterruptedException {
        if (!first.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("nothing came");
        }
    }

    /** Waits until a read is likely blocked: the thread runs and does nothing in Java. */
    void awaitStarted() {
        await().pollInterval(Duration.ofMillis(1)).atMost(PATIENCE).until(() -> Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().startsWith("read")
                        && !frame.getClassName().equals(LineReader.class.getName())));
    }

    /** Waits for the end of the line and of the thread. */
    void awaitEnd() throws InterruptedException {
        thread.join(PATIENCE.toMillis());
        if (thread.isAlive()) {
            AssertionError error = new AssertionError("reader is still inside");
            error.setStackTrace(thread.getStackTrace());
            throw error;
        }
    }
}
