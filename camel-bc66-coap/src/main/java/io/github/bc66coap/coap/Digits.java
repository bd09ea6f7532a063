// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

/** Checks that texts consist of ASCII digits. */
public final class Digits {
    private Digits() {}

    /** Whether {@code text} is one or more decimal digits. */
    public static boolean areDecimal(String text) {
        return areDecimal(text, 0, text.length());
    }

    static boolean areDecimal(String text, int from, int to) {
        return are(text, from, to, 10);
    }

    /** Whether {@code text} is one or more hexadecimal digits, of either case. */
    public static boolean areHexadecimal(String text) {
        return are(text, 0, text.length(), 16);
    }

    /** Whether {@code c} is a letter or decimal digit of ASCII. */
    public static boolean isLetterOrDigit(int c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static boolean are(String text, int from, int to, int radix) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || Character.digit(c, radix) < 0) {
                return false;
            }
        }
        return to > from;
    }
}
