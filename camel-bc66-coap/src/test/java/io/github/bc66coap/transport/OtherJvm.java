// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own, for what can only be seen from another process or before the serial library is loaded. */
public final class OtherJvm implements AutoCloseable {
    /** What a JVM ends with that a signal has told to end, and that has come to its end. */
    private static final int TERMINATED = 128 + 15;

    private final Process process;
    private final BufferedReader output;

    private OtherJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Opens a device, says so or why not, and keeps it until its input ends. */
    public static void main(String[] args) throws IOException {
        try (ModemTransport transport =
                TransportFactories.builtIn().open(args[0], new LineSettings(115200, Duration.ofSeconds(1)))) {
            System.out.println("opened " + transport.describe());
            System.in.read();
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }

    /** @return what that JVM printed: that it has opened the device, or why not */
    static String open(String device, String... jvmOptions) throws IOException {
        List<String> java = java(System.getProperty("java.class.path"), List.of(jvmOptions));
        return output(java, OtherJvm.class, device);
    }

    /** A JVM that has opened a device and keeps it open until it is closed. */
    public static OtherJvm holding(String device) throws IOException {
        OtherJvm other = start(java(System.getProperty("java.class.path"), List.of()), OtherJvm.class, device);
        String first = other.output.readLine();
        if (first == null || !first.startsWith("opened")) {
            other.close();
            throw new IOException("the other JVM has not opened it: " + first);
        }
        return other;
    }

    /** The command line of a JVM, up to its main class. */
    public static List<String> java(String classPath, List<String> jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xshare:auto");
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-Dfazecast.jSerialComm.appid=other-jvm");
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath));
        return command;
    }

    /** @return all that {@code main} prints */
    public static String output(List<String> java, Class<?> main, String... arguments) throws IOException {
        try (OtherJvm other = start(java, main, arguments)) {
            other.process.getOutputStream().close();
            return String.join("\n", other.output.lines().toList()).strip();
        }
    }

    /** A JVM that runs until it ends by itself, or is told to. */
    public static OtherJvm start(List<String> java, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(java);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        return new OtherJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    /**
     * Tells that JVM to end (SIGTERM).
     *
     * @return all that it has printed and prints until it has ended as told
     */
    public String terminate() throws IOException, InterruptedException {
        // the handle's, as the process's own closes the output
        process.toHandle().destroy();
        String said = String.join("\n", output.lines().toList()).strip();
        int status = process.waitFor();
        if (status != TERMINATED) {
            throw new IOException("it ended with " + status + ", saying: " + said);
        }
        return said;
    }

    /** Ends that JVM, and with it what it holds. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
