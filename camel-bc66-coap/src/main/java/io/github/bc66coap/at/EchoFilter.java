// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;

/**
 * Recognises the module's echo of one command line: whole, in pieces between notifications, or without its first characters while the
 * module wakes up.
 */
final class EchoFilter {
    /** A shorter tail could be a line of the module's own. */
    private static final int SHORTEST_TAIL = 4;

    private final CommandLine command;
    /** The command without blanks; {@code null} until a line comes that is no result code. */
    private String line;

    private int position;

    EchoFilter(CommandLine command) {
        this.command = command;
    }

    /** Whether {@code received}, which is no result code, is echo. */
    boolean isEcho(String received) {
        if (line == null) {
            line = comparable(new String(command.bytes(), StandardCharsets.ISO_8859_1));
        }
        String text = comparable(received);
        if (line.startsWith(text, position)) {
            position += text.length();
        } else if (line.startsWith(text)) {
            // the supposed first piece was noise, or the late echo of a shorter line
            position = text.length();
        } else if (position == 0 && text.length() >= SHORTEST_TAIL && line.endsWith(text)) {
            position = line.length();
        } else {
            return false;
        }
        return true;
    }

    /** Whether echo was seen, so that raw data will be echoed, too. */
    boolean seen() {
        return position > 0;
    }

    /** Cutting into lines drops blanks at the edges of a piece, so blanks are not compared. */
    private static String comparable(String text) {
        return text.replace(" ", "");
    }
}
