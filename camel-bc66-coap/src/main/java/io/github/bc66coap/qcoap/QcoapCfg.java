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

/**
 * {@code AT+QCOAPCFG}: what the notifications show (note, section 2.3.6). Both settings are off after a shutdown.
 */
public final class QcoapCfg {
    private static final String NAME = "+QCOAPCFG";
    private static final int MAX_NAME_BYTES = 10;

    private QcoapCfg() {}

    /** Switches a setting on or off. */
    public static Write set(Setting setting, boolean on) {
        return new Write(setting, on);
    }

    /** Asks for one setting: the write command without its optional parameter. */
    public static Query query(Setting setting) {
        return new Query(setting);
    }

    /** Asks for both settings. */
    public static Read read() {
        return new Read();
    }

    /** Asks for the values that the settings may have. */
    public static Test test() {
        return new Test();
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

        /** The setting's name as it stands in commands, without quotes. */
        public String text() {
            return text;
        }
    }

    /** Both settings. */
    public record State(boolean showAddress, boolean showResponseOptions) {}

    /**
     * The values that the settings may have.
     *
     * @param showAddress 0 and 1 by the note
     * @param showResponseOptions 0 and 1 by the note
     */
    public record Supported(IntRanges showAddress, IntRanges showResponseOptions) {}

    /** The write command. */
    public record Write(Setting setting, boolean on) implements ActionCommand {
        @Override
        public CommandLine line() {
            return CommandLine.write(NAME)
                    .string("setting", setting.text(), MAX_NAME_BYTES)
                    .number(on ? 1 : 0)
                    .build();
        }
    }

    /** The write command without its optional parameter; its reply is whether the setting is on. */
    public record Query(Setting setting) implements AtCommand<Boolean> {
        @Override
        public CommandLine line() {
            return CommandLine.write(NAME)
                    .string("setting", setting.text(), MAX_NAME_BYTES)
                    .build();
        }

        @Override
        public ReplyForm replies() {
            return information();
        }

        @Override
        public Boolean decode(AtReply reply) {
            return isOn(value(reply, setting));
        }
    }

    /** The read command. */
    public record Read() implements AtCommand<State> {
        @Override
        public CommandLine line() {
            return CommandLine.of("AT" + NAME + "?");
        }

        @Override
        public ReplyForm replies() {
            return information();
        }

        @Override
        public State decode(AtReply reply) {
            return new State(
                    isOn(value(reply, Setting.SHOW_ADDRESS)), isOn(value(reply, Setting.SHOW_RESPONSE_OPTIONS)));
        }
    }

    /** The test command. */
    public record Test() implements AtCommand<Supported> {
        @Override
        public CommandLine line() {
            return CommandLine.of("AT" + NAME + "=?");
        }

        @Override
        public ReplyForm replies() {
            return information();
        }

        @Override
        public Supported decode(AtReply reply) {
            return new Supported(values(reply, Setting.SHOW_ADDRESS), values(reply, Setting.SHOW_RESPONSE_OPTIONS));
        }

        private static IntRanges values(AtReply reply, Setting setting) {
            try {
                return IntRanges.of(List.of(value(reply, setting)), 0);
            } catch (AtFormatException e) {
                return IntRanges.UNKNOWN;
            }
        }
    }

    private static ReplyForm information() {
        return ReplyForm.information(NAME + ":");
    }

    private static String value(AtReply reply, Setting setting) {
        for (List<String> fields : InformationText.all(reply, NAME + ":")) {
            if (InformationText.unquoted(InformationText.field(fields, 0)).equalsIgnoreCase(setting.text())) {
                return InformationText.field(fields, 1);
            }
        }
        throw new AtFormatException("expected a line " + NAME + ": \"" + setting.text() + '"');
    }

    private static boolean isOn(String value) {
        return switch (InformationText.integer(value)) {
            case 0 -> false;
            case 1 -> true;
            default -> throw new AtFormatException("expected 0 or 1");
        };
    }
}
