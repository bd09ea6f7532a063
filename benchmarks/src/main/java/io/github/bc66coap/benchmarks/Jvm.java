// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A process that prints what it has found, and ends when its input does. It is killed at the close, and after a time in any case. */
final class Jvm implements AutoCloseable {
    private static final int LIMIT_MINUTES = 20;

    private final Process process;
    private final BufferedReader output;

    /** Starts a program that prints and reads as one of these. */
    Jvm(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        CompletableFuture.delayedExecutor(LIMIT_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
    }

    /** Starts a JVM. */
    static Jvm start(String classPath, List<String> options, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Processes.tool("java"));
        command.add("-Dslf4j.internal.verbosity=ERROR");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
        return new Jvm(command);
    }

    long pid() {
        return process.pid();
    }

    /** @throws IOException when it has ended instead */
    String line() throws IOException {
        String line = lineOrNull();
        if (line == null) {
            throw new IOException("a process has ended before it said anything");
        }
        return line;
    }

    /** {@code null} at the end. */
    String lineOrNull() throws IOException {
        return output.readLine();
    }

    /** The numbers of the next line. */
    double[] numbers() throws IOException {
        return Arrays.stream(line().strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    void say(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    void awaitEnd() throws IOException {
        while (lineOrNull() != null) {
            // of no interest
        }
        process.onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        output.close();
    }
}
