// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.OptionalInt;

/**
 * Finds the end of a notification's data, and their form. The module doesn't state the form, but with {@code L} bytes announced, data are
 *
 * <ol>
 *   <li>{@code L} bytes of raw text, if CR LF follows these,
 *   <li>else 2{@code L} hexadecimal digits in quotes,
 *   <li>else 2{@code L} hexadecimal digits without quotes,
 *   <li>else {@code L} bytes of raw text in quotes.
 * </ol>
 *
 * <p>These exclude each other: a digit or quote follows the first {@code L} bytes of either hexadecimal form, and quoted digits go on
 * where quoted text has its closing quote. Text may hold anything, so nothing before its announced end is a line end.
 *
 * <p>A module cuts notifications at 1300 bytes, and the line loses bytes. So shorter data are accepted and marked: digits end at the
 * first line end; text ends at the limit, or else at the last CR LF before the announced end. If both readings are possible, the longer
 * one wins. At worst it swallows the module's next line, and a command gets no reply; with the shorter one, a peer's bytes could pass for
 * the module's.
 */
final class DataGrammar {
    private static final int QUOTE = '"';

    private final Cursor cursor;
    private final int start;
    private final int announced;
    private final boolean textFormat;

    /**
     * @param cursor at the first byte of the data; stays there until all have come
     * @param announced how many bytes of payload were announced
     * @param contentFormat of the message, if shown; matters only where the length doesn't decide
     */
    DataGrammar(Cursor cursor, int announced, OptionalInt contentFormat) {
        this.cursor = cursor;
        this.start = cursor.position();
        this.announced = announced;
        this.textFormat = contentFormat.isPresent() && isText(contentFormat.getAsInt());
    }

    /** The formats whose payload the module prints as text (note, section 3.1). */
    private static boolean isText(int contentFormat) {
        return contentFormat == 0 || contentFormat == 41 || contentFormat == 50;
    }

    /** Reads the data and leaves the cursor at their end. */
    PayloadSpan read() {
        if (announced == 0) {
            return nothing();
        }
        int textEnd = textEnd();
        if (textEnd >= 0) {
            return textEnd == start + announced ? text(start, textEnd, textEnd, false) : cutAt(textEnd);
        }
        if (isQuotedText()) {
            return text(start + 1, start + 1 + announced, start + announced + 2, false);
        }
        if (endsWithLoneLineEnd()) {
            return text(start, start + announced, start + announced, false);
        }
        PayloadSpan digits = digits();
        return digits != null ? digits : damagedText();
    }

    private PayloadSpan nothing() {
        int end = start;
        if (byteAt(end) == QUOTE) {
            if (byteAt(end + 1) != QUOTE) {
                throw Cursor.MalformedException.INSTANCE;
            }
            end += 2;
        }
        cursor.moveTo(end);
        byteAt(end);
        cursor.expectLineEnd();
        return PayloadSpan.NONE;
    }

    private int byteAt(int index) {
        if (index >= cursor.length()) {
            throw cursor.need(index + 1);
        }
        return cursor.at(index);
    }

    /**
     * The end of raw text: a CR LF at the announced length or at a limit, or -1. The farthest one counts, because a peer may put a CR LF
     * at the limit itself, so that the rest would pass for lines.
     */
    private int textEnd() {
        int announcedEnd = start + announced;
        if (isSurelyText()) {
            return announcedEnd;
        }
        for (int end : new int[] {announcedEnd, start + Cursor.URC_LIMIT, Cursor.URC_LIMIT}) {
            boolean possible = end > start && end <= announcedEnd && end + 2 <= Cursor.MAX_LINE;
            if (possible && end + 2 > cursor.length()) {
                if (!cursor.isSilent()) {
                    throw cursor.need(Math.max(cursor.length(), end) + 1);
                }
                if (end == announcedEnd && lastEnd() == announcedEnd) {
                    // perhaps only the line end, or half of it, is missing
                    return announcedEnd;
                }
            } else if (possible && cursor.isCrLfAt(end)) {
                return end;
            }
        }
        return -1;
    }

    private boolean isQuotedText() {
        int end = start + announced + 2;
        if (end > cursor.length() || cursor.at(start) != QUOTE || cursor.at(end - 1) != QUOTE) {
            return false;
        }
        if (end >= cursor.length()) {
            if (cursor.isSilent()) {
                return true;
            }
            throw cursor.need(end + 1);
        }
        return cursor.isLineEndAt(end);
    }

