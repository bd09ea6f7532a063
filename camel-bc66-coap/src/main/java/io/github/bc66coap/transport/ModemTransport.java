// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * An open line to a module: bytes in, bytes out, nothing of their meaning. One reader thread and one writer thread at a time may
 * use it, and any thread may close it; see the package description.
 */
public interface ModemTransport extends Closeable {
    /** How many bytes may be unanswered for a write that mustn't block: less than the buffer of any driver or pseudo-terminal holds. */
    int MOST_UNANSWERED = 1024;

    /**
     * Blocks until at least one byte has arrived. Called by one reader thread only.
     *
     * @param buffer filled from its start; at least one byte long
     * @return number of bytes read, 1 or more; or -1 when the line is gone or {@link #close() closed}, and from then on always
     * @throws UnusableLineException if what has come shows that the line must not be used; it is gone then
     * @throws IOException if the line failed in a way worth telling; it is gone then as well
     */
    int read(byte[] buffer) throws IOException;

    /**
     * Hands all bytes to the line, in order. Blocks while the line's buffer is full. Called by one writer thread at a time.
     *
     * @param bytes not changed and not kept
     * @throws IOException if the line is gone or closed; how many of the bytes went out is unknown then
     */
    void write(byte[] bytes) throws IOException;

    /**
     * Hands all bytes to the line if that certainly doesn't block. Never called while another write or {@link #setControlLine} is under
     * way, and only when what has been written before has been answered but for {@value #MOST_UNANSWERED} bytes, these included, since
     * not every driver tells what waits in its buffer.
     *
     * @param bytes not changed and not kept, at most {@value #MOST_UNANSWERED} of them
     * @return false when it might block; nothing has been written then
     * @throws IOException if the line is gone or closed; how many of the bytes went out is unknown then
     */
    default boolean writeAtOnce(byte[] bytes) throws IOException {
        return false;
    }

    /**
     * How long the line itself takes to move that many bytes one way: 10 bit times each (8N1) at {@link LineSettings#baudRate()}.
     *
     * @param bytes 0 or more
     * @return rounded up to the nanosecond
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    Duration transmitTime(int bytes);

    /**
     * Drives a control line. The caller makes a pulse of two calls with a time of its choice between them. Opening a serial port
     * asserts both lines, so the first pulse that shows an edge to the module is one of a line that was released before.
     *
     * @param active true asserts the line
     * @return false when this transport has no such line, or it can't be driven, or the transport is closed
     */
    boolean setControlLine(ControlLine line, boolean active);

    /**
     * Gives the line back. Idempotent, callable from any thread. Frees a blocked {@link #read} (which returns -1) and a blocked
     * {@link #write} (which throws), and returns when no thread is inside either any more, within a bounded time.
     */
    @Override
    void close();

    /**
     * What to consider when no module answers, where the line's rate may be another than {@link LineSettings#baudRate()}. Any thread
     * may ask.
     *
     * @return begins with a semicolon; empty when the line has the rate
     */
    default String rateHint() {
        return "";
    }

    /** The line for log messages and humans: kind, device and baud rate. */
    String describe();
}
