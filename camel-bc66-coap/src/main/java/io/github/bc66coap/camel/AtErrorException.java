// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import io.github.bc66coap.modem.api.CommandOutcome;

/** The module refused a command with {@code ERROR} or {@code +CME ERROR}. */
public final class AtErrorException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    private final String command;
    private final String code;

    AtErrorException(CommandOutcome.Refused<?> refused) {
        super(refused.toString());
        this.command = refused.command();
        this.code = refused.code();
    }

    /** The command line, secrets redacted. */
    public String getCommand() {
        return command;
    }

    /** The result code as received, for example {@code ERROR} or {@code +CME ERROR: 50}. */
    public String getCode() {
        return code;
    }
}
