/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.simulator.junit5;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import io.github.bc66coap.simulator.VirtualBc66;

/**
 * Starts a {@link VirtualBc66} before each test and closes it after, or before and after all of them if registered by a
 * static field.
 *
 * <pre>{@code
 * @RegisterExtension
 * final Bc66Extension bc66 = Bc66Extension.with(b -> b.pty());
 * }</pre>
 */
public final class Bc66Extension implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {
    private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final Consumer<VirtualBc66.Builder> description;
    private VirtualBc66 modem;
    private boolean shared;

    private Bc66Extension(Consumer<VirtualBc66.Builder> description) {
        this.description = description;
    }

    /** An extension whose module is described so; the description is run for every start. */
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
     * Waits until the module can be reached: whoever drives it has made its context and announced so many resources. A route that has
     * started may not be so far yet.
     *
     * @param resources how many paths are served; 0 for none
     * @throws IllegalStateException when that takes more than 30 seconds; says what the module was told until then
     */
    public void awaitReady(int resources) {
        long end = System.nanoTime() + READY_NANOS;
        while (!modem().contextExists() || modem().resources().size() < resources) {
            if (System.nanoTime() - end >= 0) {
                throw new IllegalStateException("The module has "
                        + (modem().contextExists() ? "only the resources " + modem().resources() : "no context")
                        + " after 30 s; it was told " + modem().commands());
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
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
        modem = builder.start();
    }

    private void stop() {
        if (modem != null) {
            modem.close();
            modem = null;
        }
    }
}
