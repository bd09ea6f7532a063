// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * The one thread that owns a line's state, which it may do for several, and the one source of its time. Tasks run one after the other in the order
 * of their submission; a task that runs in the loop needs no lock for the state that the loop owns.
 */
public interface EventLoop extends Executor {

    /** Runs {@code task} in the loop; from any thread. A closed loop ignores it. */
    @Override
    void execute(Runnable task);

    /** Runs {@code task} in the loop after {@code delay}; from any thread. A closed loop ignores it. */
    Timer schedule(Duration delay, Runnable task);

    /** The loop's clock: nanoseconds from an arbitrary origin, never going back. */
    long nanoTime();

    /** The time of day, for people: it may be set, so nothing is measured by it. From any thread. */
    Instant now();

    /** Whether the caller runs in the loop. */
    boolean inLoop();

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Forgets the task unless it has begun. Idempotent. */
        void cancel();
    }
}
