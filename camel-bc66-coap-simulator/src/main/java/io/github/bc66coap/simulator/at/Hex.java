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
package io.github.bc66coap.simulator.at;

import java.util.HexFormat;
import java.util.Optional;

/** Hexadecimal strings: read in any case, written in upper case, as in the note's examples. */
public final class Hex {
    private static final HexFormat FORMAT = HexFormat.of().withUpperCase();

    private Hex() {}

    /** The bytes, or nothing if the text is not an even number of hexadecimal digits. */
    public static Optional<byte[]> parse(String text) {
        try {
            return Optional.of(FORMAT.parseHex(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The digits. */
    public static String format(byte[] bytes) {
        return FORMAT.formatHex(bytes);
    }
}
