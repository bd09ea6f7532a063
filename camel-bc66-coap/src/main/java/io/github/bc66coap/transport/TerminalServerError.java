// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.util.Optional;
import java.util.regex.Pattern;

/** The errors that terminal servers write on the line. */
public final class TerminalServerError {
    /** Those of ser2net, versions 3 and 4; the system's message follows the colon. */
    private static final Pattern ERROR =
            Pattern.compile("(Port already in use|Port's device (already in use|failed open)|Device open failure).*");

    private static final int LONGEST = 80;

    private TerminalServerError() {}

    /**
     * Recognises a server's error.
     *
     * @param line without its end
     * @return the error, printable, at most 80 characters; empty if {@code line} is none
     */
    public static Optional<String> in(String line) {
        return Optional.of(line.strip())
                .filter(text -> ERROR.matcher(text).matches())
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST)).replaceAll("[^ -~]", "?"));
    }
}
