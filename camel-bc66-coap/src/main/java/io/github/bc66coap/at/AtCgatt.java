// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/** {@code AT+CGATT?}: is the packet-switched service attached? (3GPP TS 27.007 section 10.1.9) */
public record AtCgatt() implements AtCommand<Boolean> {
    private static final String PREFIX = "+CGATT:";

    @Override
    public CommandLine line() {
        return CommandLine.of("AT+CGATT?");
    }

    @Override
    public ReplyForm replies() {
        return ReplyForm.information(PREFIX);
    }

    @Override
    public Boolean decode(AtReply reply) {
        return switch (reply.information().get(0).substring(PREFIX.length()).strip()) {
            case "0" -> false;
            case "1" -> true;
            default -> throw new AtFormatException("+CGATT: must be followed by 0 or 1");
        };
    }
}
