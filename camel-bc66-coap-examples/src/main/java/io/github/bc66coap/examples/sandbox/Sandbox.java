// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

import io.github.bc66coap.camel.ModemUnavailableException;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;

/**
 * Where an example runs: starts what its routes need, shows their progress, and stops everything in the reverse order, also on Ctrl-C.
 *
 * <pre>{@code
 * try (Sandbox sandbox = new Sandbox(options)) {
 *     Main main = sandbox.main("classpath:files/files.properties"); // with a module and a CoAP server
 *     main.configure().addRoutesBuilder(FilesRoute.class);
 *     sandbox.run(main);
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final Duration STATUS_PERIOD = Duration.ofSeconds(2);
    private static final int ROUTES_STOP_WITHIN_SECONDS = 10;
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(30);
    private static final Duration LATENCY = Duration.ofMillis(20);

    private final SandboxOptions options;
    private final Consumer<String> screen;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Deque<AutoCloseable> drivers = new ArrayDeque<>();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String failure;
    private final Thread onCtrlC = new Thread(this::stopAndWait, "ctrl-c");

    /**
     * Shows lines with the time, where the command does.
     *
     * @param options of the command line
     */
    public Sandbox(SandboxOptions options) {
        this(options, line -> {
            PrintWriter out = options.out();
            out.println(LocalTime.now().format(TIME) + "  " + line);
            out.flush();
        });
    }

    /**
     * @param options of the command line
     * @param screen shows a line
     */
    public Sandbox(SandboxOptions options, Consumer<String> screen) {
        this.options = options;
        this.screen = screen;
        Runtime.getRuntime().addShutdownHook(onCtrlC);
    }

    /** Shows a line. */
    public void say(String line) {
        screen.accept(line);
    }

    /** Closes the part when the example ends; what was added last is closed first. */
    public <T extends AutoCloseable> T closing(T part) {
        parts.push(part);
        return part;
    }

    /** Closes what makes work for the routes, before they stop. */
    public <T extends AutoCloseable> T driving(T part) {
        drivers.push(part);
        return part;
    }

    /** The device that the user has given, or else that of a virtual BC66, which is started. */
    public String device() {
        if (!options.isVirtual()) {
            return options.device;
        }
        return virtualModule(builder -> builder.latency(LATENCY)).device();
    }

    /** Starts a virtual BC66 on a pseudo-terminal. */
    public VirtualBc66 virtualModule(UnaryOperator<VirtualBc66.Builder> description) {
        VirtualBc66.warmUp();
        VirtualBc66 module =
                closing(description.apply(VirtualBc66.builder().pty()).start());
        say("virtual BC66 on " + module.device());
        return module;
    }

    /** The CoAP server that the user has given, or else one that is started. */
    public HostAndPort server() {
        if (options.server != null) {
            return options.server;
        }
        Cloud cloud = closing(Cloud.start());
        say("CoAP server on 127.0.0.1:" + cloud.port()
                + (options.isVirtual() ? "" : ", which a real module can't reach: it needs --server"));
        return new HostAndPort("127.0.0.1", cloud.port());
    }

    /**
     * Camel with a module and a CoAP server: sets {@code bc66.device}, {@code cloud.host} and {@code cloud.port} in place
     * of what the properties have, and for a virtual module a free {@code localPort}.
     *
     * @param properties where the routes' properties are
     */
    public Main main(String properties) {
        HostAndPort server = server();
        Main main = main(properties, device());
        main.addOverrideProperty("cloud.host", server.host());
        main.addOverrideProperty("cloud.port", Integer.toString(server.port()));
        return main;
    }

    /** Camel with a module only. */
    public Main main(String properties, String device) {
        Main main = camel(properties);
        main.addOverrideProperty("bc66.device", device);
        if (options.isVirtual()) {
            // the CoAP context of a virtual module takes a real port of this machine
            main.addOverrideProperty("camel.component.bc66coap.local-port", Integer.toString(FreePorts.udp()));
        }
        return main;
    }

    /** Camel without a module. */
    public Main camel(String properties) {
        Main main = new Main();
        // Camel's default strategy (4.18.0) has a hook that waits until the context has stopped.
        // When stop() is called at the same time, it can be stop() that waits, and so for itself.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.setPropertyPlaceholderLocations(properties);
        main.configure().withAutoConfigurationLogSummary(false).withShutdownTimeout(ROUTES_STOP_WITHIN_SECONDS);
        return main;
    }

    /**
     * Runs the routes until Ctrl-C, or as long as the user wants, and shows their progress every few seconds. Ends when they have finished what they
     * were at.
     *
     * @throws WrongSettingException if they can't be started, or {@link #fail(String)} was called
     */
    public void run(Main main) throws Exception {
        run(main, () -> {});
    }

    /**
     * The same with something that is done when the routes run.
     *
     * @throws WrongSettingException if they can't be started
     */
    public void run(Main main, Runnable whenStarted) throws Exception {
        Progress progress = new Progress(main);
        start(main);
        whenStarted.run();
        try {
            watch(progress::line);
        } finally {
            say("stopping");
            close(drivers);
            main.stop();
        }
        say(progress.line());
        if (failure != null) {
            throw new WrongSettingException(failure);
        }
    }

    /**
     * Ends the run, because something about the settings is wrong that shows only now.
     *
     * @param reason for the user
     */
    public void fail(String reason) {
        failure = reason;
        stop.complete(null);
    }

    /**
     * Waits until something is done, but not beyond Ctrl-C.
     *
     * @return whether it is done, or Ctrl-C came
     */
    public boolean await(CompletableFuture<?> done, Duration limit) throws InterruptedException {
        return isDone(CompletableFuture.anyOf(done, stop), limit.toNanos());
    }

    private static boolean isDone(CompletableFuture<?> future, long nanos) throws InterruptedException {
        try {
            future.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Waits until Ctrl-C, or as long as the user wants.
     *
     * @param line gets the progress every few seconds
     */
    public void watch(Supplier<String> line) {
        say(options.time == null ? "running, Ctrl-C ends it" : "running for " + options.time.toSeconds() + " s");
        try {
            long end = System.nanoTime() + (options.time == null ? Long.MAX_VALUE / 2 : options.time.toNanos());
            while (!isDone(stop, Math.min(STATUS_PERIOD.toNanos(), end - System.nanoTime()))
                    && System.nanoTime() < end) {
                say(line.get());
            }
        } catch (InterruptedException e) {
            // whoever runs this in a thread ends it this way
        }
    }

    private static void start(Main main) {
        try {
            main.start();
        } catch (Exception e) {
            main.stop();
            throw new WrongSettingException(reason(e));
        }
    }

    /** What went wrong at the bottom of it; the layers above it say where. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof ModemUnavailableException)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        String line = message.lines().findFirst().orElse("");
        return cause instanceof ModemUnavailableException ? line : "cannot start: " + line;
    }

    private void stopAndWait() {
        stop.complete(null);
        try {
            closed.await(STOPS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws Exception {
        try {
            close(drivers);
            close(parts);
            say("stopped");
        } finally {
            closed.countDown();
            removeHook();
        }
    }

    private static void close(Deque<AutoCloseable> parts) throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(onCtrlC);
        } catch (IllegalStateException e) {
            // Ctrl-C: it waits for this
        }
    }
}
