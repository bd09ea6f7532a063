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
package io.github.bc66coap.simulator.coap;

/** Formats of option values (RFC 7252, section 3.2). */
public enum OptionFormat {
    EMPTY,
    OPAQUE,
    UINT,
    STRING;

    /** The format of an option of the note's table (section 2.3.5); others count as opaque. */
    public static OptionFormat of(int number) {
        return switch (number) {
            case 5 -> EMPTY;
            case 6, 7, 12, 14, 17, 23, 27, 28, 60 -> UINT;
            case 3, 8, 11, 15, 20, 35, 39 -> STRING;
            default -> OPAQUE;
        };
    }
}
