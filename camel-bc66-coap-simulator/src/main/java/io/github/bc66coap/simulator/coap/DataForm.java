// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

import java.util.Set;

/** How the data of a URC is printed: as text or in hexadecimal digits, in quotes or without. */
public enum DataForm {
    /** Text for the content-formats 0, 41 and 50, bare; else digits in quotes. */
    NOTE(false, true),
    /** Digits without quotes, always. */
    UNQUOTED_HEX(false, false) {
        @Override
        boolean isText(CoapMessage message) {
            return false;
        }
    },
    /** As in the note, and JSON of any content-format, or none, as text. */
    RAW_JSON(false, true) {
        @Override
        boolean isText(CoapMessage message) {
            return super.isText(message) || isJson(message.payload());
        }
    },
    /** As in the note, but text in quotes. */
    QUOTED_TEXT(true, true);

    private static final int CONTENT_FORMAT = 12;
    private static final Set<Long> TEXT_FORMATS = Set.of(0L, 41L, 50L);

    private final boolean quotesText;
    private final boolean quotesDigits;

    DataForm(boolean quotesText, boolean quotesDigits) {
        this.quotesText = quotesText;
        this.quotesDigits = quotesDigits;
    }

    /** Is the payload printed as it is? */
    boolean isText(CoapMessage message) {
        return message.options().stream()
                .anyMatch(option -> option.number() == CONTENT_FORMAT && TEXT_FORMATS.contains(option.uint()));
    }

    /** Is it in quotes? */
    boolean quotes(boolean text) {
        return text ? quotesText : quotesDigits;
    }

    /** Firmware that prints JSON looks no further than its brackets. */
    private static boolean isJson(byte[] payload) {
        int last = payload.length - 1;
        return last > 0 && (payload[0] == '{' && payload[last] == '}' || payload[0] == '[' && payload[last] == ']');
    }
}
