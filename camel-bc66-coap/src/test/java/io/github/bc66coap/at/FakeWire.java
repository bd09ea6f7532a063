// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.transport.ControlLine;

/** A wire of which a test holds the other end. One byte takes one millisecond. */
final class FakeWire implements Wire {
    private final List<byte[]> written = new ArrayList<>();
    private final Deque<CompletableFuture<Void>> unfinished = new ArrayDeque<>();
    private Sink sink;
    private boolean slow;
    private int closed;

    /** From now on writes end only by {@link #writeReturns()} or {@link #writeFails}. */
    FakeWire slow() {
        slow = true;
        return this;
    }

    @Override
    public void start(Sink receiver) {
        sink = receiver;
    }

    @Override
    public CompletableFuture<Void> write(byte[] bytes) {
        written.add(bytes.clone());
        CompletableFuture<Void> write = new CompletableFuture<>();
        if (slow) {
            unfinished.add(write);
        } else {
            write.complete(null);
        }
        return write;
    }

    @Override
    public CompletableFuture<Boolean> drive(ControlLine line, boolean active) {
        return CompletableFuture.completedFuture(false);
    }

    @Override
    public Duration transmitTime(int bytes) {
        return Duration.ofMillis(bytes);
    }

    @Override
    public CompletableFuture<Void> close() {
        closed++;
        return CompletableFuture.completedFuture(null);
    }

    void writeReturns() {
        unfinished.remove().complete(null);
    }

    /** As {@link #writeReturns()}, if any write is under way. */
    void returnOne() {
        if (!unfinished.isEmpty()) {
            writeReturns();
        }
    }

    void writeFails(String message) {
        unfinished.remove().completeExceptionally(new IOException(message));
    }

    /** What the module says, in one read. */
    void says(String text) {
        sink.onBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void hangsUp(String reason) {
        sink.onEnd(reason);
    }

    List<String> written() {
        return written.stream()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .toList();
    }

    byte[] lastWritten() {
        return written.get(written.size() - 1);
    }

    int closed() {
        return closed;
    }
}
