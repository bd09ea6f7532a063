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
 * The threads on which exchanges continue after their send. The package's documentation says why no exchange waits for ever.
 * Thread-safe; holds no lock while it calls out.
 */
final class Continuations {
    private static final Logger LOG = LoggerFactory.getLogger(Continuations.class);
    /** If no waiting task is taken for so long, the existing threads may themselves wait for one. */
    private static final Duration STALL = Duration.ofMillis(100);

    /** How long the steward stays when no exchange is under way. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);

    private static final String NO_THREAD = "no thread can be made to go on with one more exchange";

    private final Executor threads;
    private final ThreadFactory stewards;
    private final int usual;
    private final int most;
    /** Including exchanges that continue and send again before the continuing step has returned. */
    private final int mostOfAll;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition attention = lock.newCondition();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    /** What a thread continues. */
    private final ThreadLocal<UnderWay> continuing = new ThreadLocal<>();
    /** The number of exchanges under way. */
    private int underWay;
    /** Their reservations. Each will need one thread. */
    private int reserved;
    /** Threads that take tasks, including those that are being started. */
    private int running;
    /** The number of tasks taken so far, to see progress. */
    private long taken;
    /** Whether the last attempt to make a thread failed. */
    private boolean scarce;

    private Thread steward;
    private boolean stewardBusy;
    private boolean closed;

    /**
     * @param threads run the tasks
     * @param stewards make the steward, a thread that exists as long as an exchange is under way
     * @param usual how many threads there are while tasks make progress
     * @param most how many exchanges may be under way; there are up to twice as many threads, because a continuing exchange may send
     *     again and wait for that on its thread
     */
    Continuations(Executor threads, ThreadFactory stewards, int usual, int most) {
        this.threads = threads;
        this.stewards = stewards;
        this.usual = usual;
        this.most = most;
        this.mostOfAll = (int) Math.min(Integer.MAX_VALUE, 2L * most);
    }

    /** An exchange under way. It counts once, though it may send again before the step that continues it has returned. */
    private static final class UnderWay {
        private int reservations;
    }

    /** Lets one exchange continue, once. */
    final class Reservation {
        private final UnderWay exchange;
        private boolean used;

        /** Made with the lock held. */
        private Reservation(UnderWay exchange) {
            this.exchange = exchange;
            reserved++;
            underWay += exchange.reservations++ == 0 ? 1 : 0;
        }

        /** Continues the exchange on a thread of its own. */
        void continueExchange(Runnable rest) {
            execute(() -> {
                continuing.set(exchange);
                try {
                    rest.run();
                } finally {
                    continuing.remove();
                    giveBack();
                }
            });
        }

        /** Ends the reservation. Idempotent. */
        void giveBack() {
            lock.lock();
            try {
                if (!used) {
                    used = true;
                    reserved--;
                    underWay -= --exchange.reservations == 0 ? 1 : 0;
                    attention.signalAll();
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Grants no more reservations. Exchanges that have one can still continue. */
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
     * Reserves a thread on which an exchange can continue.
     *
     * @throws RejectedExecutionException when there is none
     */
    Reservation reserve() {
        Reservation reservation;
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException("the component is stopped");
            }
            UnderWay exchange = continuing.get();
            if (exchange == null && underWay >= most || reserved >= mostOfAll) {
                throw new RejectedExecutionException(most + " exchanges are under way");
            }
            if (scarce && (stewardBusy || !waiting.isEmpty())) {
                throw new RejectedExecutionException(NO_THREAD);
            }
            reservation = new Reservation(exchange == null ? new UnderWay() : exchange);
        } finally {
            lock.unlock();
        }
        if (!isAttended()) {
            reservation.giveBack();
            throw new RejectedExecutionException(NO_THREAD);
        }
        return reservation;
    }

    /** Whether there is a steward, or one could be made. */
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
     * Runs a task as soon as there is a thread for it. Never blocks, except when there is no reservation and no thread can be made: then
     * it runs the task itself.
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

    /** @return whether the thread, already counted, could be made */
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

    /** The JVM throws an Error when it can't make a thread. */
    private static boolean isDone(Runnable start) {
        try {
            start.run();
            return true;
        } catch (RuntimeException | Error e) {
            LOG.debug("no thread can be had: {}", e.toString());
            return false;
        }
    }

    /** The steward's work: it makes sure that waiting tasks are taken, if necessary by itself. */
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

    /** Waits for a task, or until no exchange has been under way for a while. */
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
            // not meant for this thread: a route has left it behind
            return nanos;
        }
    }

    /** Entered and left with the lock held, but calls out without it. */
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
            BoundedExecutor.run(task);
        } finally {
            lock.lock();
            stewardBusy = false;
        }
    }

    private void work() {
        for (Runnable task = next(); task != null; task = next()) {
            BoundedExecutor.run(task);
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
