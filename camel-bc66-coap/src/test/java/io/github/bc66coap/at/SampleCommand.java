// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command whose meaning is its reply. */
record SampleCommand(CommandLine line, ReplyForm replies, Patience patience, byte[] data)
        implements AtCommand<AtReply> {
    /** Any line is an information response, also one that could be a notification. */
    static final ReplyForm ANYTHING = new ReplyForm(List.of("", "+"), 0, null);

    static SampleCommand of(String line) {
        return new SampleCommand(CommandLine.of(line), ReplyForm.RESULT_ONLY, Patience.COMMAND, null);
    }

    static SampleCommand query(String line, String... prefixes) {
        return of(line).accepting(ReplyForm.information(prefixes));
    }

    /** {@code OK} and {@code +SENT:}, the latter with the longer deadline. */
    static SampleCommand send() {
        return new SampleCommand(CommandLine.of("AT+SEND"), ReplyForm.twoPhase("+SENT:"), Patience.SEND, null);
    }

    static SampleCommand data(String data) {
        return new SampleCommand(
                CommandLine.of("AT+SEND"),
                ReplyForm.twoPhase("+SENT:"),
                Patience.SEND,
                data.getBytes(StandardCharsets.ISO_8859_1));
    }

    SampleCommand accepting(ReplyForm form) {
        return new SampleCommand(line, form, patience, data);
    }

    SampleCommand with(Patience other) {
        return new SampleCommand(line, replies, other, data);
    }

    @Override
    public AtReply decode(AtReply reply) {
        return reply;
    }
}
