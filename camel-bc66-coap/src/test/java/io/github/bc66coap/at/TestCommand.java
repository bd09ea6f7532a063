/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command whose meaning is its reply. */
record TestCommand(AtLine line, ReplyForm replies, Patience patience, byte[] data) implements AtCommand<AtReply> {
    /** Any line is an information response, also one that could be a notification. */
    static final ReplyForm ANYTHING = new ReplyForm(List.of("", "+"), 0, null);

    static TestCommand of(String line) {
        return new TestCommand(AtLine.of(line), ReplyForm.RESULT_ONLY, Patience.COMMAND, null);
    }

    static TestCommand query(String line, String... prefixes) {
        return of(line).accepting(ReplyForm.information(prefixes));
    }

    /** {@code OK} and {@code +SENT:}, the latter with the longer deadline. */
    static TestCommand send() {
        return new TestCommand(AtLine.of("AT+SEND"), ReplyForm.twoPhase("+SENT:"), Patience.SEND, null);
    }

    static TestCommand data(String data) {
        return new TestCommand(
                AtLine.of("AT+SEND"),
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
