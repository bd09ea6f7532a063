// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.at;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A format that differs from the note's in some respects.
 *
 * @param lineEnd what starts and ends a result
 * @param bootLineEnd what ends a line of the boot log
 * @param blankAfterPrompt a blank behind the prompt?
 * @param errors how refusals are worded
 * @param blankAfterColon a blank behind the colon of information and URCs? The text of an error keeps its own
 * @param echoedEnd what the CR of a command line is echoed as
 */
public record AtVariant(
        String lineEnd,
        String bootLineEnd,
        boolean blankAfterPrompt,
        ErrorForm errors,
        boolean blankAfterColon,
        String echoedEnd)
        implements AtFormat {

    private static final Pattern NAME_AND_BLANK = Pattern.compile("^(\\+[A-Z]+:) ");

    @Override
    public byte[] information(List<String> lines) {
        return AtFormat.super.information(lines.stream().map(this::spaced).toList());
    }

    @Override
    public byte[] error(int level, CmeError reason) {
        return AtFormat.super.unsolicited(bytes(errors.text(level, reason)));
    }

    @Override
    public byte[] prompt() {
        return bytes(lineEnd + (blankAfterPrompt ? "> " : ">"));
    }

    @Override
    public byte[] unsolicited(byte[] content) {
        return AtFormat.super.unsolicited(bytes(spaced(text(content))));
    }

    @Override
    public byte[] echo(byte[] received) {
        return bytes(text(received).replace("\r", echoedEnd));
    }

    @Override
    public byte[] boot(List<String> lines) {
        return bytes(bootLineEnd + String.join(bootLineEnd, lines) + bootLineEnd);
    }

    private String spaced(String content) {
        Matcher start = NAME_AND_BLANK.matcher(content);
        return blankAfterColon || !start.find() ? content : start.group(1) + content.substring(start.end());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
