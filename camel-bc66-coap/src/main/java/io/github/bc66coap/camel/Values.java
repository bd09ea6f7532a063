// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.coap.ShownText;

/** Reads the values of headers and options. Errors name the header or option. */
final class Values {
    private static final Pattern LOST_PLUS = Pattern.compile("^(AT) (?=[A-Z])", Pattern.CASE_INSENSITIVE);

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

    /** The constant with this name. Case doesn't matter. */
    static <E extends Enum<E>> E constant(Class<E> type, String value) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value.strip())) {
                return constant;
            }
        }
        throw new IllegalArgumentException(
                "must be one of " + Arrays.toString(type.getEnumConstants()) + " but is " + ShownText.of(value));
    }

    /**
     * The command line of an option. In a URI, a plus sign stands for a blank unless it is written as {@code %2B} or in
     * {@code RAW()}. No command has a blank behind its AT, so a blank there was a plus sign.
     */
    static String commandLine(String option) {
        return LOST_PLUS.matcher(option.strip()).replaceFirst("$1+");
    }

    /** @throws IllegalArgumentException with the reason when the command line can't be sent */
    static RawCommand command(String option) {
        return new RawCommand(commandLine(option));
    }
}
