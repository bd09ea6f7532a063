// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.List;

/** {@code AT+CPIN?}: what the SIM waits for, {@code READY} when for nothing (3GPP TS 27.007 section 8.3). */
public record AtCpin() implements AtCommand<String> {
    /** It waits for nothing. */
    public static final String READY = "READY";
    /** It waits for its PIN. */
    public static final String PIN = "SIM PIN";

    private static final String PREFIX = "+CPIN:";

    @Override
    public CommandLine line() {
        return CommandLine.of("AT+CPIN?");
    }

    @Override
    public ReplyForm replies() {
        return ReplyForm.information(PREFIX);
    }

    @Override
    public String decode(AtReply reply) {
        List<String> lines = reply.information();
        // a module that is starting says it unasked, too: the last line is the answer, or news that is newer still
        return lines.get(lines.size() - 1)
                .substring(PREFIX.length())
                .replace("\"", "")
                .replaceAll("[^ -~]", "?")
                .strip();
    }
}
