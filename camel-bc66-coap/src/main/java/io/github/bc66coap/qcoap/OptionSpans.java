// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.Arrays;
import java.util.OptionalInt;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.OptionDefinition;

/** Where the options of a notification are on its line. */
final class OptionSpans {
    private static final int NUMBER = 0;
    private static final int FROM = 1;
    private static final int TO = 2;
    private static final int INTS = 3;

    private final Cursor cursor;
    private int[] spans = new int[8 * INTS];
    private int used;

    OptionSpans(Cursor cursor) {
        this.cursor = cursor;
    }

    void clear() {
        used = 0;
    }

    /** Adds an option whose value is between these bytes of the line. */
    void add(int number, int from, int to) {
        if (used == spans.length) {
            spans = Arrays.copyOf(spans, 2 * used);
        }
        spans[used + NUMBER] = number;
        spans[used + FROM] = from;
        spans[used + TO] = to;
        used += INTS;
    }

    CoapOptions options() {
        if (used == 0) {
            return CoapOptions.EMPTY;
        }
        CoapOptions.Builder options = CoapOptions.builder();
        for (int i = 0; i < used; i += INTS) {
            options.add(spans[i + NUMBER], cursor.text(spans[i + FROM], spans[i + TO]));
        }
        return options.build();
    }

    /** As {@link CoapOptions#contentFormat()}. */
    OptionalInt contentFormat() {
        for (int i = 0; i < used; i += INTS) {
            if (spans[i + NUMBER] == OptionDefinition.CONTENT_FORMAT.number()) {
                return options().contentFormat();
            }
        }
        return OptionalInt.empty();
    }
}
