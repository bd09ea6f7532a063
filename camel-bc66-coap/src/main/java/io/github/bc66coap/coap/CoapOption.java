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

import java.util.Objects;

/**
 * One option of a message, its value as the text that AT commands and notifications carry: decimal for a uint,
 * hexadecimal for an opaque value, the text itself for a string.
 *
 * @param number 0 to 65535
 * @param value may be empty
 */
public record CoapOption(int number, String value) {
    /** @throws IllegalArgumentException when {@code number} isn't in 0 to 65535 */
    public CoapOption {
        if (number < 0 || number > 0xFFFF) {
            throw new IllegalArgumentException("option number must be in 0 to 65535 but is " + number);
        }
        Objects.requireNonNull(value, "value");
    }
}
