// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A core without a thread: its tasks run when the test lets time pass, in the order in which they are due. */
final class VirtualTime extends ScheduledThreadPoolExecutor {
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long now;
    private long count;

    VirtualTime() {
        super(0);
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {
        private final long due;
        private final long number = count++;

        Task(Runnable command, long due) {
            super(command, null);
            this.due = due;
        }

        @Override
        protected void setException(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Task task = (Task) other;
            return due == task.due ? Long.compare(number, task.number) : Long.compare(due, task.due);
        }
    }

    long nanoTime() {
        return now;
    }

    /** Lets time pass, and does what is due until then; without any time, what is due at once. */
    void pass(Duration time) {
        long end = now + time.toNanos();
        while (!tasks.isEmpty() && tasks.peek().due <= end) {
            Task next = tasks.poll();
            now = next.due;
            next.run();
        }
        now = end;
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Task task = new Task(command, now + unit.toNanos(delay));
        tasks.add(task);
        return task;
    }
}
