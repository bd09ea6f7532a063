// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.List;

import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtReply;
import io.github.bc66coap.at.CommandLine;
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
    default CommandLine line() {
        return CommandLine.of("AT" + name() + "=?");
    }

    @Override
    default ReplyForm replies() {
        return ReplyForm.information(name() + ":");
    }

    @Override
    default R decode(AtReply reply) {
        return supported(reply.information().size() == 1 ? InformationText.only(reply, name() + ":") : List.of());
    }
}
