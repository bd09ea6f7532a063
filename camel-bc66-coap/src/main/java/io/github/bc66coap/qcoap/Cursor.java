// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Walks over the bytes of a notification, as far as they have come. What reads a part of it returns {@code false} as long as
 * bytes are missing, and goes on where it has stopped when there are more, so that each byte is looked at once. It throws
 * {@link Malformed} where the bytes don't fit, or where they don't suffice and no more will come.
 *
 * <p>A part is read when the byte behind it has come, too. So what ends it, a comma or a line end, is there to be looked at.
 */
final class Cursor {
    /** The URC's greatest length by the note (section 3.1): it discards what is beyond. */
    static final int URC_LIMIT = 1300;

    /** No notification is longer, even when a module keeps the limit for data only and prints them in hexadecimal. */
    static final int MAX_LINE = 3 * URC_LIMIT + 100;

    private static final int CR = '\r';
    private static final int LF = '\n';

    private byte[] line;
    private int length;
    private boolean silent;

    private int position;
    /** How far the part that begins at the position has been looked at. */
    private int scanned;

    private int number;
    private int from;
    private int to;

    private int needed;
    private String stops;

    /** Stands at a line's first byte again. */
    void restart() {
        moveTo(0);
    }

    /**
     * What has come of the line.
     *
     * @param newLength how many bytes of {@code newLine} are valid
     * @param noMore whether no more will come
     */
    void extend(byte[] newLine, int newLength, boolean noMore) {
        line = newLine;
        length = newLength;
        silent = noMore;
    }

    int position() {
        return position;
    }

    void moveTo(int newPosition) {
        position = newPosition;
        scanned = newPosition;
    }

    int length() {
        return length;
    }

    boolean isSilent() {
        return silent;
    }

    /** Whether all that has come has been looked at. */
    boolean isAtEnd() {
        return scanned == length;
    }

    /** The byte at {@code index}, unsigned. */
    int at(int index) {
        return line[index] & 0xFF;
    }

    byte[] copy(int start, int end) {
        return Arrays.copyOfRange(line, start, end);
    }

