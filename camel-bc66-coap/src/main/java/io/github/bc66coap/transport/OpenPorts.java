// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fazecast.jSerialComm.SerialPort;

/**
 * The serial ports of this process that are open, and what becomes of them when it ends. jSerialComm closes all ports then, while
 * routes still finish what they are at and modems are signed off, and under the reader of each. So it is held back until their
 * owners have closed them: for {@link #GRACE}, and beyond that for as long as an owner is about to, up to {@link #LONGEST}. What is
 * still open then is closed here, where nobody is inside a native call any more.
 *
 * <p>Which ports those are is a matter of the process, as the end is: the only static state of this package beside the lock of
 * {@link SerialLibrary}. It has a lock of its own, since a driver that hangs keeps that one.
 */
final class OpenPorts {
    private static final Logger LOG = LoggerFactory.getLogger(OpenPorts.class);
    /** So long takes the exit of a program that doesn't stop its routes. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Camel stops within 45 s unless told otherwise; an owner that hangs must not keep the process for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** A little more than a gate has patience with those inside, and than signing off takes. */
    private static final Duration CLOSING = Duration.ofSeconds(6);

    private static final Duration POLL = Duration.ofMillis(100);

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Condition CHANGED = LOCK.newCondition();
    private static final Set<SerialTransport> OPEN = new LinkedHashSet<>();
    private static boolean heldBack;

    private OpenPorts() {}

    /**
     * Before a port is opened: from now on the end of the process waits.
     *
     * @return whether it didn't before
     */
    static boolean holdBack() {
        LOCK.lock();
        try {
            if (heldBack) {
                return false;
            }
            SerialPort.addShutdownHook(new Thread(OpenPorts::end, "bc66coap-serial-exit"));
            heldBack = true;
            return true;
        } finally {
            LOCK.unlock();
        }
    }

    static void add(SerialTransport opened) {
        LOCK.lock();
        try {
            OPEN.add(opened);
        } finally {
            LOCK.unlock();
        }
    }

    static void remove(SerialTransport closed) {
        LOCK.lock();
        try {
            OPEN.remove(closed);
            CHANGED.signalAll();
        } finally {
            LOCK.unlock();
        }
    }

    private static void end() {
        awaitOwners();
        List<SerialTransport> left = open();
        if (left.isEmpty()) {
            return;
        }
        LOG.warn("The process is ending, and nobody has closed {}: closing", left);
        left.forEach(port -> beside(port::end, task -> new Thread(task, "bc66coap-serial-exit")));
        long end = System.nanoTime() + CLOSING.toNanos();
        while (!open().isEmpty() && System.nanoTime() - end < 0) {
            awaitChange();
        }
    }

    /** Each by itself, as each can take long; where there is no thread to spare, the others wait for it. */
    static void beside(Runnable closing, ThreadFactory threads) {
        try {
            threads.newThread(closing).start();
        } catch (OutOfMemoryError e) {
            LOG.warn("No thread can be made to close a port, so the others wait for it", e);
            closing.run();
        }
    }

    private static void awaitOwners() {
        long now = System.nanoTime();
        long last = now + LONGEST.toNanos();
        long end = now + GRACE.toNanos();
        List<SerialTransport> left = open();
        while (!left.isEmpty() && now - end < 0 && now - last < 0) {
            awaitChange();
            now = System.nanoTime();
            left = open();
            if (left.stream().anyMatch(SerialTransport::isAboutToBeClosed)) {
                // who has just stopped being so may have left it to others, as those do who are interrupted
                end = Math.max(end - now, CLOSING.toNanos()) + now;
            }
        }
    }

    private static List<SerialTransport> open() {
        LOCK.lock();
        try {
            return List.copyOf(OPEN);
        } finally {
            LOCK.unlock();
        }
    }

    private static void awaitChange() {
        LOCK.lock();
        try {
            CHANGED.await(POLL.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // nobody who ends a process interrupts its hooks, and the bounds hold all the same
            LOG.debug("interrupted", e);
        } finally {
            LOCK.unlock();
        }
    }
}
