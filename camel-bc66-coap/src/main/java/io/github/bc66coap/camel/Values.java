// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Arrays;
import java.util.function.Function;

import io.github.bc66coap.coap.BlockOption;
import io.github.bc66coap.coap.ShownText;

/** Reads what users gave, and says where it came from when it can't be read. */
final class Values {
    private Values() {}

    /**
     * Reads a value.
     *
     * @param name of the header or option
     * @throws IllegalArgumentException starting with {@code name} when {@code reader} refuses the value
     */
    static <T, R> R read(String name, T value, Function<T, R> reader) {
        try {
            return reader.apply(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    /** The constant with this name, in any case. */
    static <E extends Enum<E>> E constant(Class<E> type, String value) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value.strip())) {
                return constant;
            }
        }
        throw new IllegalArgumentException(
                "must be one of " + Arrays.toString(type.getEnumConstants()) + " but is " + ShownText.of(value));
    }

    /** A size that blocks can have (RFC 7959 section 2.2). */
    static int blockSize(String value) {
        String text = value.strip();
        int size = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (!BlockOption.isSize(size)) {
            throw new IllegalArgumentException(
                    "must be 16, 32, 64, 128, 256, 512 or 1024 but is " + ShownText.of(value));
        }
        return size;
    }
}
