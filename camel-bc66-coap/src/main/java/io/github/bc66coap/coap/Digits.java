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

/** Texts that are nothing but digits of ASCII. */
public final class Digits {
    private Digits() {}

    /** Whether {@code text} is one or more decimal digits. */
    public static boolean areDecimal(String text) {
        return areDecimal(text, 0, text.length());
    }

    static boolean areDecimal(String text, int from, int to) {
        return are(text, from, to, 10);
    }

    /** Whether {@code text} is one or more hexadecimal digits, of either case. */
    public static boolean areHexadecimal(String text) {
        return are(text, 0, text.length(), 16);
    }

    private static boolean are(String text, int from, int to, int radix) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || Character.digit(c, radix) < 0) {
                return false;
            }
        }
        return to > from;
    }
}
