// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.coap;

/** The request methods of RFC 7252, section 12.1.1. */
public enum Method {
    GET,
    POST,
    PUT,
    DELETE;

    private static final Method[] BY_NUMBER = values();

    /** The method's number, 1 to 4: the detail of its code. */
    public int number() {
        return ordinal() + 1;
    }

    /** The method's code, 0.01 to 0.04. */
    public Code code() {
        return Code.of(0, number());
    }

    /**
     * Whether a response to a request of this method may have this code, by RFC 7252, sections 5.8 and 5.9.1, and RFC 7959, section
     * 2.9.1. Errors, and codes that these sections don't name, always may.
     */
    public boolean mayBeAnsweredBy(Code code) {
        if (code.equals(Code.CONTENT) || code.equals(Code.VALID)) {
            return this == GET;
        }
        if (code.equals(Code.CREATED) || code.equals(Code.CHANGED) || code.equals(Code.CONTINUE)) {
            return this == POST || this == PUT;
        }
        return !code.equals(Code.DELETED) || this == DELETE || this == POST;
    }

    /**
     * The method with this number.
     *
     * @throws IllegalArgumentException when {@code number} isn't in 1 to 4
     */
    public static Method ofNumber(int number) {
        if (number < 1 || number > BY_NUMBER.length) {
            throw new IllegalArgumentException("method must be in 1 to 4 but is " + number);
        }
        return BY_NUMBER[number - 1];
    }
}
