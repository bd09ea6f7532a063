// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.at;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The arguments of a write command: integers bare, strings in double quotes (as in all examples of the note), no blanks
 * between. A string cannot hold a double quote. Some firmware takes strings without quotes, too. Lines are taken as ISO 8859-1, so that a character is a byte.
 */
public final class Arguments {
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,10}");

    private record Argument(String text, boolean quoted) {}

    private final List<Argument> list;
    private final boolean quotesRequired;
    private int next;

    private Arguments(List<Argument> list, boolean quotesRequired) {
        this.list = list;
        this.quotesRequired = quotesRequired;
    }

    /** Splits at the commas outside quotes; strings have to be quoted. */
    public static Arguments parse(String text) {
        return parse(text, true);
    }

    /** As {@link #parse(String)}, where strings may have to be quoted or not. */
    public static Arguments parse(String text, boolean quotesRequired) {
        List<Argument> list = new ArrayList<>();
        int at = 0;
        while (at <= text.length()) {
            int end = at < text.length() && text.charAt(at) == '"' ? endOfString(text, at) : endOfBare(text, at);
            list.add(argument(text.substring(at, end)));
            at = end + 1;
        }
        return new Arguments(list, quotesRequired);
    }

    private static int endOfBare(String text, int from) {
        int comma = text.indexOf(',', from);
        return comma < 0 ? text.length() : comma;
    }

    private static int endOfString(String text, int from) {
        int end = text.indexOf('"', from + 1) + 1;
        if (end == 0 || end < text.length() && text.charAt(end) != ',') {
            throw AtError.arguments("string not closed");
        }
        return end;
    }

    private static Argument argument(String text) {
        return text.startsWith("\"")
                ? new Argument(text.substring(1, text.length() - 1), true)
                : new Argument(text, false);
    }

    /** How many arguments are left? */
    public int left() {
        return list.size() - next;
    }

    /** Is there no next argument, or nothing between its commas? Then it is passed over. */
    public boolean omitted() {
        if (left() == 0) {
            return true;
        }
        Argument argument = list.get(next);
        boolean omitted = !argument.quoted() && argument.text().isEmpty();
        if (omitted) {
            next++;
        }
        return omitted;
    }

    /** The next argument, an integer of the range. */
    public int integer(int min, int max) {
        Argument argument = take();
        if (argument.quoted() || !INTEGER.matcher(argument.text()).matches()) {
            throw AtError.arguments("no integer");
        }
        long value = Long.parseLong(argument.text());
        if (value < min || value > max) {
            throw AtError.arguments("an integer is not in " + min + "-" + max);
        }
        return (int) value;
    }

    /** The next argument, a string of so many bytes. */
    public String string(int minBytes, int maxBytes) {
        Argument argument = take();
        int length = argument.text().length();
        if (!argument.quoted() && quotesRequired || length < minBytes || length > maxBytes) {
            throw AtError.arguments("no string of " + minBytes + "-" + maxBytes + " bytes");
        }
        return argument.text();
    }

    /** The next argument, a string of hexadecimal digits for so many bytes. */
    public byte[] hex(int minBytes, int maxBytes) {
        return Hex.parse(string(2 * minBytes, 2 * maxBytes))
                .orElseThrow(() -> AtError.arguments("no hexadecimal string"));
    }

    private Argument take() {
        if (left() == 0) {
            throw AtError.arguments("argument missing");
        }
        return list.get(next++);
    }

    /** There must be no further argument. */
    public void end() {
        if (left() != 0) {
            throw AtError.arguments("too many arguments");
        }
    }

    /** The bytes of a string argument. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
