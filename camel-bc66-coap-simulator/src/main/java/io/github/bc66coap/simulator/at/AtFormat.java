// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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

    /** What starts and ends a result. */
    default String lineEnd() {
        return "\r\n";
    }

    /**
     * Lines of information in front of {@code OK}. The examples (section 2.3.6) print several lines of one response
     * without blank lines between, so they share one frame.
     */
    default byte[] information(List<String> lines) {
        return lines.isEmpty() ? new byte[0] : framed(String.join(lineEnd(), lines));
    }

    /** The result of a good command. */
    default byte[] ok() {
        return framed("OK");
    }

    /** The result of a refused command, at a level of {@code AT+CMEE}. */
    default byte[] error(int level, CmeError reason) {
        return framed(ErrorForm.BY_LEVEL.text(level, reason));
    }

    /** The prompt of the data mode; the example of section 2.3.7 has it on a line of its own, not ended. */
    default byte[] prompt() {
        return bytes(lineEnd() + ">");
    }

    /** A result or an unsolicited one that comes by itself. */
    default byte[] unsolicited(byte[] content) {
        byte[] end = bytes(lineEnd());
        byte[] framed = new byte[content.length + 2 * end.length];
        System.arraycopy(end, 0, framed, 0, end.length);
        System.arraycopy(content, 0, framed, end.length, content.length);
        System.arraycopy(end, 0, framed, end.length + content.length, end.length);
        return framed;
    }

    /** The echo of a part of a command line, its CR included. */
    default byte[] echo(byte[] received) {
        return received;
    }

    /** The boot log; the note has none. */
    default byte[] boot(List<String> lines) {
        return framed(String.join(lineEnd(), lines));
    }

    private byte[] framed(String text) {
        return unsolicited(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
