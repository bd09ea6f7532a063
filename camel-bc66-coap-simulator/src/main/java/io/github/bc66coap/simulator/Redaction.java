// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes lines fit to be shown: no key, no PIN, no control characters. */
final class Redaction {
    /** What is in front of the key where it is in its place, or else of all arguments. */
    private static final Pattern CREATE = Pattern.compile(
            "(.*QCOAPCREATE=(?:[0-9]{1,5},[0-9],\"[^\"]*\",)?)(?![0-9]{1,5}(?:,0)?$|\\?$).+",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern PASSWORD =
            Pattern.compile("(.*\\+(?:CPIN|CLCK|CPWD)=).+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** A user and a password behind the access point. */
    private static final Pattern ACCOUNT = Pattern.compile(
            "(.*\\+QCGDEFCONT=)(?!\"[^\"]*\"(?:,\"[^\"]*\")?$|\\?$).+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The same for the command of other modules, which a program may try here (3GPP 27.007, section 10.1.31). */
    private static final Pattern AUTHENTICATION =
            Pattern.compile("(.*\\+CGAUTH=)(?!\\?$).+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Redaction() {}

    /**
     * Hides the key of {@code AT+QCOAPCREATE}, the passwords of the SIM and that of an access point; if the line is malformed,
     * everything that might be one.
     */
    static String withoutSecrets(String line) {
        for (Pattern secret : List.of(CREATE, PASSWORD, ACCOUNT, AUTHENTICATION)) {
            Matcher found = secret.matcher(line);
            if (found.matches()) {
                return found.group(1) + "***";
            }
        }
        return line;
    }

    /** Escapes what does not print. */
    static String printable(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\r' -> out.append("\\r");
                case '\n' -> out.append("\\n");
                default ->
                    out.append(c < 0x20 || c > 0x7e ? "\\x%02X".formatted((int) c & 0xff) : Character.toString(c));
            }
        }
        return out.toString();
    }
}
