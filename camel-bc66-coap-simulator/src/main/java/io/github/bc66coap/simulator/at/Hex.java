// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.at;

import java.util.HexFormat;
import java.util.Optional;

/** Hexadecimal strings: read in any case, written in upper case, as in the note's examples. */
public final class Hex {
    private static final HexFormat FORMAT = HexFormat.of().withUpperCase();

    private Hex() {}

    /** The bytes, or nothing if the text is not an even number of hexadecimal digits. */
    public static Optional<byte[]> parse(String text) {
        try {
            return Optional.of(FORMAT.parseHex(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The digits. */
    public static String format(byte[] bytes) {
        return FORMAT.formatHex(bytes);
    }
}
