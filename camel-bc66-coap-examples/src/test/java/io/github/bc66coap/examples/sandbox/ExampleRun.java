// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.bc66coap.examples.Examples;
import picocli.CommandLine;

import static org.awaitility.Awaitility.await;

/** An example that runs as a user would run it, in a thread instead of a JVM of its own. */
public final class ExampleRun implements AutoCloseable {
    /** On a machine that has a lot to do. */
    private static final long LIMIT_SECONDS = 90;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final Thread thread;

    private ExampleRun(String... args) {
        CommandLine command =
                Examples.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        thread = new Thread(() -> status.complete(command.execute(args)), "example");
        thread.start();
    }

    /** Starts the example and returns at once. */
    public static ExampleRun of(String... args) {
        return new ExampleRun(args);
    }

    /** Starts the example and returns when its routes run. */
    public static ExampleRun started(String... args) {
        ExampleRun run = of(args);
        await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS)
                .until(() -> run.out().contains("  running") || run.status.isDone());
        if (run.status.isDone()) {
            throw new AssertionError("ended with " + run.status.join() + ": " + run.err() + run.out());
        }
        return run;
    }

    /** What it has shown so far. */
    public String out() {
        return out.toString();
    }

    /** What it has complained of so far. */
    public String err() {
        return err.toString();
    }

    /** Waits for the end: the exit status. */
    public int status() throws Exception {
        return status.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends it in the way that Ctrl-C does. */
    @Override
    public void close() throws Exception {
        thread.interrupt();
        status();
    }
}
