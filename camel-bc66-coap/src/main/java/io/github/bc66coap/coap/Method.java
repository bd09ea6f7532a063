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
     * Whether this code can answer a request of this method, as far as servers do what RFC 7252 says in sections 5.8 and 5.9.1,
     * and RFC 7959 in section 2.9.1. Errors can answer any, and so can codes that these don't name.
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
