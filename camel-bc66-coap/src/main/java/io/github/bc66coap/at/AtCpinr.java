// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code AT+CPINR}: how many PIN attempts remain before the SIM needs its PUK (3GPP TS 27.007 section 8.65); empty if the module
 * doesn't say.
 */
public record AtCpinr() implements AtCommand<OptionalInt> {
    private static final String PREFIX = "+CPINR:";
    private static final Pattern TRIES = Pattern.compile("\\+CPINR: *\"?SIM PIN\"? *, *([0-9]{1,3})(?: *,.*)?");

    @Override
    public CommandLine line() {
        return CommandLine.of("AT+CPINR");
    }

    @Override
    public ReplyForm replies() {
        return new ReplyForm(List.of(PREFIX), 0, null);
    }

    @Override
    public OptionalInt decode(AtReply reply) {
        return reply.information().stream()
                .map(TRIES::matcher)
                .filter(Matcher::matches)
                .mapToInt(line -> Integer.parseInt(line.group(1)))
                .findFirst();
    }
}