    /** A line end there could otherwise only be the last byte of quoted text, so no LF need follow. */
    private boolean isSurelyText() {
        return endsWithLoneLineEnd() && cursor.at(start) != QUOTE;
    }

    /** Some modules end lines with CR or LF alone. A CR LF across the announced end means a lost byte instead. */
    private boolean endsWithLoneLineEnd() {
        int end = start + announced;
        return cursor.isLineEndAt(end) && !cursor.isCrLfAt(end - 1);
    }

    /**
     * Reads hexadecimal digits, as many as announced or fewer; {@code null} if the data are something else. Fewer digits of a text format
     * are the text itself, unless they are more than its bytes.
     */
    private PayloadSpan digits() {
        int quote = cursor.length() > start && cursor.at(start) == QUOTE ? 1 : 0;
        int from = start + quote;
        int to = from;
        while (to - from < 2 * announced && cursor.isHexDigitAt(to)) {
            to++;
        }
        boolean all = to - from == 2 * announced;
        boolean sure = all || !textFormat || to - from > announced;
        if (!sure && to < cursor.length()) {
            return null;
        }
        int end = to;
        if (quote == 1 && end < cursor.length() && cursor.at(end) == QUOTE) {
            end++;
        }
        if (end >= cursor.length() && !cursor.isSilent()) {
            throw cursor.need(nextEnd(from + 2 * announced + quote + 1));
        }
        if (end < cursor.length() && !cursor.isLineEndAt(end)) {
            return null;
        }
        return sure ? hex(from, to, end, !all) : null;
    }

    /** Where to look next: a cut notification ends at the limit. */
    private int nextEnd(int expected) {
        boolean beforeLimit = cursor.length() <= Cursor.URC_LIMIT;
        return beforeLimit ? Math.min(expected, Cursor.URC_LIMIT + 1) : expected;
    }

    /** Data cut at a limit are digits if they look so, unless the content-format says otherwise. */
    private PayloadSpan cutAt(int end) {
        int from = start + (cursor.at(start) == QUOTE ? 1 : 0);
        int to = from;
        while (to < end && cursor.isHexDigitAt(to)) {
            to++;
        }
        boolean onlyDigits = to == end || to == end - 1 && from > start && cursor.at(to) == QUOTE;
        return onlyDigits && !textFormat ? hex(from, to, end, true) : text(start, end, end, true);
    }

    private PayloadSpan damagedText() {
        int announcedEnd = start + announced;
        boolean enough = cursor.isSilent() ? lastEnd() > announcedEnd : cursor.length() >= announcedEnd + 2;
        for (int end = announcedEnd - 1; enough && end >= start; end--) {
            if (cursor.isCrLfAt(end)) {
                return text(start, end, end, true);
            }
        }
        if (cursor.isSilent()) {
            int end = lastEnd();
            return text(start, Math.min(end, announcedEnd), end, true);
        }
        for (int end = announcedEnd; end < cursor.length(); end++) {
            if (cursor.isLineEndAt(end)) {
                return text(start, Math.min(end, announcedEnd), end, true);
            }
        }
        if (cursor.length() < announcedEnd + 2) {
            throw cursor.need(announcedEnd + 2);
        }
        throw cursor.needAnyOf("\r\n");
    }

    /** Where the data end if no more bytes come: before the last line end, if any. */
    private int lastEnd() {
        int length = cursor.length();
        if (length - 2 >= start && cursor.isCrLfAt(length - 2)) {
            return length - 2;
        }
        return length - 1 >= start && cursor.isLineEndAt(length - 1) ? length - 1 : length;
    }

    private PayloadSpan text(int from, int to, int end, boolean truncated) {
        cursor.moveTo(end);
        int room = Cursor.URC_LIMIT - from;
        return new PayloadSpan(from, to, false, truncated, truncated ? limit(room, to - from) : Payload.NO_LIMIT);
    }

    private PayloadSpan hex(int from, int to, int end, boolean truncated) {
        cursor.moveTo(end);
        int even = to - (to - from) % 2;
        int room = (Cursor.URC_LIMIT - from - (from - start)) / 2;
        int limit = truncated ? limit(room, (even - from) / 2) : Payload.NO_LIMIT;
        return new PayloadSpan(from, even, true, truncated, limit);
    }

    /** If the notification had no room for the payload, the module has cut it; otherwise the line lost bytes. */
    private int limit(int room, int bytes) {
        return announced > room ? Math.max(Math.max(room, 0), bytes) : Payload.NO_LIMIT;
    }
}
