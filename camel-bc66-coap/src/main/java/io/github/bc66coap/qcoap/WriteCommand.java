// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import io.github.bc66coap.at.ActionCommand;
import io.github.bc66coap.at.CommandLine;

/** A write command of which nothing but its line matters once it has been made. */
public final class WriteCommand implements ActionCommand {
    private final CommandLine line;

    WriteCommand(CommandLine line) {
        this.line = line;
    }

    @Override
    public CommandLine line() {
        return line;
    }

    @Override
    public String toString() {
        return line.redacted();
    }
}
