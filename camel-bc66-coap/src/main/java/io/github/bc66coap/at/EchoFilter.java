// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;

/**
 * Recognises the module's echo of one command line: whole, or in pieces where notifications were printed into it, or
 * without its first characters when the module was waking up.
 */
final class EchoFilter {
    /** A shorter tail could as well be something that the module says. */
    private static final int SHORTEST_TAIL = 4;

    private final CommandLine command;
    /** The command as its echo may look; {@code null} until the module says something that isn't a result code. */
    private String line;

    private int position;

    EchoFilter(CommandLine command) {
        this.command = command;
    }

    /** Whether {@code received}, which is no result code, is echo and nothing that the module itself said. */
    boolean isEcho(String received) {
        if (line == null) {
            line = comparable(new String(command.bytes(), StandardCharsets.ISO_8859_1));
        }
        String text = comparable(received);
        if (line.startsWith(text, position)) {
            position += text.length();
        } else if (line.startsWith(text)) {
            // what was taken for the first piece was noise, or the late echo of a shorter line
            position = text.length();
        } else if (position == 0 && text.length() >= SHORTEST_TAIL && line.endsWith(text)) {
            position = line.length();
        } else {
            return false;
        }
        return true;
    }

    /** Whether any echo was seen, so that raw data will be echoed, too. */
    boolean seen() {
        return position > 0;
    }

    /** Blanks at the edges of a piece don't survive the cutting into lines, so none are compared. */
    private static String comparable(String text) {
        return text.replace(" ", "");
    }
}
