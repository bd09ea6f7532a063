// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads on which exchanges go on whose send has ended; see the package's documentation for why no exchange waits for ever.
 * Thread-safe; holds no lock while it calls out.
 */
final class Continuations {
    private static final Logger LOG = LoggerFactory.getLogger(Continuations.class);
    /** When nothing that waits has been taken up for so long, the threads that there are may be waiting for it. */
    private static final Duration STALL = Duration.ofMillis(100);

    /** How long the steward waits for something to do when no exchange is under way. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    private static final String NO_THREAD = "no thread can be made to go on with one more exchange";

    private final Executor threads;
    private final ThreadFactory stewards;
    private final int usual;
    private final int most;
    /** With those of exchanges that go on and send again, before the step that goes on has returned. */
    private final int mostOfAll;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition attention = lock.newCondition();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    /** Set on a thread that goes on with an exchange. */
    private final ThreadLocal<Boolean> goingOn = new ThreadLocal<>();
    /** Exchanges under way: each will want one thread. */
    private int reserved;
    /** Threads that take tasks, those that are being started included. */
    private int running;
    /** How many tasks have been taken up, to see whether there is progress. */
    private long taken;
    /** Whether no thread could be made when one was last wanted. */
    private boolean scarce;

    private Thread steward;
    private boolean stewardBusy;
    private boolean closed;

    /**
     * @param threads those that tasks run on
     * @param stewards make the one thread that is there as long as an exchange is under way
     * @param usual how many threads there are before it is seen that they hold each other up
     * @param most how many exchanges may be under way; as one that goes on may send again, and wait for that on its thread, there
     *     are twice as many threads at most
     */
    Continuations(Executor threads, ThreadFactory stewards, int usual, int most) {
        this.threads = threads;
        this.stewards = stewards;
        this.usual = usual;
        this.most = most;
        this.mostOfAll = (int) Math.min(Integer.MAX_VALUE, 2L * most);
    }

    /** The right of one exchange to go on, once. */
    final class Reservation {
        private boolean used;

        /** Goes on with the exchange on a thread of its own. */
        void continueExchange(Runnable rest) {
            execute(() -> {
                goingOn.set(true);
                try {
                    rest.run();
                } finally {
                    goingOn.remove();
                    giveBack();
                }
            });
        }

        /** The exchange does not go on this way. */
        void giveBack() {
            lock.lock();
            try {
                if (!used) {
                    used = true;
                    reserved--;
                    attention.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Takes no more reservations; those that have one go on. */
    void close() {
        lock.lock();
        try {
            closed = true;
            attention.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sees to it that an exchange will be able to go on.
     *
     * @throws RejectedExecutionException when it won't
     */
    Reservation reserve() {
        Reservation reservation;
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException("the component is stopped");
            }
            if (reserved >= (goingOn.get() == null ? most : mostOfAll)) {
                throw new RejectedExecutionException(most + " exchanges are under way");
            }
            if (scarce && (stewardBusy || !waiting.isEmpty())) {
                throw new RejectedExecutionException(NO_THREAD);
            }
            reserved++;
            reservation = new Reservation();
        } finally {
            lock.unlock();
        }
        if (!isAttended()) {
            reservation.giveBack();
            throw new RejectedExecutionException(NO_THREAD);
        }
        return reservation;
    }

    /** Whether the steward is there, or could be made. */
    private boolean isAttended() {
        lock.lock();
        try {
            if (steward != null) {
                return true;
            }
        } finally {
            lock.unlock();
        }
        Thread candidate = stewards.newThread(this::attend);
        lock.lock();
        try {
            if (steward == null && isDone(candidate::start)) {
                steward = candidate;
            }
            return steward != null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs a task as soon as there is a thread for it. Never blocks, but where nobody has a reservation and no thread can be made:
     * there it runs the task at once.
     */
    void execute(Runnable task) {
        boolean starts;
        lock.lock();
        try {
            waiting.add(task);
            starts = running < usual;
            if (starts) {
                running++;
            } else {
                attention.signalAll();
            }
        } finally {
            lock.unlock();
        }
        boolean started = starts && startsWorker();
        if (!isAttended() && !started) {
            runAll();
        }
    }

    private void runAll() {
        lock.lock();
        try {
            running++;
        } finally {
            lock.unlock();
        }
        work();
    }

    /** Whether the thread that has been counted already could be made. */
    private boolean startsWorker() {
        boolean started = isDone(() -> threads.execute(this::work));
        lock.lock();
        try {
            scarce = !started;
            if (!started) {
                running--;
                attention.signalAll();
            }
        } finally {
            lock.unlock();
        }
        return started;
    }

    /** A thread that can't be made is an error of the JVM's. */
    private static boolean isDone(Runnable start) {
        try {
            start.run();
            return true;
        } catch (RuntimeException | Error e) {
            LOG.debug("no thread can be had: {}", e.toString());
            return false;
        }
    }

    /** What the thread does that is there as long as an exchange is under way: what waits is taken up, by itself if need be. */
    private void attend() {
        lock.lock();
        try {
            boolean wanted = true;
            while (wanted) {
                if (waiting.isEmpty()) {
                    wanted = isWantedSoon();
                } else if (running == 0 || isStalled()) {
                    relieve();
                }
            }
        } finally {
            steward = null;
            lock.unlock();
        }
    }

    /** Waits for something to do, until no exchange is under way and none has been for a while. */
    private boolean isWantedSoon() {
        long left = KEEP_ALIVE.toNanos();
        while (left > 0 && waiting.isEmpty() && (reserved > 0 || !closed)) {
            left = await(left);
        }
        return reserved > 0 || !waiting.isEmpty();
    }

    private boolean isStalled() {
        long before = taken;
        long left = STALL.toNanos();
        while (left > 0 && taken == before && running > 0 && !waiting.isEmpty()) {
            left = await(left);
        }
        return taken == before && !waiting.isEmpty();
    }

    private long await(long nanos) {
        try {
            return attention.awaitNanos(nanos);
        } catch (InterruptedException e) {
            // nobody means this thread: a route has left it behind
            return nanos;
        }
    }

    /** Called, and returns, with the lock; calls out without it. */
    private void relieve() {
        boolean starts = running < mostOfAll;
        if (starts) {
            running++;
        }
        lock.unlock();
        boolean started;
        try {
            started = starts && startsWorker();
        } finally {
            lock.lock();
        }
        Runnable task = started ? null : waiting.poll();
        if (task == null) {
            return;
        }
        taken++;
        stewardBusy = true;
        lock.unlock();
        try {
            Workers.run(task);
        } finally {
            lock.lock();
            stewardBusy = false;
        }
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            Workers.run(task);
        }
    }

    private Runnable next() {
        lock.lock();
        try {
            Runnable task = waiting.poll();
            if (task == null) {
                running--;
            } else {
                taken++;
            }
            return task;
        } finally {
            lock.unlock();
        }
    }
}
