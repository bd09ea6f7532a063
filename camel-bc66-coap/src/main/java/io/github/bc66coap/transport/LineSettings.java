// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.time.Duration;
import java.util.Objects;

/**
 * How to open a line. The data format is always 8N1 without flow control, the only one of a BC66.
 *
 * @param baudRate bits per second, above zero; over TCP, that of the line behind the terminal server
 * @param connectTimeout longest wait for a TCP connection, above zero; a serial port opens at once or fails
 */
public record LineSettings(int baudRate, Duration connectTimeout) {
    private static final long BITS_PER_BYTE = 10;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** @throws IllegalArgumentException if a value is not above zero */
    public LineSettings {
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        if (baudRate <= 0) {
            throw new IllegalArgumentException("baudRate must be above 0, not " + baudRate);
        }
        if (connectTimeout.isZero() || connectTimeout.isNegative()) {
            throw new IllegalArgumentException(
                    "connectTimeout must be above 0, not " + connectTimeout.toMillis() + " ms");
        }
    }

    /**
     * How long a line of this rate takes to transmit that many bytes: 10 bit times each, with start and stop bit.
     *
     * @param bytes 0 or more
     * @return rounded up to the nanosecond
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public Duration transmitTime(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes must be 0 or more, not " + bytes);
        }
        long bits = bytes * BITS_PER_BYTE;
        // whole seconds first: bits times a billion overflows
        long nanos = ((bits % baudRate) * NANOS_PER_SECOND + baudRate - 1) / baudRate;
        return Duration.ofSeconds(bits / baudRate, nanos);
    }
}
