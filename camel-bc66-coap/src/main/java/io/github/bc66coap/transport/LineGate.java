// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Counts the threads in blocking or native calls of a line, and releases it only when none is left: closing a serial port under a
 * reader can crash the JVM. The last thread out releases the line: the closer, or a thread whose call outlasts the closer's patience.
 */
final class LineGate {
    private static final long FIRST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Runnable release;
    private final long patienceNanos;
    private int inside;
    private boolean closing;
    private boolean released;

    /** @param release releases the line; called once, by a thread that holds no lock of this gate */
    LineGate(Runnable release) {
        this(release, PATIENCE);
    }

    /** @param patience how long a closer waits for the threads inside */
    LineGate(Runnable release, Duration patience) {
        this.release = release;
        this.patienceNanos = patience.toNanos();
    }

    /** @return false when the line is closing or closed: the caller must neither touch it nor call {@link #leave} */
    boolean enter() {
        lock.lock();
        try {
            if (!closing) {
                inside++;
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /** Undoes one {@link #enter()} that returned true. */
    void leave() {
        lock.lock();
        boolean last;
        try {
            inside--;
            last = closing && inside == 0;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (last) {
            releaseLine();
        }
    }

    boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Refuses new threads, gets the others out and releases the line. Idempotent: a second caller only waits for the first. An interrupt
     * doesn't cut this short and stays pending.
     *
     * @param expel makes the calls inside return; repeated until all are out, and not called after the release
     * @return false if a thread was still inside after five seconds; the line is released when its call returns
     */
    boolean close(Runnable expel) {
        if (!enterToClose()) {
            return await(() -> released, patienceNanos);
        }
        boolean alone;
        try {
            alone = expelOthers(expel);
        } finally {
            leave();
        }
        return alone;
    }

    private boolean enterToClose() {
        lock.lock();
        try {
            boolean first = !closing;
            closing = true;
            if (first) {
                // the closer counts as well: while it works on the line, no other thread is the last one out
                inside++;
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    private boolean expelOthers(Runnable expel) {
        long end = System.nanoTime() + patienceNanos;
        long wait = FIRST_WAIT_NANOS;
        do {
            expel.run();
            if (await(() -> inside == 1, wait)) {
                return true;
            }
            wait = Math.min(2 * wait, LONGEST_WAIT_NANOS);
        } while (System.nanoTime() - end < 0);
        return false;
    }

    private void releaseLine() {
        try {
            release.run();
        } finally {
            lock.lock();
            try {
                released = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private boolean await(BooleanSupplier done, long nanos) {
        boolean interrupted = false;
        lock.lock();
        try {
            long left = nanos;
            long end = System.nanoTime() + nanos;
            while (!done.getAsBoolean() && left > 0) {
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    left = end - System.nanoTime();
                }
            }
            return done.getAsBoolean();
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
