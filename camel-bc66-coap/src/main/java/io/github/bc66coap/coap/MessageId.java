// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

/**
 * A message ID (RFC 7252, section 3): matches ACK and RST to CON and NON, and identifies duplicates.
 *
 * @param value 0 to 65535
 */
public record MessageId(int value) {
    /** The largest message ID. */
    public static final int MAX = 0xFFFF;

    /** @throws IllegalArgumentException when {@code value} isn't in 0 to 65535 */
    public MessageId {
        if (value < 0 || value > MAX) {
            throw new IllegalArgumentException("message ID must be in 0 to 65535 but is " + value);
        }
    }

    /** The ID in decimal. */
    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
