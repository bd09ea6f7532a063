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
