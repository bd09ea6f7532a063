// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.List;

/** {@code AT+CPIN?}: which password the SIM needs, {@code READY} if none (3GPP TS 27.007 section 8.3). */
public record AtCpin() implements AtCommand<String> {
    /** The SIM needs no password. */
    public static final String READY = "READY";
    /** The SIM needs its PIN. */
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
        // a starting module also prints it unsolicited: the last line is the reply, or even newer
        return lines.get(lines.size() - 1)
                .substring(PREFIX.length())
                .replace("\"", "")
                .replaceAll("[^ -~]", "?")
                .strip();
    }
}
