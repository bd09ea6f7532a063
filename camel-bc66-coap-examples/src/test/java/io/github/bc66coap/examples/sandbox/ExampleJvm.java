// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.bc66coap.examples.Examples;

import static org.awaitility.Awaitility.await;

/** An example in a JVM of its own, which can be killed. */
public final class ExampleJvm implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final Path out;

    /**
     * Starts it, and returns at once.
     *
     * @param out file for what it shows
     * @param options of the JVM
     * @param args name of the example, and its options
     */
    public ExampleJvm(Path out, List<String> options, String... args) throws IOException {
        this.out = out;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Examples.class.getName()));
        command.addAll(List.of(args));
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }

    /** Waits until its routes run. */
    public ExampleJvm awaitRunning() {
        await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> out().contains("  running") || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + out());
        }
        return this;
    }

    /** What it has shown so far. */
    public String out() {
        try {
            return new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Of a gateway of the fleet: the devices whose modules it has, as it says itself. */
    public Set<String> fleetModules() {
        return out().lines()
                .filter(line -> line.matches(".* has [0-9]+ modules: .*"))
                .reduce((before, last) -> last)
                .map(line -> Set.of(line.replaceFirst(".* modules: ", "").split(", ")))
                .orElse(Set.of());
    }

    /** The number of its process. */
    public long pid() {
        return process.pid();
    }

    /** Ends it in the way that Ctrl-C does, by a signal: the exit status. */
    public int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("goes on: " + out());
        }
        return process.exitValue();
    }

    /** Ends it in the middle of what it is at. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
