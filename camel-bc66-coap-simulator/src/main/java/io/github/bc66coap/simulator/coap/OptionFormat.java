// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

/** Formats of option values (RFC 7252, section 3.2). */
public enum OptionFormat {
    EMPTY,
    OPAQUE,
    UINT,
    STRING;

    /** The format of an option of the note's table (section 2.3.5); others count as opaque. */
    public static OptionFormat of(int number) {
        return switch (number) {
            case 5 -> EMPTY;
            case 6, 7, 12, 14, 17, 23, 27, 28, 60 -> UINT;
            case 3, 8, 11, 15, 20, 35, 39 -> STRING;
            default -> OPAQUE;
        };
    }
}
