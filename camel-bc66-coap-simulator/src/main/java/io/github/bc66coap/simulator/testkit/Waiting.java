// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits for another thread. */
public final class Waiting {
    private static final long GLANCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Waiting() {}

    /**
     * Looks again and again until there is something.
     *
     * @param failure describes what is there instead
     * @throws AssertionError if it takes longer, or the thread is interrupted
     */
    public static <T> T until(Duration limit, Supplier<Optional<T>> look, Supplier<String> failure) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<T> seen = look.get();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() - end >= 0) {
                throw new AssertionError(failure.get() + " within " + limit.toSeconds() + " s");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new AssertionError(failure.get() + " until the test was interrupted");
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }
}
