// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.regex.Pattern;

import io.github.bc66coap.at.RawCommand;

/** Command lines as endpoint options give them. */
final class CommandLines {
    private static final Pattern LOST_PLUS = Pattern.compile("^(AT) (?=[A-Z])", Pattern.CASE_INSENSITIVE);

    private CommandLines() {}

    /**
     * The command line that is meant. In a URI a plus sign stands for a blank, unless it is written as {@code %2B} or in
     * {@code RAW()}; but no command has a blank behind its AT, so one there was a plus sign.
     */
    static String meant(String option) {
        return LOST_PLUS.matcher(option.strip()).replaceFirst("$1+");
    }

    /** @throws IllegalArgumentException when the line can't be sent, with the reason */
    static RawCommand command(String option) {
        return new RawCommand(meant(option));
    }
}
