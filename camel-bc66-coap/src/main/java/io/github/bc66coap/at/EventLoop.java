// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * The one thread that owns the state of one or more lines, and the one source of their time. Tasks run one after another in the order
 * of their submission, and need no lock for that state.
 */
public interface EventLoop extends Executor {

    /** Runs {@code task} in the loop; from any thread. A closed loop ignores it. */
    @Override
    void execute(Runnable task);

    /** Runs {@code task} in the loop after {@code delay}; from any thread. A closed loop ignores it. */
    Timer schedule(Duration delay, Runnable task);

    /** The loop's clock: nanoseconds from an arbitrary origin; never goes back. */
    long nanoTime();

    /** The time of day, for people; not for measuring, because it may be set. From any thread. */
    Instant now();

    /** A task that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Cancels the task unless it has begun. Idempotent. */
        void cancel();
    }
}
