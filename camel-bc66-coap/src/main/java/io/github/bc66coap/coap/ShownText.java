// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

/** A text that may be a stranger's, in the form that messages and logs show it in. */
public final class ShownText {
    private static final int LONGEST = 100;

    private ShownText() {}

    /**
     * The text in one line: what moves a cursor, ends a line or doesn't print is a question mark, and behind 100 characters
     * there is an ellipsis.
     */
    public static String of(Object text) {
        String all = String.valueOf(text);
        String start = all.length() > LONGEST ? all.substring(0, LONGEST) + "…" : all;
        return start.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "?");
    }
}
