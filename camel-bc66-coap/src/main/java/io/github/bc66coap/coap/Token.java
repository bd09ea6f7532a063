// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.Arrays;
import java.util.HexFormat;

/** A token (RFC 7252, section 5.3.1): 0 to 8 bytes that match responses to requests. */
public final class Token {
    /** The greatest length of a token, in bytes. */
    public static final int MAX_LENGTH = 8;

    /** The token of no bytes. */
    public static final Token EMPTY = new Token(new byte[0]);

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final byte[] bytes;

    private Token(byte[] bytes) {
        if (bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException("token must be 0 to 8 bytes long but has " + bytes.length);
        }
        this.bytes = bytes;
    }

    /**
     * A token of these bytes, copied.
     *
     * @throws IllegalArgumentException when there are more than 8
     */
    public static Token of(byte... bytes) {
        return new Token(bytes.clone());
    }

    /**
     * Reads hexadecimal digits of either case.
     *
     * @throws IllegalArgumentException when {@code hex} holds anything else, an odd number of digits or more than 16
     */
    public static Token fromHex(String hex) {
        try {
            return new Token(HEX.parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "token must be 0 to 16 hexadecimal digits, an even number: " + ShownText.of(hex));
        }
    }

    /** The token in upper-case hexadecimal digits, two a byte. */
    public String hex() {
        return HEX.formatHex(bytes);
    }

    /** How many bytes the token has, 0 to 8. */
    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Token token && Arrays.equals(bytes, token.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** As {@link #hex()}. */
    @Override
    public String toString() {
        return hex();
    }
}
