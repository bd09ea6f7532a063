// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

/** A text from a stranger, made safe for messages and logs. */
public final class ShownText {
    private static final int LONGEST = 100;

    private ShownText() {}

    /**
     * The text in one line. Control, line-ending and unprintable characters become question marks; an ellipsis follows the first 100
     * characters.
     */
    public static String of(Object text) {
        String all = String.valueOf(text);
        String start = all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all;
        return start.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
