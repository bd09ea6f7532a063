// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.examples.Examples;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(180)
class SandboxTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            files --wrong | files: Unknown option: '--wrong' (see --help)
            files --for=long | files: Invalid value for option '--for': 'long' is not a time such as 20s or 5m (see --help)
            files --server=192.0.2.1 | files: Invalid value for option '--server': '192.0.2.1' is not HOST:PORT (see --help)
            files --directory=/dev/null | files: can't make the directory /dev/null/commands
            files --device=/dev/none --directory=DIR | files: no module on /dev/none: .*there is no such device
            other | examples: Unmatched argument at index 0: 'other'; the examples are .*files
            '' | examples: No example was named; the examples are .*files
            """)
    void whatIsSetWrongTakesOneLineAndEndsWith2(String args, String line) throws Exception {
        ExampleRun run = ExampleRun.of(
                args.isEmpty()
                        ? new String[0]
                        : args.replace("DIR", directory.toString()).split(" "));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().satisfies(shown -> assertThat(shown)
                .matches(line.replace("(", "\\(").replace(")", "\\)") + ".*"));
    }

    @Test
    void everyExampleHasItsRowAndSectionInTheReadme() throws Exception {
        String readme = read(Path.of("README.md"));

        assertThat(Examples.commandLine().getSubcommands().keySet())
                .contains("files")
                .allSatisfy(name -> assertThat(readme)
                        .contains("| `" + name + "` |", "-Dexample=" + name + "`", "\n## " + name + "\n"));
    }

    @Test
    void itEndsByItselfAfterItsTimeAndShowsHowItGoesOn() throws Exception {
        ExampleRun run = ExampleRun.of("files", "--for=2500ms", "--directory=" + directory);

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().map(line -> line.substring(10)).toList())
                .anyMatch(line -> line.startsWith("virtual BC66 on "))
                .anyMatch(line -> line.startsWith("CoAP server on 127.0.0.1:"))
                // on a busy machine there may be commands only, so far
                .anyMatch(line -> line.matches(
                        "(commands|.*notifications) [0-9]+ \\([0-9.]+/s\\).*; failed [0-9], under way [0-9]; last: .*"))
                .endsWith("stopped");
    }

    @Test
    void aSignalEndsItCleanly() throws Exception {
        try (ExampleJvm example =
                new ExampleJvm(directory.resolve("out"), List.of(), "files", "--directory=" + directory)) {
            example.awaitOutput("under way");

            // 128 and the number of the signal
            assertThat(example.stop()).isEqualTo(143);
            assertThat(example.output()).containsSubsequence("stopping", "failed", "stopped");
            assertThat(List.of(directory.resolve("commands/sending").toFile().list()))
                    .isEmpty();
        }
    }

    private static String read(Path file) throws Exception {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
