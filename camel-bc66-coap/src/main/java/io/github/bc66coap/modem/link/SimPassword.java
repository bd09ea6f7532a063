// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.bc66coap.at.CommandLine;
import io.github.bc66coap.at.SimPasswordCommand;
import io.github.bc66coap.modem.api.SimPin;

/**
 * A password; the SIM accepts only a few wrong ones.
 *
 * @param name of the option or command that has it, for people
 * @param command gives it to the SIM
 * @param value identifies it; never shown
 * @param isPin whether it unlocks the SIM
 */
public record SimPassword(String name, SimPasswordCommand command, String value, boolean isPin) {
    private static final Pattern PIN = Pattern.compile("AT\\+CPIN=(?!\\?$)(.+)", Pattern.CASE_INSENSITIVE);
    /** A wrong password in the lock of a facility or a change of password counts, too. */
    private static final Pattern OTHER =
            Pattern.compile("AT\\+(?:CLCK=[^,]*,[^,]*,.+|CPWD=(?!\\?$).+)", Pattern.CASE_INSENSITIVE);

    static SimPassword ofOption(SimPin pin) {
        return new SimPassword("simPin", SimPasswordCommand.pin(pin.digits()), pin.digits(), true);
    }

    /** The password in a user's command, if it has one. */
    public static Optional<SimPassword> ofCommand(String command) {
        CommandLine line = CommandLine.raw(command);
        Matcher pin = PIN.matcher(command);
        if (pin.matches()) {
            String value = pin.group(1).replace("\"", "").strip();
            return Optional.of(new SimPassword(line.redacted(), new SimPasswordCommand(line), value, true));
        }
        return OTHER.matcher(command).matches()
                ? Optional.of(new SimPassword(line.redacted(), new SimPasswordCommand(line), command, false))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return name;
    }
}
