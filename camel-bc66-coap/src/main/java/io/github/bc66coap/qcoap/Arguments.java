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

/** Checks of arguments; each names the argument, its range and its value. */
final class Arguments {
    private Arguments() {}

    static int requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be in " + min + " to " + max + " but is " + value);
        }
        return value;
    }

    static void requireLength(String name, int bytes, int min, int max) {
        if (bytes < min || bytes > max) {
            throw new IllegalArgumentException(
                    name + " must be " + min + " to " + max + " bytes long but has " + bytes);
        }
    }
}
