// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import io.github.bc66coap.modem.api.CommandOutcome;

/**
 * The module did not answer a command in time. If the command was {@code AT+QCOAPSEND}, the message may have been sent.
 */
public final class AtTimeoutException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    private final String command;

    AtTimeoutException(CommandOutcome.NoAnswer<?> noAnswer) {
        super(noAnswer.toString());
        this.command = noAnswer.command();
    }

    /** The command line, secrets redacted. */
    public String getCommand() {
        return command;
    }
}
