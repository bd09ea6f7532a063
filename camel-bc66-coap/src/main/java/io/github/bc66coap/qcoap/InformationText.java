// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.ArrayList;
import java.util.List;

import io.github.bc66coap.at.AtFormatException;
import io.github.bc66coap.at.AtReply;
import io.github.bc66coap.coap.Digits;

/** Reads the lines of positive replies. If one doesn't fit, an {@link AtFormatException} says what was expected. */
final class InformationText {
    private InformationText() {}

    /** The parameters of the only information response, which must start with {@code prefix} or {@code alias}. */
    static List<String> only(AtReply reply, String prefix, String alias) {
        if (reply.information().size() != 1) {
            throw new AtFormatException("expected one line " + prefix + " but there are "
                    + reply.information().size());
        }
        String line = reply.information().get(0);
        return fields(after(line, line.startsWith(alias) ? alias : prefix));
    }

    static List<String> only(AtReply reply, String prefix) {
        return only(reply, prefix, prefix);
    }

    /** The parameters of every information response; each must start with {@code prefix}. */
    static List<List<String>> all(AtReply reply, String prefix) {
        return reply.information().stream()
                .map(line -> fields(after(line, prefix)))
                .toList();
    }

    /** The number that is a two-phase command's outcome. */
    static int outcome(AtReply reply, String prefix) {
        if (reply.outcome() == null) {
            throw new AtFormatException("expected an outcome " + prefix);
        }
        return integer(after(reply.outcome(), prefix));
    }

    static int integer(String field) {
        if (field.length() > 9 || !Digits.areDecimal(field)) {
            throw new AtFormatException("expected a number");
        }
        return Integer.parseInt(field);
    }

    /** A parameter that is 0 or 1. */
    static boolean flag(String field) {
        return switch (integer(field)) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new AtFormatException("expected 0 or 1");
        };
    }

    /** A parameter without its quotes, if it has any. */
    static String unquoted(String field) {
        boolean quoted = field.length() >= 2 && field.startsWith("\"") && field.endsWith("\"");
        return quoted ? field.substring(1, field.length() - 1) : field;
    }

    /** The parameter at {@code index}, which must be there. */
    static String field(List<String> fields, int index) {
        if (index >= fields.size()) {
            throw new AtFormatException(
                    "expected at least " + (index + 1) + " parameters but there are " + fields.size());
        }
        return fields.get(index);
    }

    private static String after(String line, String prefix) {
        if (!line.startsWith(prefix)) {
            throw new AtFormatException("expected a line " + prefix);
        }
        return line.substring(prefix.length()).strip();
    }

    /** Splits at the commas that are neither in parentheses nor in quotes. */
    private static List<String> fields(String text) {
        List<String> fields = new ArrayList<>();
        boolean quoted = false;
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '(') {
                depth++;
            } else if (!quoted && c == ')') {
                depth--;
            } else if (!quoted && c == ',' && depth <= 0) {
                fields.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        fields.add(text.substring(start).strip());
        return fields;
    }
}
