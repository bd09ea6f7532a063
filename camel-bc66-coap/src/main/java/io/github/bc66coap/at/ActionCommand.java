// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/** A command whose reply is a final result code alone. */
public interface ActionCommand extends AtCommand<Void> {
    @Override
    default ReplyForm replies() {
        return ReplyForm.RESULT_ONLY;
    }

    @Override
    default Void decode(AtReply reply) {
        return null;
    }
}
