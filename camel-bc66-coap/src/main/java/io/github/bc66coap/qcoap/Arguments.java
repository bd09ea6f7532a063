// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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
