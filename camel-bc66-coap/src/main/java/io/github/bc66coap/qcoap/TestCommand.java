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
package io.github.bc66coap.qcoap;

import java.util.List;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtLine;
import io.github.bc66coap.at.AtReply;
import io.github.bc66coap.at.ReplyForm;

/**
 * A test command (note, section 2.1.2) that is answered with one information response. What firmware says there differs, and
 * nothing depends on it but what is shown, so whatever it says is an answer.
 *
 * @param <R> what the firmware supports
 */
interface TestCommand<R> extends AtCommand<R> {

    /** The command's name, for example {@code +QCOAPHEAD}. */
    String name();

    /** Reads what is supported from the response's fields, none of which need be there. */
    R supported(List<String> fields);

    @Override
    default AtLine line() {
        return AtLine.of("AT" + name() + "=?");
    }

    @Override
    default ReplyForm replies() {
        return ReplyForm.information(name() + ":");
    }

    @Override
    default R decode(AtReply reply) {
        return supported(reply.information().size() == 1 ? Replies.only(reply, name() + ":") : List.of());
    }
}
