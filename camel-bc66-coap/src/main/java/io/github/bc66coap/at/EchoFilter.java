/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;

/**
 * Recognises the module's echo of one command line: whole, or in pieces where notifications were printed into it, or
 * without its first characters when the module was waking up.
 */
final class EchoFilter {
    /** A shorter tail could as well be something that the module says. */
    private static final int SHORTEST_TAIL = 4;

    private final AtLine command;
    /** The command as its echo may look; {@code null} until the module says something that isn't a result code. */
    private String line;

    private int position;

    EchoFilter(AtLine command) {
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
