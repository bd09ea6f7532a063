// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.at;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How results look on the line. In the note (section 2.1.2) everything starts and ends with a carriage return and a line
 * feed.
 *
 * @param lineEnd what starts and ends a result
 * @param bootLineEnd what ends a line of the boot log, which the note does not have
 * @param blankAfterPrompt a blank behind the prompt?
 * @param errors how refusals are worded
 * @param blankAfterColon a blank behind the colon of information and URCs? The text of an error keeps its own
 * @param echoedEnd what the CR of a command line is echoed as
 */
public record AtFormat(
        String lineEnd,
        String bootLineEnd,
        boolean blankAfterPrompt,
        ErrorForm errors,
        boolean blankAfterColon,
        String echoedEnd) {

    private static final Pattern NAME_AND_BLANK = Pattern.compile("^(\\+[A-Z]+:) ");

    /**
     * Lines of information in front of {@code OK}. The examples (section 2.3.6) print several lines of one response
     * without blank lines between, so they share one frame.
     */
    public byte[] information(List<String> lines) {
        return lines.isEmpty()
                ? new byte[0]
                : framed(String.join(lineEnd, lines.stream().map(this::spaced).toList()));
    }

    /** The result of a good command. */
    public byte[] ok() {
        return framed("OK");
    }

    /** The result of a refused command, at a level of {@code AT+CMEE}. */
    public byte[] error(int level, CmeError reason) {
        return framed(errors.text(level, reason));
    }

    /** The prompt of the data mode; the example of section 2.3.7 has it on a line of its own, not ended. */
    public byte[] prompt() {
        return bytes(lineEnd + (blankAfterPrompt ? "> " : ">"));
    }

    /** A result or an unsolicited one that comes by itself. */
    public byte[] unsolicited(byte[] content) {
        return framed(spaced(text(content)));
    }

    /** The echo of a part of a command line, its CR included. */
    public byte[] echo(byte[] received) {
        return bytes(text(received).replace("\r", echoedEnd));
    }

    /** The boot log. */
    public byte[] boot(List<String> lines) {
        return bytes(bootLineEnd + String.join(bootLineEnd, lines) + bootLineEnd);
    }

    private String spaced(String content) {
        Matcher start = NAME_AND_BLANK.matcher(content);
        return blankAfterColon || !start.find() ? content : start.group(1) + content.substring(start.end());
    }

    private byte[] framed(String text) {
        return bytes(lineEnd + text + lineEnd);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
