// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import io.github.bc66coap.at.ActionCommand;
import io.github.bc66coap.at.CommandLine;
import io.github.bc66coap.coap.CoapOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.OptionDefinition;

/**
 * {@code AT+QCOAPOPTION}: sets the options of the next message (note, section 2.3.5). Firmware differs in whether they also apply to
 * all later messages. No command removes options.
 */
public final class QcoapOption implements ActionCommand {
    /** How many options a message can have. */
    public static final int MAX_OPTIONS = 12;

    private final CommandLine line;

    /**
     * @param options 1 to 12 options that the module can send
     * @throws IllegalArgumentException when there are no options or more than 12, or the module can't send one of them (see
     *     {@link OptionDefinition#requireCommandable(CoapOption)})
     */
    public QcoapOption(CoapOptions options) {
        Arguments.requireRange("number of options", options.size(), 1, MAX_OPTIONS);
        options.list().forEach(OptionDefinition::requireCommandable);
        line = encode(options);
    }

    @Override
    public CommandLine line() {
        return line;
    }

    @Override
    public String toString() {
        return line.redacted();
    }

    private static CommandLine encode(CoapOptions options) {
        CommandLine.Builder builder = CommandLine.write("+QCOAPOPTION").number(options.size());
        for (CoapOption option : options.list()) {
            builder.number(option.number())
                    .string("option " + option.number(), option.value(), OptionDefinition.MAX_VALUE_BYTES);
        }
        return builder.build();
    }
}
