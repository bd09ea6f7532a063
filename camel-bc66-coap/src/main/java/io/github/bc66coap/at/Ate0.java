// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/** {@code ATE0}: switches echo off (ITU-T V.250 section 6.2.4). */
public record Ate0() implements ActionCommand {
    @Override
    public CommandLine line() {
        return CommandLine.of("ATE0");
    }
}
