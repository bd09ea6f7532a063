// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.util.Optional;
import java.util.regex.Pattern;

/** What terminal servers say on the line itself when they can't give it. */
public final class TerminalServer {
    /** Those of ser2net, versions 3 and 4; what follows the colon is the system's. */
    private static final Pattern ERROR =
            Pattern.compile("(Port already in use|Port's device (already in use|failed open)|Device open failure).*");

    private static final int LONGEST = 80;

    private TerminalServer() {}

    /**
     * Tells a server's error from what a module says.
     *
     * @param line without its end
     * @return the error, printable and at most 80 characters long; empty when {@code line} is none
     */
    public static Optional<String> error(String line) {
        return Optional.of(line.strip())
                .filter(text -> ERROR.matcher(text).matches())
                .map(text -> text.substring(0, Math.min(text.length(), LONGEST)).replaceAll("[^ -~]", "?"));
    }
}
