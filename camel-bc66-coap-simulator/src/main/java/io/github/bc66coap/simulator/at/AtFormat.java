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
package io.github.bc66coap.simulator.at;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How results look on the line. The default methods are the note's (section 2.1.2): everything starts and ends with a
 * carriage return and a line feed.
 */
public interface AtFormat {
    /** The format of the note. */
    AtFormat NOTE = new AtFormat() {};

    /**
     * Lines of information in front of {@code OK}. The examples (section 2.3.6) print several lines of one response
     * without blank lines between, so they share one frame.
     */
    default byte[] information(List<String> lines) {
        return lines.isEmpty() ? new byte[0] : framed(String.join("\r\n", lines));
    }

    /** The result of a good command. */
    default byte[] ok() {
        return framed("OK");
    }

    /** The result of a refused command, at a level of {@code AT+CMEE}. */
    default byte[] error(int level, CmeError reason) {
        return switch (level) {
            case 1 -> framed("+CME ERROR: " + reason.code());
            case 2 -> framed("+CME ERROR: " + reason.text());
            default -> framed("ERROR");
        };
    }

    /** The prompt of the data mode; the example of section 2.3.7 has it on a line of its own, not ended. */
    default byte[] prompt() {
        return "\r\n>".getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A result or an unsolicited one that comes by itself. */
    default byte[] unsolicited(byte[] content) {
        byte[] framed = new byte[content.length + 4];
        framed[0] = '\r';
        framed[1] = '\n';
        System.arraycopy(content, 0, framed, 2, content.length);
        framed[framed.length - 2] = '\r';
        framed[framed.length - 1] = '\n';
        return framed;
    }

    private byte[] framed(String text) {
        return unsolicited(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
