// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CommandLineTest {

    @Test
    void writesArgumentsInTheirOrder() {
        CommandLine line = CommandLine.write("+QCOAPSEND")
                .number(0)
                .number(-2)
                .string("host", "139.196.41.136", 39)
                .number(5683)
                .string("data", "", 10)
                .build();
        assertThat(line.text()).isEqualTo("AT+QCOAPSEND=0,-2,\"139.196.41.136\",5683,\"\"");
        assertThat(line.redacted()).isEqualTo(line.text());
        assertThat(line).hasToString(line.text());
    }

    @Test
    void equalityIgnoresWhichArgumentIsSecret() {
        CommandLine open = CommandLine.write("+X").string("a", "b", 9).build();
        CommandLine secret = CommandLine.write("+X").secret("a", "b", 9).build();
        assertThat(open)
                .isEqualTo(secret)
                .hasSameHashCodeAs(secret)
                .isNotEqualTo(CommandLine.of("AT"))
                .isNotEqualTo("AT");
    }

    @Property(seed = "1")
    void anyStringGivesOneWellFormedLineOrIsRefused(
            @ForAll("anything") String first, @ForAll("anything") String second, @ForAll long number) {
        CommandLine line;
        try {
            line = CommandLine.write("+X")
                    .string("first", first, 1000)
                    .number(number)
                    .secret("second", second, 1000)
                    .build();
        } catch (IllegalArgumentException refused) {
            assertThat(List.of(first, second)).anyMatch(CommandLineTest::isUnfit);
            return;
        }
        assertThat(List.of(first, second)).noneMatch(CommandLineTest::isUnfit);
        assertThat(line.text()).isEqualTo("AT+X=\"" + first + "\"," + number + ",\"" + second + "\"");
        requireWellFormed(line);
    }

    @Property(seed = "1")
    void anyWholeLineIsWellFormedOrRefused(@ForAll("anything") String text) {
        try {
            requireWellFormed(CommandLine.of("AT" + text));
        } catch (IllegalArgumentException refused) {
            assertThat(text).matches(CommandLineTest::isUnfit);
        }
    }

    @Property(seed = "1")
    void anyNameIsWellFormedOrRefused(@ForAll("anything") String name) {
        try {
            CommandLine line = CommandLine.write(name).number(1).build();
            assertThat(line.text()).matches("AT\\+[A-Za-z0-9]+=1");
        } catch (IllegalArgumentException refused) {
            assertThat(name).doesNotMatch("\\+[A-Za-z0-9]+");
        }
    }

    @Property(seed = "1")
    void aSecretIsNeverShown(@ForAll("secrets") String secret, @ForAll boolean bad) {
        String value = bad ? secret + "\u0000" : secret;
        try {
            CommandLine line = CommandLine.write("+X").secret("key", value, 30).build();
            assertThat(line.redacted()).isEqualTo("AT+X=\"***\"");
            assertThat(line.toString()).isEqualTo("AT+X=\"***\"");
            assertThat(line.text()).contains(value);
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).contains("key").doesNotContain(secret);
            assertThat(refused.getCause()).isNull();
        }
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings().withCharRange('!', '~').ofMinLength(8).ofMaxLength(40);
    }

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20),
                Arbitraries.strings().alpha().numeric().ofMaxLength(8).map(text -> "+" + text),
                Arbitraries.strings()
                        .withChars("a;,\u00E4\u20AC\r\n\0\u007F\u0085\u2028\"\uD83D\uDE00")
                        .ofMaxLength(6));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r",
                "\n",
                "\0",
                "\u001A",
                "\u001B",
                "\u007F",
                "\u0085",
                "\"",
                "\uD800",
                "\uDE00",
                "\uDE00\uD83D"
            })
    void refusesCharactersThatALineCannotCarry(String bad) {
        CommandLine.Builder builder = CommandLine.write("+X");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.string("path", "a" + bad + "b", 100))
                .withMessageContaining("path");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.secret("path", bad, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.of("AT" + bad));
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.write("+X" + bad));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "+CSQ", "\"AT\"", " AT", "ATI \"open", "At"})
    void refusesTextThatIsNoCommandLine(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> CommandLine.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT", "at+csq", "ATE0", "AT+QCOAPCFG?", "AT+X=\"a;b\",1;+Y"})
    void takesWholeLinesAsTheyAre(String text) {
        assertThat(CommandLine.of(text).text()).isEqualTo(text);
    }

    @Test
    void countsBytesAndNotCharacters() {
        CommandLine.Builder builder = CommandLine.write("+X");
        assertThatCode(() -> builder.string("path", "\u20AC\u00E4\uD83D\uDE00", 9))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.string("path", "\u20AC\u00E4\uD83D\uDE00", 8))
                .withMessage("path is 9 bytes long, but at most 8 are allowed");
        assertThat(builder.build().bytes()).hasSize("AT+X=\"\"".length() + 9);
    }

    private static boolean isUnfit(String value) {
        return value.contains("\"") || value.chars().anyMatch(Character::isISOControl) || !isUnicode(value);
    }

    private static boolean isUnicode(String value) {
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void requireWellFormed(CommandLine line) {
        byte[] bytes = line.bytes();
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(line.text());
        assertThat(bytes).doesNotContain(0x7F);
        int quotes = 0;
        for (byte b : bytes) {
            assertThat(b < 0 || b >= ' ').isTrue();
            quotes += b == '"' ? 1 : 0;
        }
        assertThat(quotes % 2).isZero();
    }
}
