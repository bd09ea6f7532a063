// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.line;

import java.util.Arrays;

/**
 * Bytes that the line did not take at once. Bounded: what does not fit is lost, as on a serial line without a reader.
 *
 * <p>Not thread-safe.
 */
public final class Backlog {
    private static final int LIMIT = 64 * 1024;

    private byte[] bytes = new byte[0];

    /** Writes some bytes and says how many were taken. */
    public interface Sink {
        /** Returns the number of bytes taken. */
        int write(byte[] bytes);
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** Writes through to the sink, keeping what it does not take. */
    public void write(byte[] more, Sink sink) {
        if (isEmpty()) {
            int taken = sink.write(more);
            add(more, taken);
        } else {
            add(more, 0);
            drain(sink);
        }
    }

    /** Offers again what is waiting. */
    public void drain(Sink sink) {
        if (!isEmpty()) {
            int taken = sink.write(bytes);
            bytes = Arrays.copyOfRange(bytes, taken, bytes.length);
        }
    }

    /** Forgets what is waiting. */
    public void clear() {
        bytes = new byte[0];
    }

    private void add(byte[] more, int from) {
        int count = Math.min(more.length - from, LIMIT - bytes.length);
        if (count > 0) {
            int old = bytes.length;
            bytes = Arrays.copyOf(bytes, old + count);
            System.arraycopy(more, from, bytes, old, count);
        }
    }
}
