// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.Objects;

/**
 * One option of a message. Its value is the text in AT commands and notifications: decimal for a uint, hexadecimal for an opaque value,
 * the text itself for a string.
 *
 * @param number 0 to 65535
 * @param value may be empty
 */
public record CoapOption(int number, String value) {
    private static final int ONE_BYTE_FROM = 13;
    private static final int TWO_BYTES_FROM = 269;

    /** @throws IllegalArgumentException when {@code number} isn't in 0 to 65535 */
    public CoapOption {
        if (number < 0 || number > 0xFFFF) {
            throw new IllegalArgumentException("option number must be in 0 to 65535 but is " + number);
        }
        Objects.requireNonNull(value, "value");
    }

    /**
     * How many bytes it has on the air (RFC 7252, section 3.1).
     *
     * @param before the number of the option before it; 0 for the first option
     */
    int encodedLength(int before) {
        int bytes = OptionDefinition.ofNumber(number)
                .orElseThrow(() -> new IllegalArgumentException("option " + number + " has no known format"))
                .encodedLength(value);
        return 1 + extension(number - before) + extension(bytes) + bytes;
    }

    /** How many bytes a delta or a length needs besides its four bits. */
    private static int extension(int value) {
        if (value < ONE_BYTE_FROM) {
            return 0;
        }
        return value < TWO_BYTES_FROM ? 1 : 2;
    }
}
