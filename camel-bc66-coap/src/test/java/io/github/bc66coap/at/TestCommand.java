// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command whose meaning is its reply. */
record TestCommand(CommandLine line, ReplyForm replies, Patience patience, byte[] data) implements AtCommand<AtReply> {
    /** Any line is an information response, also one that could be a notification. */
    static final ReplyForm ANYTHING = new ReplyForm(List.of("", "+"), 0, null);

    static TestCommand of(String line) {
        return new TestCommand(CommandLine.of(line), ReplyForm.RESULT_ONLY, Patience.COMMAND, null);
    }

    static TestCommand query(String line, String... prefixes) {
        return of(line).accepting(ReplyForm.information(prefixes));
    }

    /** {@code OK} and {@code +SENT:}, the latter with the longer deadline. */
    static TestCommand send() {
        return new TestCommand(CommandLine.of("AT+SEND"), ReplyForm.twoPhase("+SENT:"), Patience.SEND, null);
    }

    static TestCommand data(String data) {
        return new TestCommand(
                CommandLine.of("AT+SEND"),
                ReplyForm.twoPhase("+SENT:"),
                Patience.SEND,
                data.getBytes(StandardCharsets.ISO_8859_1));
    }

    TestCommand accepting(ReplyForm form) {
        return new TestCommand(line, form, patience, data);
    }

    TestCommand with(Patience other) {
        return new TestCommand(line, replies, other, data);
    }

    @Override
    public AtReply decode(AtReply reply) {
        return reply;
    }
}