    /** The bytes that pairs of hexadecimal digits stand for. */
    byte[] bytesOfDigits(int start, int end) {
        byte[] bytes = new byte[(end - start) / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte)
                    (HexFormat.fromHexDigit(at(start + 2 * i)) << 4 | HexFormat.fromHexDigit(at(start + 2 * i + 1)));
        }
        return bytes;
    }

    String text(int start, int end) {
        return new String(line, start, end - start, StandardCharsets.UTF_8);
    }

    /** Whether these bytes are this text, of ASCII characters alone. */
    boolean isText(String text, int start, int end) {
        boolean same = text.length() == end - start;
        for (int i = 0; same && i < text.length(); i++) {
            same = text.charAt(i) == at(start + i) && text.charAt(i) < 0x80;
        }
        return same;
    }

    /** How many bytes more are needed, at least 1, after something has returned {@code false} or thrown {@link Undecided}. */
    int needed() {
        return needed;
    }

    /** Which of them decide before all are there; may be empty. */
    String stops() {
        return stops;
    }

    /** Ends the walk because bytes up to {@code newLength} are needed. */
    RuntimeException need(int newLength) {
        more(newLength);
        return Undecided.INSTANCE;
    }

    /** Ends the walk because nothing but one of these characters, or the end of what is possible, can decide. */
    RuntimeException needAnyOf(String characters) {
        moreAnyOf(characters);
        return Undecided.INSTANCE;
    }

    private boolean more(int newLength) {
        return moreAnyOf(Math.min(newLength, MAX_LINE), "");
    }

    private boolean moreAnyOf(String characters) {
        return moreAnyOf(MAX_LINE, characters);
    }

    private boolean moreAnyOf(int newLength, String characters) {
        if (silent || length >= MAX_LINE) {
            throw Malformed.INSTANCE;
        }
        needed = Math.max(1, newLength - length);
        stops = characters;
        return false;
    }

    /** Whether the next byte has come. */
    boolean has() {
        return position < length || more(position + 1);
    }

    /** The next byte, which has come. */
    int peek() {
        return at(position);
    }

    /** Passes over the next byte, which has come. */
    int next() {
        int c = at(position);
        moveTo(position + 1);
        return c;
    }

    /** Passes over the next byte, which has come, if it is this one. */
    boolean skip(int expected) {
        boolean there = peek() == expected;
        if (there) {
            next();
        }
        return there;
    }

    /** Passes over the next byte, which has come and must be this one. */
    void expect(int expected) {
        if (next() != expected) {
            throw Malformed.INSTANCE;
        }
    }

    /** Whether the next byte, which has come, ends a line. */
    boolean atLineEnd() {
        return isLineEnd(peek());
    }

    void expectLineEnd() {
        if (!atLineEnd()) {
            throw Malformed.INSTANCE;
        }
    }

    boolean isLineEndAt(int index) {
        return index < length && isLineEnd(at(index));
    }

    boolean isCrLfAt(int index) {
        return index + 1 < length && at(index) == CR && at(index + 1) == LF;
    }

    boolean isHexDigitAt(int index) {
        return index < length && isHexDigit(at(index));
    }

    /** Reads exactly these characters, each of which must fit as soon as it has come. */
    boolean literal(String expected) {
        while (scanned - position < expected.length()) {
            if (scanned >= length) {
                return more(scanned + 1);
            }
            if (at(scanned) != expected.charAt(scanned - position)) {
                throw Malformed.INSTANCE;
            }
            scanned++;
        }
        moveTo(scanned);
        return true;
    }

    /** Reads a decimal number, which ends at the first other byte; {@link #number()} is its value. */
    boolean number(int max) {
        if (scanned == position) {
            number = 0;
        }
        while (true) {
            if (scanned >= length) {
                return more(scanned + 1);
            }
            int c = at(scanned);
            if (!isDigit(c)) {
                break;
            }
            number = 10 * number + c - '0';
            scanned++;
            if (scanned - position > 5 || number > max) {
                throw Malformed.INSTANCE;
            }
        }
        if (scanned == position) {
            throw Malformed.INSTANCE;
        }
        moveTo(scanned);
        return true;
    }

    /** The number that was read last. */
    int number() {
        return number;
    }

    /**
     * Reads what is before the next comma or line end, at most {@code max} bytes, maybe in quotes. {@link #from()} and
     * {@link #to()} are its bounds, without quotes.
     */
    boolean field(int max) {
        if (!has()) {
            return false;
        }
        boolean quoted = beginQuoted();
        while (true) {
            if (scanned >= length) {
                return more(scanned + 1);
            }
            int c = at(scanned);
            if (c == ',' || c == '"' || isLineEnd(c)) {
                return endOfField(quoted, c);
            }
            scanned++;
            if (scanned - from > max) {
                throw Malformed.INSTANCE;
            }
        }
    }

    /** Begins a part at the next byte, which has come; says whether it is in quotes, and is read from behind the first one. */
    private boolean beginQuoted() {
        boolean quoted = peek() == '"';
        from = quoted ? position + 1 : position;
        scanned = Math.max(scanned, from);
        return quoted;
    }

    private boolean endOfField(boolean quoted, int end) {
        if (quoted && end != '"') {
            throw Malformed.INSTANCE;
        }
        if (quoted && scanned + 1 >= length) {
            return more(scanned + 2);
        }
        to = scanned;
        moveTo(quoted ? to + 1 : to);
        return true;
    }

    /**
     * Reads an option's value. In quotes it ends at the quote that a comma or line end follows, for the module prints it raw
     * and it may hold quotes itself. A line end inside isn't taken for a part of it: a quote that got lost on the line would
     * else make the lines that follow part of the value. {@link #from()} and {@link #to()} are its bounds, without quotes.
     */
    boolean value() {
        if (!has()) {
            return false;
        }
        boolean quoted = beginQuoted();
        while (true) {
            if (scanned >= length) {
                return moreAnyOf(quoted ? "\"\r\n" : ",\r\n");
            }
            int c = at(scanned);
            if (!quoted && (c == ',' || isLineEnd(c))) {
                to = scanned;
                moveTo(to);
                return true;
            }
            if (quoted && isLineEnd(c)) {
                throw Malformed.INSTANCE;
            }
            if (quoted && c == '"') {
                if (scanned + 1 >= length) {
                    return more(scanned + 2);
                }
                int behind = at(scanned + 1);
                if (behind == ',' || isLineEnd(behind)) {
                    to = scanned;
                    moveTo(to + 1);
                    return true;
                }
            }
            scanned++;
        }
    }

    /** Reads a block's number, M and size in quotes; {@link #from()} and {@link #to()} are its bounds, without quotes. */
    boolean blockValue() {
        from = position + 1;
        scanned = Math.max(scanned, from);
        while (true) {
            if (scanned >= length) {
                return more(scanned + 1);
            }
            int c = at(scanned);
            if (!isDigit(c) && c != '/' && c != 'M' && c != '_') {
                return endOfField(true, c);
            }
            scanned++;
        }
    }

    /** Where the field or value that was read last begins. */
    int from() {
        return from;
    }

    /** Where the field or value that was read last ends. */
    int to() {
        return to;
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHexDigit(int c) {
        return isDigit(c) || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f';
    }

    private static boolean isLineEnd(int c) {
        return c == CR || c == LF;
    }

    /** More bytes are needed; the cursor knows how many. */
    static final class Undecided extends RuntimeException {
        static final Undecided INSTANCE = new Undecided();

        private static final long serialVersionUID = 1L;

        private Undecided() {
            super(null, null, false, false);
        }
    }

    /** The bytes aren't a notification. */
    static final class Malformed extends RuntimeException {
        static final Malformed INSTANCE = new Malformed();

        private static final long serialVersionUID = 1L;

        private Malformed() {
            super(null, null, false, false);
        }
    }
}
