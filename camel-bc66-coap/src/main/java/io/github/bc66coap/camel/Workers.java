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
 * Runs tasks on threads of an executor: so many at a time, in the order of their coming. A task for which no thread can be made
 * waits for one that is there. It is lost in no case: where there is none at all, the last resort gets it. How many tasks wait is
 * to be bounded by who gives them. Thread-safe; holds no lock while it calls out.
 *
 * @param <T> tasks
 */
final class Workers<T extends Runnable> {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private final Executor threads;
    private final int limit;
    private final Consumer<T> lastResort;
    private final Queue<T> waiting = new ArrayDeque<>();
    /** Threads that take tasks, the one that is being started included. */
    private int running;
    /** Whether somebody starts a thread just now; how many more are asked of them meanwhile. */
    private boolean starting;

    private int asked;

    /**
     * @param limit how many tasks run at a time
     * @param lastResort takes what no thread can run, on the thread that gives a task; must not block
     */
    Workers(Executor threads, int limit, Consumer<T> lastResort) {
        this.threads = threads;
        this.limit = limit;
        this.lastResort = lastResort;
    }

    /** Runs a task when its turn has come. Never blocks. */
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

    /** One caller at a time: so one who fails knows whether there is any other thread. */
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

    /** A thread that ends with an error would take its place with it. */
    static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            LOG.error("a task failed", e);
        }
    }
}
