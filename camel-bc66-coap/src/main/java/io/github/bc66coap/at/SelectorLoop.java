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
 * An event loop with a thread of its own and the system's clock, which also serves channels. Several users share one, each by its
 * {@link #share()}.
 *
 * <p>It goes round: each channel that is ready is served once, then so many tasks have their turn, then timers that are due. So neither
 * a flood on one channel nor tasks that beget tasks hold up the others, and what a timer submits comes behind bytes that had arrived
 * before it was due. A task or a handler that fails ends nothing but itself. While there is nothing to do, the thread sleeps.
 */
public final class SelectorLoop implements EventLoop, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SelectorLoop.class);
    /** How many tasks run before channels and timers have their turn. */
    static final int TURN = 128;

    private static final int BUFFER = 4096;
    private static final long LONGEST_DELAY = TimeUnit.DAYS.toSeconds(36_500);
    /** After a failure of the system's, so that it isn't called as fast as it fails. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    /** Whether the thread sleeps, or is about to, so that a new task has to wake it. */
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
         * Called in the loop, once a round for as long as the channel is ready for what its key asks for.
         *
         * @param key the channel's
         * @param buffer free to be used during the call
         */
        void ready(SelectionKey key, byte[] buffer);
    }

    /**
     * Begins its thread.
     *
     * @param threads makes it; a platform thread, as a virtual one may have to wait for others
     * @throws IOException when the system has no selector to spare
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

    /** A part of this loop for a user who ends before the loop does. */
    public LoopShare share() {
        return new LoopShare(this);
    }

    /** Runs {@code task} in the loop, behind those that have been submitted before. */
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

    /** @param owner whose timer it is; {@code null} when it is the loop's own */
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

    @Override
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
     * Runs {@code task} when the system has got back the channels that have been closed before: a closed channel that is registered is
     * released by the next selection. In the loop only.
     */
    void afterSelection(Runnable task) {
        afterSelection.add(task);
    }

    /** Forgets the timers of a user who has ended. */
    void forget(LoopShare owner) {
        if (inLoop()) {
            timers.removeIf(timer -> timer.owner == owner);
        } else {
            execute(() -> timers.removeIf(timer -> timer.owner == owner));
        }
    }

    /** Runs what has been submitted, then ends the thread. Delayed tasks are forgotten, channels that are left are closed. */
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
            // an interrupt would end all further sleep
            Thread.interrupted();
        }
        if (!released.isEmpty()) {
            afterSelection = new ArrayList<>();
            released.forEach(SelectorLoop::guarded);
        }
    }

    /** @return how many milliseconds to sleep, rounded up; 0 for not at all, -1 for as long as there is nothing to do */
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
            // the handler of another may have closed it
            if (key.isValid()) {
                serve(key);
            }
        }
    }

    private void serve(SelectionKey key) {
        try {
            ((Handler) key.attachment()).ready(key, buffer);
        } catch (Throwable e) {
            tell(e);
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
        // those that are due now: one that begets another must not go on for ever
        long now = nanoTime();
        while (!timers.isEmpty() && timers.first().time - now <= 0) {
            guarded(timers.pollFirst()::fire);
        }
    }

    /** One failing task must not take the owners of other lines with it, whatever it throws: other languages need not declare it. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            tell(e);
        }
    }

    /** Nobody would hear of it otherwise. */
    private static void tell(Throwable failure) {
        try {
            LOG.error("a task of the event loop failed", failure);
        } catch (Throwable e) {
            // nor must a log that fails, as for lack of memory
        }
    }

    private static void close(AutoCloseable last) {
        try {
            last.close();
        } catch (Exception e) {
            LOG.debug("{} can't be closed", last, e);
        }
    }

    /** A task that waits for its time; of those of the same time, the first made goes first. */
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
