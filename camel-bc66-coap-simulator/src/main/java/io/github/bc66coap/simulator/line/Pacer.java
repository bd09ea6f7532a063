// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.line;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Passes bytes on at a baud rate (8N1: ten bits a byte), in slices of two milliseconds.
 *
 * <p>Each slice takes the bytes that are due by the clock since the first byte, not a fixed number, so late wake-ups do
 * not add up. Thread-safe; the sink is called on the scheduler.
 */
public final class Pacer {
    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final int BITS_PER_BYTE = 10;
    private static final int LIMIT = 256 * 1024;

    private final ScheduledExecutorService scheduler;
    private final LongSupplier nanoTime;
    private final int baudRate;
    private final Consumer<byte[]> sink;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private boolean running;
    private long startedAt;
    private long passed;

    /** A pacer from now on. */
    public Pacer(ScheduledExecutorService scheduler, LongSupplier nanoTime, int baudRate, Consumer<byte[]> sink) {
        this.scheduler = scheduler;
        this.nanoTime = nanoTime;
        this.baudRate = baudRate;
        this.sink = sink;
    }

    /** Queues bytes; those beyond any sensible amount are lost. */
    public synchronized void accept(byte[] bytes) {
        if (waitingBytes + bytes.length > LIMIT) {
            return;
        }
        waiting.add(bytes);
        waitingBytes += bytes.length;
        if (!running) {
            running = true;
            startedAt = nanoTime.getAsLong();
            passed = 0;
            scheduler.schedule(this::slice, SLICE_NANOS, TimeUnit.NANOSECONDS);
        }
    }

    /** Forgets what is waiting. */
    public synchronized void clear() {
        waiting.clear();
        waitingBytes = 0;
    }

    private void slice() {
        byte[] due = takeDue();
        if (due.length > 0) {
            sink.accept(due);
        }
    }

    private synchronized byte[] takeDue() {
        long elapsed = nanoTime.getAsLong() - startedAt;
        long allowed = (long) (elapsed / 1e9 * baudRate / BITS_PER_BYTE) - passed;
        byte[] due = take((int) Math.min(allowed, waitingBytes));
        passed += due.length;
        running = waitingBytes > 0;
        if (running) {
            scheduler.schedule(this::slice, SLICE_NANOS, TimeUnit.NANOSECONDS);
        }
        return due;
    }

    private byte[] take(int count) {
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        while (taken.size() < count) {
            byte[] first = waiting.poll();
            int part = Math.min(first.length, count - taken.size());
            taken.write(first, 0, part);
            if (part < first.length) {
                waiting.addFirst(Arrays.copyOfRange(first, part, first.length));
            }
        }
        waitingBytes -= taken.size();
        return taken.toByteArray();
    }
}
