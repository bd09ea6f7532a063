// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.nio.charset.StandardCharsets;

import io.github.bc66coap.simulator.at.Hex;

/**
 * An option as it is on the wire.
 *
 * @param number the option number
 * @param value the encoded value; not copied, not to be changed
 */
public record CoapOption(int number, byte[] value) {
    /** The value for people: decimal, text or hexadecimal. */
    public String text() {
        return switch (OptionFormat.of(number)) {
            case UINT -> Long.toString(uint());
            case STRING -> new String(value, StandardCharsets.UTF_8);
            case OPAQUE, EMPTY -> Hex.format(value);
        };
    }

    /** The value as unsigned integer (RFC 7252, section 3.2). */
    public long uint() {
        long result = 0;
        for (byte b : value) {
            result = result << 8 | b & 0xff;
        }
        return result;
    }

    @Override
    public String toString() {
        return number + "=" + text();
    }
}
