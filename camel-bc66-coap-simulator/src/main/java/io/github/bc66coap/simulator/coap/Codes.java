// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.util.Set;

/** The {@code <method/rspcode>} values of {@code AT+QCOAPSEND} (note, section 2.3.7). */
public final class Codes {
    /** 4.05 on the wire. */
    static final int METHOD_NOT_ALLOWED = 0x85;

    private static final int LAST_METHOD = 4;
    private static final Set<Integer> RESPONSES = Set.of(
            201, 202, 203, 204, 205, 400, 401, 402, 403, 404, 405, 406, 412, 413, 415, 500, 501, 502, 503, 504, 505);

    private Codes() {}

    /**
     * The code on the wire of a method (1–4), the empty message (0) or a response code (201–505); -1 if unknown.
     *
     * @param any are response codes known that the note doesn't list?
     */
    public static int wire(int value, boolean any) {
        if (value >= 0 && value <= LAST_METHOD) {
            return value;
        }
        boolean known = any ? value >= 200 && value <= 505 && value % 100 <= 31 : RESPONSES.contains(value);
        return known ? value / 100 << 5 | value % 100 : -1;
    }

    /** Is the code on the wire one of the note's methods? It has no others, in URCs neither (section 3.2). */
    static boolean isMethod(int wire) {
        return wire > 0 && wire <= LAST_METHOD;
    }
}
