// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import java.util.List;

import io.github.bc66coap.at.ActionCommand;
import io.github.bc66coap.at.AtCommand;
import io.github.bc66coap.at.AtFormatException;
import io.github.bc66coap.at.AtReply;
import io.github.bc66coap.at.CommandLine;
import io.github.bc66coap.at.ReplyForm;

/** {@code AT+QCOAPCFG}: sets what notifications show (note, section 2.3.6). A shutdown switches both settings off. */
public record QcoapCfg(Setting setting, boolean on) implements ActionCommand {
    private static final String NAME = "+QCOAPCFG";
    private static final int MAX_NAME_BYTES = 10;

    @Override
    public CommandLine line() {
        return CommandLine.write(NAME)
                .string("setting", setting.text, MAX_NAME_BYTES)
                .number(on ? 1 : 0)
                .build();
    }

    /** The settings by the names that the module gives them. */
    public enum Setting {
        /** Whether {@code rsp} and {@code req} show the peer's address and port. */
        SHOW_ADDRESS("Showra"),
        /** Whether {@code rsp} shows options. */
        SHOW_RESPONSE_OPTIONS("Showrspopt");

        private final String text;

        Setting(String text) {
            this.text = text;
        }
    }

    /** Both settings. */
    public record State(boolean showAddress, boolean showResponseOptions) {}

    /** {@code AT+QCOAPCFG?}: asks for both settings. */
    public record Read() implements AtCommand<State> {
        @Override
        public CommandLine line() {
            return CommandLine.of("AT" + NAME + "?");
        }

        @Override
        public ReplyForm replies() {
            return ReplyForm.information(NAME + ":");
        }

        @Override
        public State decode(AtReply reply) {
            return new State(isOn(reply, Setting.SHOW_ADDRESS), isOn(reply, Setting.SHOW_RESPONSE_OPTIONS));
        }

        private static boolean isOn(AtReply reply, Setting setting) {
            for (List<String> fields : InformationText.all(reply, NAME + ":")) {
                String name = InformationText.unquoted(InformationText.field(fields, 0));
                if (name.equalsIgnoreCase(setting.text)) {
                    return InformationText.flag(InformationText.field(fields, 1));
                }
            }
            throw new AtFormatException("expected a line " + NAME + ": \"" + setting.text + '"');
        }
    }
}
