// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import io.github.bc66coap.modem.api.CommandOutcome;

/** The module's reply to a command can't be read. The effect of the command is not known. */
public final class AtReplyException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    private final String command;
    private final String answer;

    AtReplyException(CommandOutcome.Unreadable<?> unreadable) {
        super(unreadable.toString());
        this.command = unreadable.command();
        this.answer = unreadable.answer();
    }

    /** The command line, secrets redacted. */
    public String getCommand() {
        return command;
    }

    /** The reply, shortened, with ? for characters that are not printable ASCII. */
    public String getAnswer() {
        return answer;
    }
}
