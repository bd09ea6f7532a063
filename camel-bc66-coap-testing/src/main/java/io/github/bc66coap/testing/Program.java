// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static org.awaitility.Awaitility.await;

/** A program in a process of its own, which prints to a file that tests read. */
public class Program implements AutoCloseable {
    /** On a machine that has a lot to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path output;
    private final Process process;

    /**
     * Starts it, and returns at once.
     *
     * @param output file for what it prints
     */
    public Program(ProcessBuilder description, Path output) throws IOException {
        this.output = output;
        process = description
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** Describes a JVM like this one, of the same Java and without the second compiler. */
    public static ProcessBuilder java(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** Describes a JVM with the class path of this one. */
    public static ProcessBuilder java(List<String> options, Class<?> main, String... arguments) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        all.addAll(List.of(arguments));
        return java(all);
    }

    /** What it has printed so far. */
    public final String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it has printed something.
     *
     * @throws AssertionError if it ended without
     */
    public final void awaitOutput(String text) {
        await().atMost(PATIENCE).until(() -> output().contains(text) || !isAlive());
        if (!output().contains(text)) {
            throw new AssertionError("it ended with " + process.exitValue() + ", without " + text + ": " + output());
        }
    }

    public final boolean isAlive() {
        return process.isAlive();
    }

    public final long pid() {
        return process.pid();
    }

    /** Tells it to end, as Ctrl-C does and systemd, and returns at once. */
    public final void terminate() {
        process.destroy();
    }

    /**
     * Waits for its end.
     *
     * @return the exit status
     * @throws AssertionError if it goes on
     */
    public final int awaitEnd() throws InterruptedException {
        return awaitEnd(PATIENCE);
    }

    /** As {@link #awaitEnd()} for those who know better how long it takes. */
    public final int awaitEnd(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it goes on: " + output() + "\n" + threads());
        }
        return process.exitValue();
    }

    /** What its threads are at, as {@code jstack} shows them, if it is a JVM. */
    private String threads() {
        try {
            String jstack =
                    Path.of(System.getProperty("java.home"), "bin", "jstack").toString();
            Process dump = new ProcessBuilder(jstack, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .start();
            // its end closes the stream
            CompletableFuture.delayedExecutor(20, TimeUnit.SECONDS).execute(dump::destroyForcibly);
            return new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Tells it to end, and waits until it has. */
    public final int stop() throws InterruptedException {
        terminate();
        return awaitEnd();
    }

    /** Ends it in the middle of what it is at. */
    @Override
    public final void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
