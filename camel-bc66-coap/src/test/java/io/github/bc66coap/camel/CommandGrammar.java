// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The note's command lines (section 2.1), read strictly and by nothing of the component: {@code AT+NAME}, {@code ?},
 * {@code =?}, or {@code =} and arguments between commas, which are numbers, or strings in double quotes. Each ends with
 * one CR and nothing else does.
 */
final class CommandGrammar {
    private static final Pattern COMMAND = Pattern.compile("AT(E0|\\+[A-Z]+(\\?|=\\?|=(.+))?)?", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");

    private CommandGrammar() {}

    /** @param arguments Integers and Strings */
    record Command(String name, List<Object> arguments) {}

    /** All that was written is whole commands; else the assertion fails. */
    static List<Command> read(byte[] written) {
        List<Command> commands = new ArrayList<>();
        for (String line : lines(written)) {
            commands.add(command(line));
        }
        return commands;
    }

    /** The lines of what was written: of printable text, each ended by one CR. */
    static List<String> lines(byte[] written) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(written))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8", e);
        }
        assertThat(text.isEmpty() || text.endsWith("\r")).as("ends with CR").isTrue();
        List<String> lines = text.isEmpty() ? List.of() : List.of(text.split("\r"));
        for (String line : lines) {
            assertThat(line.chars().noneMatch(Character::isISOControl)).as(line).isTrue();
            assertThat(line.startsWith("AT") || line.startsWith("at")).as(line).isTrue();
        }
        return lines;
    }

    private static Command command(String line) {
        Matcher matcher = COMMAND.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        String name = line.substring(2).replaceFirst("(?s)[=?].*", "");
        return new Command(name, matcher.group(3) == null ? List.of() : arguments(matcher.group(3)));
    }

    private static List<Object> arguments(String text) {
        List<Object> arguments = new ArrayList<>();
        int at = 0;
        while (true) {
            int end;
            if (at < text.length() && text.charAt(at) == '"') {
                end = text.indexOf('"', at + 1) + 1;
                assertThat(end).as("closed string in " + text).isPositive();
                arguments.add(text.substring(at + 1, end - 1));
            } else {
                int comma = text.indexOf(',', at);
                end = comma < 0 ? text.length() : comma;
                String number = text.substring(at, end);
                assertThat(NUMBER.matcher(number).matches()).as(text).isTrue();
                arguments.add(Integer.valueOf(number));
            }
            if (end == text.length()) {
                return arguments;
            }
            assertThat(text.charAt(end)).as(text).isEqualTo(',');
            at = end + 1;
        }
    }
}
