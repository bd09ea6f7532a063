// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The reasons that {@code docs/troubleshooting.md} explains are those that the sources give, word for word. */
class TroubleshootingTest {
    private static final Path PAGE = Path.of("..", "docs", "troubleshooting.md");
    private static final Path SOURCES = Path.of("src", "main", "java");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\|");
    private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)+)\"");

    private static String literals;

    @BeforeAll
    static void readSources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            literals = files.filter(file -> file.toString().endsWith(".java"))
                    .map(TroubleshootingTest::literals)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static String literals(Path file) {
        try {
            Matcher literal = LITERAL.matcher(
                    CONCATENATION.matcher(Files.readString(file)).replaceAll(""));
            return literal.results().map(result -> result.group(1)).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> reasons() throws IOException {
        return ROW.matcher(Files.readString(PAGE))
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    /** What varies is an ellipsis; the code may put the words around a colon together from two places. */
    @ParameterizedTest
    @MethodSource("reasons")
    void theSourcesGiveTheReason(String reason) {
        List<String> words = Stream.of(reason.split("…|: | (?=before a module)"))
                .map(String::strip)
                .filter(part -> part.length() > 3)
                .toList();
        assertThat(words).isNotEmpty().allSatisfy(part -> assertThat(literals).contains(part));
    }

    @Test
    void everyFailureToOpenASerialPortIsExplained() throws IOException {
        String factory = Files.readString(SOURCES.resolve("io/github/bc66coap/transport/SerialTransportFactory.java"));
        String posix =
                factory.substring(factory.indexOf("String posixReason"), factory.indexOf("String windowsReason"));
        List<String> given = new ArrayList<>();
        LITERAL.matcher(posix.replaceAll("//.*", ""))
                .results()
                .map(result -> result.group(1).strip())
                .filter(text -> text.length() > 10)
                .forEach(given::add);
        assertThat(given).hasSizeGreaterThan(6);
        assertThat(given).allSatisfy(text -> assertThat(Files.readString(PAGE))
                .contains(text.replaceAll("\\(error$", "").strip()));
    }
}
