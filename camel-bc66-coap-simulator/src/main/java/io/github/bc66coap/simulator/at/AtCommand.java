// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.at;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed command line (note, section 2.1.2).
 *
 * <p>The note has {@code AT} or {@code at}; any mixture of cases is taken, in names too. Several commands on a line
 * (V.250's semicolon) are not in the note and refused.
 *
 * @param name the name in upper case: empty for a bare {@code AT}, {@code E0}, {@code I}, {@code +CGATT}, …
 * @param form test, read, write or execution
 * @param arguments what follows the equals sign of a write command, else empty
 */
public record AtCommand(String name, Form form, String arguments) {
    /** Table 1 of the note. */
    public enum Form {
        TEST,
        READ,
        WRITE,
        EXECUTE
    }

    private static final Pattern BASIC = Pattern.compile("(?i)AT(|E[01]|I)");
    private static final Pattern EXTENDED = Pattern.compile("(?i)AT(\\+[A-Z0-9]+)(=\\?|\\?|=(.*))?", Pattern.DOTALL);

    /**
     * Parses a line.
     *
     * @throws AtError if it is no command line
     */
    public static AtCommand parse(String line) {
        Matcher basic = BASIC.matcher(line);
        if (basic.matches()) {
            return new AtCommand(basic.group(1).toUpperCase(Locale.ROOT), Form.EXECUTE, "");
        }
        Matcher extended = EXTENDED.matcher(line);
        if (!extended.matches()) {
            throw AtError.notSupported("no command line");
        }
        String name = extended.group(1).toUpperCase(Locale.ROOT);
        String rest = extended.group(2);
        if (rest == null) {
            return new AtCommand(name, Form.EXECUTE, "");
        }
        return switch (rest) {
            case "?" -> new AtCommand(name, Form.READ, "");
            case "=?" -> new AtCommand(name, Form.TEST, "");
            default -> new AtCommand(name, Form.WRITE, extended.group(3));
        };
    }
}
