// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

import java.util.stream.IntStream;

/**
 * The code of a CoAP message (RFC 7252, section 3): a method, a response code or {@link #EMPTY}.
 *
 * @param codeClass 0 to 7
 * @param detail 0 to 31
 */
public record Code(int codeClass, int detail) {
    private static final int DETAILS = 32;
    /** Every code once. */
    private static final Code[] ALL = IntStream.range(0, 8 * DETAILS)
            .mapToObj(number -> new Code(number / DETAILS, number % DETAILS))
            .toArray(Code[]::new);

    public static final Code EMPTY = of(0, 0);

    public static final Code GET = of(0, 1);
    public static final Code POST = of(0, 2);
    public static final Code PUT = of(0, 3);
    public static final Code DELETE = of(0, 4);

    public static final Code CREATED = of(2, 1);
    public static final Code DELETED = of(2, 2);
    public static final Code VALID = of(2, 3);
    public static final Code CHANGED = of(2, 4);
    public static final Code CONTENT = of(2, 5);
    /** A block of a request arrived (RFC 7959, section 2.9.1). */
    public static final Code CONTINUE = of(2, 31);

    public static final Code BAD_REQUEST = of(4, 0);
    public static final Code BAD_OPTION = of(4, 2);
    public static final Code NOT_FOUND = of(4, 4);
    public static final Code METHOD_NOT_ALLOWED = of(4, 5);
    public static final Code NOT_ACCEPTABLE = of(4, 6);
    /** Blocks of a request are missing (RFC 7959, section 2.9.2). */
    public static final Code REQUEST_ENTITY_INCOMPLETE = of(4, 8);

    public static final Code REQUEST_ENTITY_TOO_LARGE = of(4, 13);

    public static final Code INTERNAL_SERVER_ERROR = of(5, 0);
    public static final Code SERVICE_UNAVAILABLE = of(5, 3);

    /** @throws IllegalArgumentException when the class isn't in 0 to 7 or the detail not in 0 to 31 */
    public Code {
        if (codeClass < 0 || codeClass > 7) {
            throw new IllegalArgumentException("code class must be in 0 to 7 but is " + codeClass);
        }
        if (detail < 0 || detail > 31) {
            throw new IllegalArgumentException("code detail must be in 0 to 31 but is " + detail);
        }
    }

    /** @throws IllegalArgumentException when the class isn't in 0 to 7 or the detail not in 0 to 31 */
    public static Code of(int codeClass, int detail) {
        boolean known = codeClass >= 0 && codeClass < 8 && detail >= 0 && detail < DETAILS;
        // the constructor refuses the others
        return known ? ALL[DETAILS * codeClass + detail] : new Code(codeClass, detail);
    }

    /**
     * The reverse of {@link #number()}: 205 gives 2.05.
     *
     * @throws IllegalArgumentException when no code has this number
     */
    public static Code ofNumber(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("code must not be negative but is " + number);
        }
        return of(number / 100, number % 100);
    }

    /**
     * Reads {@code 2.05} or {@code 205}.
     *
     * @throws IllegalArgumentException when {@code text} is no code
     */
    public static Code parse(String text) {
        boolean dotted = text.length() == 4 && text.charAt(1) == '.';
        if (dotted && Digits.areDecimal(text, 0, 1) && Digits.areDecimal(text, 2, 4)) {
            return of(text.charAt(0) - '0', Integer.parseInt(text, 2, 4, 10));
        }
        if (text.length() <= 3 && Digits.areDecimal(text)) {
            return ofNumber(Integer.parseInt(text));
        }
        throw new IllegalArgumentException("code must look like 2.05 or 205 but is " + ShownText.of(text));
    }

    /** The code as in AT commands, decimal without the dot: 205 for 2.05, 1 for GET. */
    public int number() {
        return codeClass * 100 + detail;
    }

    /** Whether this is 0.00, the code of an empty message. */
    public boolean isEmpty() {
        return codeClass == 0 && detail == 0;
    }

    /** Whether this is a method, known or unknown: 0.01 to 0.31. */
    public boolean isRequest() {
        return codeClass == 0 && detail > 0;
    }

    /** 2.xx. */
    public boolean isSuccess() {
        return codeClass == 2;
    }

    /** 4.xx or 5.xx. */
    public boolean isError() {
        return codeClass == 4 || codeClass == 5;
    }

    /** The code as RFC 7252 writes it, for example {@code 2.05}. */
    @Override
    public String toString() {
        return codeClass + (detail < 10 ? ".0" : ".") + detail;
    }
}
