// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs steps one after the other. A step may end long after its call has returned; only then the next begins. Bounded. Thread-safe;
 * holds no lock while it calls out.
 */
final class StepSequence {
    private final Executor threads;
    private final int places;
    private final Queue<Step> waiting = new ArrayDeque<>();
    private boolean busy;

    @FunctionalInterface
    interface Step {
        /** @param ended is called when the step has ended, on any thread */
        void begin(Runnable ended);
    }

    /**
     * @param threads begin the steps; must not lose one
     * @param places how many steps may wait for the current one
     */
    StepSequence(Executor threads, int places) {
        this.threads = threads;
        this.places = places;
    }

    /** @throws RejectedExecutionException when too many steps wait */
    void add(Step step) {
        synchronized (this) {
            if (busy && waiting.size() >= places) {
                throw new RejectedExecutionException("its consumer has too much to do: " + waiting.size() + " wait");
            }
            if (busy) {
                waiting.add(step);
                return;
            }
            busy = true;
        }
        begin(step);
    }

    /** The number of steps that have not begun. */
    synchronized int waiting() {
        return waiting.size();
    }

    private void begin(Step step) {
        threads.execute(() -> {
            Runnable ended = once(this::next);
            try {
                step.begin(ended);
            } catch (RuntimeException | Error e) {
                ended.run();
                throw e;
            }
        });
    }

    private void next() {
        Step step;
        synchronized (this) {
            step = waiting.poll();
            busy = step != null;
        }
        if (step != null) {
            begin(step);
        }
    }

    private static Runnable once(Runnable task) {
        AtomicBoolean done = new AtomicBoolean();
        return () -> {
            if (done.compareAndSet(false, true)) {
                task.run();
            }
        };
    }
}
