// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/** {@code AT+CSQ}: signal strength, 0 to 31, or 99 if unknown (3GPP TS 27.007 section 8.5). */
public record AtCsq() implements AtCommand<Integer> {
    private static final String PREFIX = "+CSQ:";
    private static final int STRONGEST = 31;
    private static final int UNKNOWN = 99;

    @Override
    public CommandLine line() {
        return CommandLine.of("AT+CSQ");
    }

    @Override
    public ReplyForm replies() {
        return ReplyForm.information(PREFIX);
    }

    @Override
    public Integer decode(AtReply reply) {
        String rssi = reply.information()
                .get(0)
                .substring(PREFIX.length())
                .split(",", 2)[0]
                .strip();
        if (rssi.matches("[0-9]{1,2}")) {
            int value = Integer.parseInt(rssi);
            if (value <= STRONGEST || value == UNKNOWN) {
                return value;
            }
        }
        throw new AtFormatException("+CSQ: must be followed by 0 to 31, or 99");
    }
}
