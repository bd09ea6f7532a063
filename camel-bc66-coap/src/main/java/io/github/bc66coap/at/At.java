// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/** {@code AT}: checks that the module answers (3GPP TS 27.007). */
public record At() implements ActionCommand {
    @Override
    public CommandLine line() {
        return CommandLine.of("AT");
    }
}
