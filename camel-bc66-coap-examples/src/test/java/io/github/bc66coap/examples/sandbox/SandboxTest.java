// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.camel.main.DefaultMainShutdownStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.examples.Examples;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(180)
class SandboxTest {
    @TempDir
    Path directory;

    @Test
    void everyExampleHasItsRowAndSectionInTheReadme() throws Exception {
        String readme = read(Path.of("README.md"));

        assertThat(Examples.commandLine().getSubcommands().keySet())
                .contains("files")
                .allSatisfy(name -> assertThat(readme)
                        .contains("| `" + name + "` |", "-Dexample=" + name + "`", "\n## " + name + "\n"));
    }

    @Test
    void anExampleEndsAfterItsTimeAndShowsItsProgress() throws Exception {
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
    void aSignalEndsAnExampleCleanly() throws Exception {
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

    @Test
    void examplesRunWithoutCamelsOwnShutdownHook() throws Exception {
        try (Sandbox sandbox = new Sandbox(new SandboxOptions(), line -> {})) {
            assertThat(sandbox.camel("classpath:files/files.properties").getShutdownStrategy())
                    .isNotInstanceOf(DefaultMainShutdownStrategy.class);
        }
    }

    private static String read(Path file) throws Exception {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
