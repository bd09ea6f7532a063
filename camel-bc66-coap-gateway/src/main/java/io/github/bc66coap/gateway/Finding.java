// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.util.Objects;

/**
 * A result of {@code check}.
 *
 * @param subject what was checked
 * @param cure what to do; {@code null} if nothing is wrong
 */
record Finding(String subject, Verdict verdict, String text, String cure) {
    enum Verdict {
        OK("ok"),
        WRONG("WRONG"),
        /** Not checked, or neither right nor wrong. */
        OPEN("-");

        private final String shown;

        Verdict(String shown) {
            this.shown = shown;
        }
    }

    Finding {
        Objects.requireNonNull(text);
    }

    static Finding ok(String subject, String text) {
        return new Finding(subject, Verdict.OK, text, null);
    }

    static Finding open(String subject, String text) {
        return new Finding(subject, Verdict.OPEN, text, null);
    }

    static Finding wrong(String subject, String text, String cure) {
        return new Finding(subject, Verdict.WRONG, text, cure);
    }

    boolean isWrong() {
        return verdict == Verdict.WRONG;
    }

    @Override
    public String toString() {
        String line = "%-12s %-5s  %s".formatted(subject, verdict.shown, text.replaceAll("\\p{Cntrl}", "?"));
        return cure == null ? line : line + System.lineSeparator() + "%-20s -> %s".formatted("", cure);
    }
}
