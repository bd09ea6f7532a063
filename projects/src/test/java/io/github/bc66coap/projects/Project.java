// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.projects;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.github.bc66coap.testing.Program;

/** A project of this folder, copied to where nothing of this build is, as somebody would who begins one of their own. */
final class Project {
    private static final Path FOLDER = Path.of("").toAbsolutePath();
    /** Maven on a machine that has a lot to do. */
    private static final Duration MAVEN = Duration.ofMinutes(5);

    private final Path root;

    private Project(Path root) {
        this.root = root;
    }

    /** @param copy where it goes, an empty folder */
    static Project copied(String name, Path copy) throws IOException {
        Path original = FOLDER.resolve(name);
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(file -> !file.startsWith(original.resolve("target")))
                    .toList()) {
                Path target = copy.resolve(original.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return new Project(copy);
    }

    Path file(String name) {
        return root.resolve(name);
    }

    /**
     * Runs Maven there, offline, with what this build has packaged and what it has downloaded.
     *
     * @return what it shows
     * @throws AssertionError if it fails
     */
    String maven(String goal) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-B",
                "-o",
                "-Dstyle.color=never",
                "-Dmaven.repo.local=" + FOLDER.resolve("target/repository"),
                "-Dmaven.repo.local.tail=" + System.getProperty("local.repository"),
                goal);
        try (Program maven = start(new ProcessBuilder(command))) {
            if (maven.awaitEnd(MAVEN) != 0) {
                throw new AssertionError("mvn " + goal + ": " + maven.output());
            }
            return maven.output();
        }
    }

    /** Starts its program. */
    Program java(List<String> arguments) throws IOException {
        return start(Program.java(arguments));
    }

    private Program start(ProcessBuilder builder) throws IOException {
        builder.directory(root.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // other tests may be unpacking the serial library at the same time
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Dfazecast.jSerialComm.appid=projects");
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -Xmx512m");
        // those of the Maven that runs this, if they are set, are not meant for it
        builder.environment().remove("MAVEN_ARGS");
        return new Program(builder, Files.createTempFile(root, "output", ".log"));
    }
}
