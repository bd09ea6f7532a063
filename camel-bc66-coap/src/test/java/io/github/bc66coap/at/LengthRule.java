// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;

/** Owns {@code +L:<n>,} and the n bytes behind it, whatever they are. */
final class LengthRule implements UrcRule {
    private static final String PREFIX = "+L:";
    private static final int LONGEST_HEADER = PREFIX.length() + 6;

    static String notification(String payload) {
        return PREFIX + payload.length() + "," + payload;
    }

    @Override
    public Verdict inspect(byte[] line, int length) {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        if (!text.startsWith(PREFIX)) {
            return PREFIX.startsWith(text) ? new NeedMore(1) : Verdict.NOT_MINE;
        }
        int comma = text.indexOf(',');
        String number = text.substring(PREFIX.length(), comma < 0 ? length : comma);
        if (!number.chars().allMatch(Character::isDigit)) {
            return Verdict.NOT_MINE;
        }
        if (comma < 0) {
            return length < LONGEST_HEADER ? new NeedMore(1) : Verdict.NOT_MINE;
        }
        if (number.isEmpty()) {
            return Verdict.NOT_MINE;
        }
        int end = comma + 1 + Integer.parseInt(number);
        return length < end ? new NeedMore(end - length) : new Complete(end, false);
    }

    /** What came before the first line end. */
    @Override
    public Verdict conclude(byte[] line, int length) {
        String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\r');
        return text.indexOf(',') < 0 ? Verdict.NOT_MINE : new Complete(end < 0 ? length : end, true);
    }
}
