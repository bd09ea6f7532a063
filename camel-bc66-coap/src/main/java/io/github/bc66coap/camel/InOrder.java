// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Does one thing after the other: the next begins when the last has ended, which may be long after it has returned. Bounded.
 * Thread-safe; holds no lock while it calls out.
 */
final class InOrder {
    private final Executor threads;
    private final int places;
    private final Queue<Step> waiting = new ArrayDeque<>();
    private boolean busy;

    /** One of the things. */
    @FunctionalInterface
    interface Step {
        /** @param ended to be called when it has ended, on any thread */
        void begin(Runnable ended);
    }

    /**
     * @param threads begin the steps; lose none
     * @param places how many may wait for the one that is under way
     */
    InOrder(Executor threads, int places) {
        this.threads = threads;
        this.places = places;
    }

    /** @throws RejectedExecutionException when too many wait */
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

    /** How many have not begun. */
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
