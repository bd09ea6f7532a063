// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * An open line to a module: moves bytes and knows nothing of their meaning. One reader thread and one writer thread at a time may use
 * it, and any thread may close it; see the package description.
 */
public interface ModemTransport extends Closeable {
    /** How many bytes may be unanswered for a write that must not block: less than the buffer of any driver or pseudo-terminal. */
    int MOST_UNANSWERED = 1024;

    /**
     * Blocks until at least one byte has arrived. Called by one reader thread only.
     *
     * @param buffer filled from its start; at least one byte long
     * @return how many bytes were read, 1 or more; or always -1 after the line is lost or {@link #close() closed}
     * @throws UnusableLineException if the bytes show that the line must not be used; it is lost then
     * @throws IOException if the line failed for a reason worth reporting; it is lost then
     */
    int read(byte[] buffer) throws IOException;

    /**
     * Hands all bytes to the line, in order. Blocks while the line's buffer is full. Called by one writer thread at a time.
     *
     * @param bytes not changed and not kept
     * @throws IOException if the line is lost or closed; how many bytes went out is unknown then
     */
    void write(byte[] bytes) throws IOException;

    /**
     * Hands all bytes to the line if that surely doesn't block. Never called during another write or {@link #setControlLine}, and only if
     * no more than {@value #MOST_UNANSWERED} bytes, these included, are unanswered: not every driver reports how full its buffer is.
     *
     * @param bytes not changed and not kept, at most {@value #MOST_UNANSWERED} of them
     * @return false if it might block; nothing was written then
     * @throws IOException if the line is lost or closed; how many bytes went out is unknown then
     */
    default boolean writeAtOnce(byte[] bytes) throws IOException {
        return false;
    }

    /**
     * How long the line takes to transmit that many bytes: 10 bit times each (8N1) at {@link LineSettings#baudRate()}.
     *
     * @param bytes 0 or more
     * @return rounded up to the nanosecond
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    Duration transmitTime(int bytes);

    /**
     * Drives a control line. Two calls make a pulse. Opening a serial port asserts both lines, so release a line before its first pulse:
     * otherwise the module sees no edge.
     *
     * @param active true asserts the line
     * @return false if this transport has no such line, can't drive it, or is closed
     */
    boolean setControlLine(ControlLine line, boolean active);

    /**
     * Releases the line. Idempotent, callable from any thread. Ends a blocked {@link #read}, which returns -1, and a blocked
     * {@link #write}, which throws. Returns when both have returned, within a bounded time.
     */
    @Override
    void close();

    /**
     * What to check when no module answers and the line may have another rate than {@link LineSettings#baudRate()}. From any thread.
     *
     * @return begins with a semicolon; empty if the line has that rate
     */
    default String rateHint() {
        return "";
    }

    /** The line for logs and people: kind, device and baud rate. */
    String describe();
}
