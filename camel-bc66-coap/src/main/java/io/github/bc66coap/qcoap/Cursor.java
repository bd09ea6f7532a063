// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Walks over the bytes of a notification as far as they have come. A method that reads a part returns {@code false} while bytes are
 * missing, and continues where it stopped when more have come, so each byte is examined once. It throws
 * {@link MalformedException} when the bytes don't fit, or don't suffice although no more will come.
 *
 * <p>A part is complete only when the next byte has come, so the comma or line end behind it can be examined.
 */
final class Cursor {
    /** The length at which the module cuts a URC (note, section 3.1). */
    static final int URC_LIMIT = 1300;

    /** No notification is longer, even if a module limits only the data and prints them in hexadecimal. */
    static final int MAX_LINE = 3 * URC_LIMIT + 100;

    private static final int CR = '\r';
    private static final int LF = '\n';

    private byte[] line;
    private int length;
    private boolean silent;

    private int position;
    /** How far the part at the position has been examined. */
    private int scanned;

    private int number;
    private int from;
    private int to;

    private int needed;
    private String stops;

    /** Returns to the first byte of a line. */
    void restart() {
        moveTo(0);
    }

    /**
     * Sets the bytes that have come.
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

    /** Whether all bytes that have come have been examined. */
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

    /** Whether these bytes are this text, which must be ASCII. */
    boolean isText(String text, int start, int end) {
        boolean same = text.length() == end - start;
        for (int i = 0; same && i < text.length(); i++) {
            same = text.charAt(i) == at(start + i) && text.charAt(i) < 0x80;
        }
        return same;
    }

    /** How many more bytes are needed, at least 1, after {@code false} or {@link UndecidedException}. */
    int needed() {
        return needed;
    }

    /** Characters that decide earlier; may be empty. */
    String stops() {
        return stops;
    }

    /** Ends the walk because bytes up to {@code newLength} are needed. */
    RuntimeException need(int newLength) {
        more(newLength);
        return UndecidedException.INSTANCE;
    }

    /** Ends the walk because only one of these characters, or the greatest length, can decide. */
    RuntimeException needAnyOf(String characters) {
        moreAnyOf(characters);
        return UndecidedException.INSTANCE;
    }

    private boolean more(int newLength) {
        return moreAnyOf(Math.min(newLength, MAX_LINE), "");
    }

    private boolean moreAnyOf(String characters) {
        return moreAnyOf(MAX_LINE, characters);
    }

    private boolean moreAnyOf(int newLength, String characters) {
        if (silent || length >= MAX_LINE) {
            throw MalformedException.INSTANCE;
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

    /** Returns and skips the next byte, which has come. */
    int next() {
        int c = at(position);
        moveTo(position + 1);
        return c;
    }

    /** Skips the next byte, which has come, if it is this one. */
    boolean skip(int expected) {
        boolean there = peek() == expected;
        if (there) {
            next();
        }
        return there;
    }

    /** Skips the next byte, which has come and must be this one. */
    void expect(int expected) {
        if (next() != expected) {
            throw MalformedException.INSTANCE;
        }
    }

    /** Whether the next byte, which has come, ends a line. */
    boolean atLineEnd() {
        return isLineEnd(peek());
    }

    void expectLineEnd() {
        if (!atLineEnd()) {
            throw MalformedException.INSTANCE;
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

    /** Reads exactly these characters; fails at the first that differs. */
    boolean literal(String expected) {
        while (scanned - position < expected.length()) {
            if (scanned >= length) {
                return more(scanned + 1);
            }
            if (at(scanned) != expected.charAt(scanned - position)) {
                throw MalformedException.INSTANCE;
            }
            scanned++;
        }
        moveTo(scanned);
        return true;
    }

    /** Reads a decimal number up to the first other byte; {@link #number()} is its value. */
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
                throw MalformedException.INSTANCE;
            }
        }
        if (scanned == position) {
            throw MalformedException.INSTANCE;
        }
        moveTo(scanned);
        return true;
    }

    /** The last number read. */
    int number() {
        return number;
    }

    /**
     * Reads up to the next comma or line end, at most {@code max} bytes, maybe in quotes. {@link #from()} and {@link #to()} are the
     * bounds, without quotes.
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
                throw MalformedException.INSTANCE;
            }
        }
    }

    /** Begins a part at the next byte, which has come, behind its quote if any; returns whether it is in quotes. */
    private boolean beginQuoted() {
        boolean quoted = peek() == '"';
        from = quoted ? position + 1 : position;
        scanned = Math.max(scanned, from);
        return quoted;
    }

    private boolean endOfField(boolean quoted, int end) {
        if (quoted && end != '"') {
            throw MalformedException.INSTANCE;
        }
        if (quoted && scanned + 1 >= length) {
            return more(scanned + 2);
        }
        to = scanned;
        moveTo(quoted ? to + 1 : to);
        return true;
    }

    /**
     * Reads an option's value. The module does not escape quotes, so a quoted value ends at a quote followed by a comma or line end. A
     * line end inside is malformed: otherwise a lost quote would swallow the next lines. {@link #from()} and {@link #to()} are the
     * bounds, without quotes.
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
                throw MalformedException.INSTANCE;
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

    /** Reads a block's number, M and size in quotes; {@link #from()} and {@link #to()} are the bounds, without quotes. */
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

    /** Where the last field or value begins. */
    int from() {
        return from;
    }

    /** Where the last field or value ends. */
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
    static final class UndecidedException extends RuntimeException {
        static final UndecidedException INSTANCE = new UndecidedException();

        private static final long serialVersionUID = 1L;

        private UndecidedException() {
            super(null, null, false, false);
        }
    }

    /** The bytes aren't a notification. */
    static final class MalformedException extends RuntimeException {
        static final MalformedException INSTANCE = new MalformedException();

        private static final long serialVersionUID = 1L;

        private MalformedException() {
            super(null, null, false, false);
        }
    }
}
