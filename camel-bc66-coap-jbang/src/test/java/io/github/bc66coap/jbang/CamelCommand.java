// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.jbang;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.Jsoner;

import io.github.bc66coap.testing.Program;

/** A command of Camel's command line, as README.md shows it, while it runs. */
final class CamelCommand extends Program {
    static final Path ROOT = Path.of("..");
    /** How the one starts that needs nothing but Java. */
    static final String PROGRAM = "java -Dmaven.repo.local=";
    /** After a clean build, what the routes need is downloaded first. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /**
     * Starts it.
     *
     * @param folder for what it shows
     * @param environment more than this JVM's
     */
    CamelCommand(Path folder, String command, Map<String, String> environment) throws IOException {
        super(description(command, environment), folder.resolve("output"));
    }

    private static ProcessBuilder description(String command, Map<String, String> environment) {
        // without exec, it might be a shell that is stopped
        ProcessBuilder description = new ProcessBuilder("sh", "-c", "exec " + command).directory(ROOT.toFile());
        description.environment().putAll(environment);
        // the Java that runs the test
        description
                .environment()
                .merge("PATH", Path.of(System.getProperty("java.home"), "bin") + ":", (path, java) -> java + path);
        return description;
    }

    /** The command of the README that starts so. */
    static String ofReadme(String start) throws IOException {
        return Pattern.compile("^```sh\\n(" + Pattern.quote(start) + ".*)\\n```$", Pattern.MULTILINE)
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("README.md has no command " + start));
    }

    /** What Camel has written about it, as long as it is alive, to a file that others may read; empty while it has not written all. */
    String status() {
        Path file = Path.of(System.getProperty("user.home"), ".camel", pid() + "-status.json");
        try {
            String text = Files.exists(file) ? Files.readString(file) : "";
            Jsoner.deserialize(text);
            return text;
        } catch (DeserializationException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
