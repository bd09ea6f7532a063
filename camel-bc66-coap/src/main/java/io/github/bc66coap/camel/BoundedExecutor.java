// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a limited number of tasks at a time on the threads of an executor, in order of arrival. If no thread can be made for a task,
 * it waits for an existing one; if there is none, the last resort gets it. No task is lost. The caller bounds the number of waiting
 * tasks. Thread-safe; holds no lock while it calls out.
 */
final class BoundedExecutor<T extends Runnable> {
    private static final Logger LOG = LoggerFactory.getLogger(BoundedExecutor.class);

    private final Executor threads;
    private final int limit;
    private final Consumer<T> lastResort;
    private final Queue<T> waiting = new ArrayDeque<>();
    /** Threads that take tasks, including the one that is being started. */
    private int running;
    /** Whether a caller is starting a thread now. */
    private boolean starting;
    /** How many more threads other callers want from that caller. */
    private int asked;

    /**
     * @param limit how many tasks may run at a time
     * @param lastResort takes a task that no thread can run, on the caller's thread; must not block
     */
    BoundedExecutor(Executor threads, int limit, Consumer<T> lastResort) {
        this.threads = threads;
        this.limit = limit;
        this.lastResort = lastResort;
    }

    /** Runs a task when it is its turn. Never blocks. */
    void execute(T task) {
        synchronized (this) {
            waiting.add(task);
            if (starting) {
                asked++;
                return;
            }
            if (running >= limit) {
                return;
            }
            starting = true;
            running++;
        }
        start();
    }

    /** One caller at a time. So a caller that fails knows whether there is another thread. */
    private void start() {
        boolean again = true;
        while (again) {
            boolean started = startsOne();
            List<T> left = List.of();
            synchronized (this) {
                if (!started) {
                    running--;
                    if (running == 0) {
                        left = List.copyOf(waiting);
                        waiting.clear();
                    }
                }
                again = started && asked > 0 && running < limit && !waiting.isEmpty();
                if (again) {
                    asked--;
                    running++;
                } else {
                    asked = 0;
                    starting = false;
                }
            }
            left.forEach(lastResort);
        }
    }

    private boolean startsOne() {
        try {
            threads.execute(this::work);
            return true;
        } catch (RuntimeException | Error e) {
            LOG.warn("no thread can be had: {}", e.toString());
            return false;
        }
    }

    private void work() {
        for (T task = next(); task != null; task = next()) {
            run(task);
        }
    }

    private synchronized T next() {
        T task = waiting.poll();
        if (task == null) {
            running--;
        }
        return task;
    }

    /** Runs a task and logs its error, so that the thread continues. */
    static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task failed", e);
        }
    }
}
