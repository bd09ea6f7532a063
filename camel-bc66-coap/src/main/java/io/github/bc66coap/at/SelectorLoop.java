// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop with its own thread and the system's clock, which also serves channels. Several users share one, each by its
 * {@link #share()}.
 *
 * <p>Each round serves every ready channel once, then a bounded number of tasks, then due timers. So neither a flooded channel nor tasks
 * that submit tasks hold up others, and tasks of a timer run after the bytes that arrived before it was due. A failing task or handler
 * affects no other. The thread sleeps while there is nothing to do.
 */
public final class SelectorLoop implements EventLoop, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SelectorLoop.class);
    /** How many tasks run before channels and timers have their turn. */
    static final int TURN = 128;

    private static final int BUFFER = 4096;
    private static final long LONGEST_DELAY = TimeUnit.DAYS.toSeconds(36_500);
    /** After a failure of the selector, so that it is not called as fast as it fails. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Whether the thread sleeps or is about to, so that a new task must wake it. */
    private final AtomicBoolean asleep = new AtomicBoolean();

    private final byte[] buffer = new byte[BUFFER];
    private final TreeSet<TimedTask> timers = new TreeSet<>();
    private long timersMade;
    private List<Runnable> afterSelection = new ArrayList<>();
    private volatile boolean closed;

    /** Serves a channel. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Called in the loop, once a round while the channel is ready for an operation of its key.
         *
         * @param buffer free for use during the call
         */
        void ready(SelectionKey key, byte[] buffer);
    }

    /**
     * Starts its thread.
     *
     * @param threads must make platform threads: a virtual one may have to wait for others
     * @throws IOException when the system provides no selector
     */
    public SelectorLoop(ThreadFactory threads) throws IOException {
        selector = Selector.open();
        try {
            thread = threads.newThread(this::run);
            thread.start();
        } catch (RuntimeException | Error e) {
            selector.close();
            throw e;
        }
    }

    /** A share of this loop for one user. */
    public LoopShare share() {
        return new LoopShare(this);
    }

    /** Runs {@code task} in the loop, after those submitted before. */
    @Override
    public void execute(Runnable task) {
        if (!closed) {
            submit(task);
        }
    }

    private void submit(Runnable task) {
        tasks.add(task);
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return schedule(delay, task, null);
    }

    /** @param owner of the timer; {@code null} for the loop itself */
    Timer schedule(Duration delay, Runnable task, LoopShare owner) {
        TimedTask timer = new TimedTask(nanoTime() + nanos(delay), task, owner);
        if (inLoop()) {
            timer.add();
        } else {
            execute(timer::add);
        }
        return timer;
    }

    private static long nanos(Duration delay) {
        if (delay.getSeconds() >= LONGEST_DELAY) {
            return TimeUnit.SECONDS.toNanos(LONGEST_DELAY);
        }
        return delay.isNegative() ? 0 : delay.toNanos();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    /** Whether the caller runs in the loop. */
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    /**
     * Serves a channel until its key is cancelled. In the loop only.
     *
     * @param channel not blocking
     * @param operations of {@link SelectionKey}
     * @throws IOException when the channel is closed
     */
    SelectionKey register(SelectableChannel channel, int operations, Handler handler) throws IOException {
        return channel.register(selector, operations, handler);
    }

    /**
     * Runs {@code task} when the channels closed so far are released, which the next selection does. In the loop only.
     */
    void afterSelection(Runnable task) {
        afterSelection.add(task);
    }

    /** Cancels the timers of a user. */
    void forget(LoopShare owner) {
        if (inLoop()) {
            timers.removeIf(timer -> timer.owner == owner);
        } else {
            execute(() -> timers.removeIf(timer -> timer.owner == owner));
        }
    }

    /** Runs submitted tasks, then ends the thread. Cancels delayed tasks and closes the remaining channels. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
    }

    private void run() {
        while (!closed || !tasks.isEmpty() || !afterSelection.isEmpty()) {
            guarded(this::round);
        }
        for (SelectionKey key : selector.keys()) {
            close(key.channel());
        }
        close(selector);
    }

    private void round() {
        select();
        serveChannels();
        runTasks();
        if (!closed) {
            runTimers();
        }
    }

    private void select() {
        List<Runnable> released = afterSelection;
        try {
            long timeout = released.isEmpty() ? timeout() : 0;
            if (timeout != 0) {
                asleep.set(true);
            }
            if (timeout == 0 || !tasks.isEmpty() || closed) {
                selector.selectNow();
            } else {
                selector.select(Math.max(0, timeout));
            }
        } catch (IOException e) {
            LOG.error("channels can't be waited for", e);
            LockSupport.parkNanos(PAUSE);
        } finally {
            asleep.set(false);
            // a pending interrupt would prevent all further sleep
            Thread.interrupted();
        }
        if (!released.isEmpty()) {
            afterSelection = new ArrayList<>();
            released.forEach(SelectorLoop::guarded);
        }
    }

    /** @return how many milliseconds to sleep, rounded up; 0 for none, -1 for no limit */
    private long timeout() {
        if (!tasks.isEmpty()) {
            return 0;
        }
        if (timers.isEmpty()) {
            return -1;
        }
        long nanos = timers.first().time - nanoTime();
        return nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1;
    }

    private void serveChannels() {
        Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
        while (ready.hasNext()) {
            SelectionKey key = ready.next();
            ready.remove();
            // another handler may have closed it
            if (key.isValid()) {
                serve(key);
            }
        }
    }

    private void serve(SelectionKey key) {
        try {
            ((Handler) key.attachment()).ready(key, buffer);
        } catch (Throwable e) {
            log(e);
        }
    }

    private void runTasks() {
        for (int i = 0; i < TURN; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            guarded(task);
        }
    }

    private void runTimers() {
        // only those due by now, so that a timer that schedules another cannot go on for ever
        long now = nanoTime();
        while (!timers.isEmpty() && timers.first().time - now <= 0) {
            guarded(timers.pollFirst()::fire);
        }
    }

    /** A failing task must not affect other lines. It may throw any Throwable: some languages need not declare them. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            log(e);
        }
    }

    private static void log(Throwable failure) {
        try {
            LOG.error("a task of the event loop failed", failure);
        } catch (Throwable e) {
            // a failing logger must not end the loop either
        }
    }

    private static void close(AutoCloseable last) {
        try {
            last.close();
        } catch (Exception e) {
            LOG.debug("{} can't be closed", last, e);
        }
    }

    /** A delayed task; tasks of the same time run in the order in which they were made. */
    private final class TimedTask implements Timer, Comparable<TimedTask> {
        private final long time;
        private final Runnable task;
        private final LoopShare owner;
        private long number;
        private volatile boolean cancelled;

        TimedTask(long time, Runnable task, LoopShare owner) {
            this.time = time;
            this.task = task;
            this.owner = owner;
        }

        void add() {
            if (!cancelled && (owner == null || !owner.isClosed())) {
                number = ++timersMade;
                timers.add(this);
            }
        }

        void fire() {
            if (!cancelled) {
                task.run();
            }
        }

        @Override
        public void cancel() {
            if (inLoop()) {
                cancelled = true;
                timers.remove(this);
            } else if (!cancelled) {
                cancelled = true;
                execute(() -> timers.remove(this));
            }
        }

        @Override
        public int compareTo(TimedTask other) {
            long earlier = time - other.time;
            return Long.signum(earlier == 0 ? number - other.number : earlier);
        }
    }
}
