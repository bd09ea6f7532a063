/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.qcoap;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks over the bytes of a notification. It throws {@link Undecided} where they don't suffice and {@link Malformed} where
 * they don't fit; neither has a stack trace, because a line is looked at again with every byte that arrives.
 */
final class Cursor {
    /** The URC's greatest length by the note (section 3.1): it discards what is beyond. */
    static final int URC_LIMIT = 1300;

    /** No notification is longer, even when a module keeps the limit for data only and prints them in hexadecimal. */
    static final int MAX_LINE = 3 * URC_LIMIT + 100;

    private static final int CR = '\r';
    private static final int LF = '\n';

    private final byte[] line;
    private final int length;
    private final boolean silent;
    private int position;

    /**
     * @param length how many bytes of {@code line} are valid
     * @param silent whether no more will come
     */
    Cursor(byte[] line, int length, boolean silent) {
        this.line = line;
        this.length = length;
        this.silent = silent;
    }

    int position() {
        return position;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    int length() {
        return length;
    }

    boolean isSilent() {
        return silent;
    }

    /** The byte at {@code index}, unsigned. */
    int at(int index) {
        return line[index] & 0xFF;
    }

    byte[] copy(int from, int to) {
        return Arrays.copyOfRange(line, from, to);
    }

    String text(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    /** Ends the walk because bytes up to {@code newLength} are needed. */
    RuntimeException need(int newLength) {
        if (silent || length >= MAX_LINE) {
            return Malformed.INSTANCE;
        }
        return new Undecided(Math.max(1, Math.min(newLength, MAX_LINE) - length), "");
    }

    /** Ends the walk because nothing but one of these characters, or the end of what is possible, can decide. */
    RuntimeException needAnyOf(String stops) {
        return silent || length >= MAX_LINE ? Malformed.INSTANCE : new Undecided(MAX_LINE - length, stops);
    }

    int peek() {
        if (position >= length) {
            throw need(position + 1);
        }
        return at(position);
    }

    int next() {
        int c = peek();
        position++;
        return c;
    }

    boolean skip(int expected) {
        boolean there = peek() == expected;
        position += there ? 1 : 0;
        return there;
    }

    void expect(int expected) {
        if (next() != expected) {
            throw Malformed.INSTANCE;
        }
    }

    void expect(String expected) {
        for (int i = 0; i < expected.length(); i++) {
            expect(expected.charAt(i));
        }
    }

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
        return index < length && Character.digit(at(index), 16) >= 0 && at(index) < 0x80;
    }

    /** A decimal number that ends at the first other byte. */
    int number(int max) {
        int digits = 0;
        int value = 0;
        while (isDigit(peek())) {
            value = 10 * value + next() - '0';
            if (++digits > 5 || value > max) {
                throw Malformed.INSTANCE;
            }
        }
        if (digits == 0) {
            throw Malformed.INSTANCE;
        }
        return value;
    }

    /** Bytes up to the next comma or line end, at most {@code max}; without the quotes they may be in. */
    String field(int max) {
        boolean quoted = skip('"');
        int start = position;
        while (peek() != ',' && peek() != '"' && !atLineEnd()) {
            next();
            if (position - start > max) {
                throw Malformed.INSTANCE;
            }
        }
        String field = text(start, position);
        if (quoted) {
            expect('"');
        }
        return field;
    }

    /**
     * An option's value. In quotes it ends at the quote that a comma or line end follows, for the module prints it raw and
     * it may hold quotes itself. A line end inside isn't taken for a part of it: a quote that got lost on the line would
     * else make the lines that follow part of the value.
     */
    String value() {
        boolean quoted = skip('"');
        int start = position;
        while (true) {
            if (position >= length) {
                throw needAnyOf(quoted ? "\"\r\n" : ",\r\n");
            }
            int c = next();
            if (!quoted && (c == ',' || isLineEnd(c))) {
                return text(start, --position);
            }
            if (quoted && isLineEnd(c)) {
                throw Malformed.INSTANCE;
            }
            if (quoted && c == '"' && (peek() == ',' || atLineEnd())) {
                return text(start, position - 1);
            }
        }
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLineEnd(int c) {
        return c == CR || c == LF;
    }

    /** More bytes are needed. */
    static final class Undecided extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int bytes;
        private final String stops;

        Undecided(int bytes, String stops) {
            super(null, null, false, false);
            this.bytes = bytes;
            this.stops = stops;
        }

        /** How many, at least 1. */
        int bytes() {
            return bytes;
        }

        /** Which of them decide before all are there; may be empty. */
        String stops() {
            return stops;
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
