// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.junit5;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.NetworkMessage;
import io.github.bc66coap.simulator.testkit.NetworkTraffic;
import io.github.bc66coap.simulator.testkit.Waiting;

/**
 * Starts a {@link VirtualBc66} before each test and closes it after, or before and after all of them if registered by a
 * static field.
 *
 * <pre>{@code
 * @RegisterExtension
 *     final Bc66Extension bc66 = Bc66Extension.with(b -> b.pty());
 * }</pre>
 */
public final class Bc66Extension implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final Duration READY = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Consumer<VirtualBc66.Builder> description;
    private final NetworkTraffic traffic = new NetworkTraffic();
    private VirtualBc66 modem;
    private boolean shared;

    private Bc66Extension(Consumer<VirtualBc66.Builder> description) {
        this.description = description;
    }

    /** Makes an extension for a module with this description, which runs at every start. */
    public static Bc66Extension with(Consumer<VirtualBc66.Builder> description) {
        return new Bc66Extension(description);
    }

    /** The module of the running test. */
    public VirtualBc66 modem() {
        if (modem == null) {
            throw new IllegalStateException("There is a module only while a test runs");
        }
        return modem;
    }

    /**
     * Waits until the module can be reached: until it has a context, and this many resources have been announced. A
     * route may have started before that.
     *
     * @param resources how many paths are served; 0 for none
     * @throws AssertionError when that takes more than 30 seconds; shows the commands until then
     */
    public void awaitReady(int resources) {
        Waiting.until(
                READY,
                () -> modem().contextExists() && modem().resources().size() >= resources
                        ? Optional.of(true)
                        : Optional.empty(),
                () -> "the module has "
                        + (modem().contextExists() ? "only the resources " + modem().resources() : "no context")
                        + "; it was told " + modem().commands() + ", and isn't ready");
    }

    /** The last 10,000 CoAP messages that the module has sent, in their order, without repetitions. */
    public List<NetworkMessage> sent() {
        return traffic.messages(TraceEvent.Direction.SENT);
    }

    /** The last 10,000 CoAP messages that have come to the module, in their order, without repetitions. */
    public List<NetworkMessage> received() {
        return traffic.messages(TraceEvent.Direction.RECEIVED);
    }

    /**
     * Waits until the module has sent a request.
     *
     * @param method for example {@code POST}
     * @param path for example {@code /readings}
     * @return the first one
     * @throws AssertionError when that takes more than 10 seconds; shows what it has sent instead
     */
    public NetworkMessage awaitSent(String method, String path) {
        return Waiting.until(
                PATIENCE,
                () -> sent().stream()
                        .filter(message ->
                                message.code().equals(method) && message.path().equals(path))
                        .findFirst(),
                () -> "expected " + method + " " + path + " but the module sent " + sent());
    }

    /**
     * Waits until the module has got a command.
     *
     * @param start of the line, for example {@code AT+QCOAPSEND=}
     * @return the first line with this start
     * @throws AssertionError when that takes more than 10 seconds; shows what it has got instead
     */
    public String awaitCommand(String start) {
        return Waiting.until(
                PATIENCE,
                () -> modem().commands().stream()
                        .filter(line -> line.startsWith(start))
                        .findFirst(),
                () -> "expected " + start + " but the module was told " + modem().commands());
    }

    /** Forgets the commands and messages so far. */
    public void clear() {
        modem().clearCommands();
        traffic.clear();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = true;
        start();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!shared) {
            start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!shared) {
            stop();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
        shared = false;
    }

    private void start() {
        VirtualBc66.Builder builder = VirtualBc66.builder();
        description.accept(builder);
        traffic.clear();
        builder.trace(traffic);
        modem = builder.start();
    }

    private void stop() {
        if (modem != null) {
            modem.close();
            modem = null;
        }
    }
}
