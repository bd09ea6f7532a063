// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The text of a command line without its terminator. It is built from typed arguments only, so no argument can end the line, chain a
 * second command or leave its quotes.
 */
public final class CommandLine {
    private static final String REDACTED = "\"***\"";

    private final String text;
    private final String redacted;
    private final boolean secret;

    private CommandLine(String text, String redacted, boolean secret) {
        this.text = text;
        this.redacted = redacted;
        this.secret = secret;
    }

    /**
     * A whole line, for example {@code AT+CSQ} or {@code AT+QCOAPCFG?}. Nothing of it is secret.
     *
     * @throws IllegalArgumentException when {@code text} doesn't start with {@code AT} or {@code at}, holds a control
     *     character, or opens a quote that it doesn't close
     */
    public static CommandLine of(String text) {
        if (!text.startsWith("AT") && !text.startsWith("at")) {
            throw new IllegalArgumentException("a command line must start with AT or at");
        }
        requireNoControl("the command line", text);
        if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
            throw new IllegalArgumentException("the command line opens a quote and doesn't close it");
        }
        return new CommandLine(text, text, false);
    }

    /**
     * A whole line that a user wrote, as {@link #of(String)}. Its arguments may hold a PIN or password, so none of them is shown.
     *
     * @throws IllegalArgumentException as {@link #of(String)}
     */
    public static CommandLine raw(String text) {
        String checked = of(text).text;
        int arguments = checked.indexOf('=') + 1;
        boolean shown = arguments == 0 || checked.substring(arguments).equals("?");
        return shown
                ? new CommandLine(checked, checked, false)
                : new CommandLine(checked, checked.substring(0, arguments) + "***", true);
    }

    /**
     * Starts a write command {@code AT<name>=…}.
     *
     * @param name a literal such as {@code +QCOAPSEND}
     * @throws IllegalArgumentException when {@code name} holds anything but letters and digits behind a {@code +}
     */
    public static Builder write(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("a command's name must be + and letters or digits");
        }
        return new Builder(name);
    }

    private static boolean isName(String text) {
        boolean name = text.length() > 1 && text.charAt(0) == '+';
        for (int i = 1; name && i < text.length(); i++) {
            char c = text.charAt(i);
            name = c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
        }
        return name;
    }

    /** The characters to send. Secret: use {@link #redacted()} for people and logs. */
    public String text() {
        return text;
    }

    /** The bytes to send, in UTF-8, without the terminator. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The line without its secret arguments and the bytes of messages. */
    public String redacted() {
        return redacted;
    }

    /** Whether an argument is secret, so that no piece of the line may be shown. */
    boolean isSecret() {
        return secret;
    }

    @Override
    public String toString() {
        return redacted;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CommandLine line && line.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    private static void requireNoControl(String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (Character.isISOControl(c)) {
                throw new IllegalArgumentException(
                        name + " holds the control character 0x%02X at index %d".formatted((int) c, i));
            }
            if (Character.isSurrogate(c) && !isPaired(value, i)) {
                throw new IllegalArgumentException(name + " is not well-formed Unicode at index " + i);
            }
        }
    }

    private static boolean isPaired(String value, int index) {
        char c = value.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 < value.length() && Character.isLowSurrogate(value.charAt(index + 1));
        }
        return index > 0 && Character.isHighSurrogate(value.charAt(index - 1));
    }

    /** Appends typed arguments. */
    public static final class Builder {
        /** Longer than most lines, to save copies. */
        private static final int USUAL_LENGTH = 96;
        /** At most, in UTF-8: strings that are surely short enough need not be encoded to measure them. */
        private static final int BYTES_OF_CHARACTER = 3;

        private static final HexFormat HEX = HexFormat.of();

        private final StringBuilder text = new StringBuilder(USUAL_LENGTH);
        /** {@code null} while it equals the text. */
        private StringBuilder redacted;

        private String separator = "";
        private boolean hasSecret;

        private Builder(String name) {
            text.append("AT").append(name).append('=');
        }

        /** A number, without quotes. */
        public Builder number(long value) {
            next();
            text.append(value);
            if (redacted != null) {
                redacted.append(value);
            }
            return this;
        }

        /**
         * A string in quotes.
         *
         * @param name of the argument, for the exception
         * @param value its value; counted in UTF-8 bytes
         * @param maxBytes how many bytes the note allows
         * @throws IllegalArgumentException when {@code value} is longer, or holds a quote, a control character or 0x7F:
         *     the dialect has no escaping
         */
        public Builder string(String name, String value, int maxBytes) {
            requireQuotable(name, value, maxBytes);
            next();
            text.append('"').append(value).append('"');
            if (redacted != null) {
                redacted.append('"').append(value).append('"');
            }
            return this;
        }

        /** As {@link #string(String, String, int)}, but never shown, not even in the exception. */
        public Builder secret(String name, String value, int maxBytes) {
            requireQuotable(name, value, maxBytes);
            hasSecret = true;
            hide(REDACTED);
            text.append('"').append(value).append('"');
            return this;
        }

        /**
         * A message's bytes, as hexadecimal digits in quotes, in lower case as in the note's examples. Logs show only the length, never the
         * content.
         */
        public Builder payload(byte[] bytes) {
            hide("<" + bytes.length + " bytes>");
            HEX.formatHex(text.append('"'), bytes).append('"');
            return this;
        }

        public CommandLine build() {
            String line = text.toString();
            return new CommandLine(line, redacted == null ? line : redacted.toString(), hasSecret);
        }

        private static void requireQuotable(String name, String value, int maxBytes) {
            requireNoControl(name, value);
            if (value.indexOf('"') >= 0) {
                throw new IllegalArgumentException(name + " holds a double quote, which an AT command can't carry");
            }
            if (BYTES_OF_CHARACTER * value.length() > maxBytes) {
                int bytes = value.getBytes(StandardCharsets.UTF_8).length;
                if (bytes > maxBytes) {
                    throw new IllegalArgumentException(
                            name + " is " + bytes + " bytes long, but at most " + maxBytes + " are allowed");
                }
            }
        }

        /** Begins an argument that is shown as something else. */
        private void hide(String shown) {
            if (redacted == null) {
                redacted = new StringBuilder(text);
            }
            next();
            redacted.append(shown);
        }

        private void next() {
            text.append(separator);
            if (redacted != null) {
                redacted.append(separator);
            }
            separator = ",";
        }
    }
}
