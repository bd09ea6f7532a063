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
