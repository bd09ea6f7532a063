// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/**
 * A command that has the SIM check a password, for example {@code AT+CPIN=} (3GPP TS 27.007 section 8.3). The SIM allows few attempts.
 * The password is never shown.
 */
public record SimPasswordCommand(CommandLine line) implements ActionCommand {
    private static final int MAX_PIN_DIGITS = 8;

    /**
     * Gives the SIM its PIN.
     *
     * @param pin 4 to 8 digits (3GPP TS 31.101 section 9.5.1)
     */
    public static SimPasswordCommand pin(String pin) {
        return new SimPasswordCommand(CommandLine.write("+CPIN")
                .secret("the PIN", pin, MAX_PIN_DIGITS)
                .build());
    }

    @Override
    public Patience patience() {
        return Patience.SIM;
    }
}
