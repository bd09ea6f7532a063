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
 * The open serial ports of this process, and their end with it. When the process ends, jSerialComm closes all ports: under their readers,
 * and while routes still finish their exchanges. A shutdown hook delays that until the owners have closed their ports: for
 * {@link #GRACE}, and longer while an owner is about to close, up to {@link #LONGEST}. Then it closes the remaining ports, when no thread
 * is in a native call.
 *
 * <p>Ports belong to the process, so this is static state: the only one of this package besides the lock of {@link SerialLibrary}. It has
 * its own lock, because a hanging driver keeps that one.
 */
final class OpenPorts {
    private static final Logger LOG = LoggerFactory.getLogger(OpenPorts.class);
    /** A program that never stops its routes exits that much later. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Camel stops within 45 s by default; a hanging owner must not keep the process for ever. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** A little more than the patience of a {@link LineGate}. */
    private static final Duration CLOSING = Duration.ofSeconds(6);

    private static final Duration POLL = Duration.ofMillis(100);

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static final Condition CHANGED = LOCK.newCondition();
    private static final Set<SerialTransport> OPEN = new LinkedHashSet<>();
    private static boolean delayed;

    private OpenPorts() {}

    /**
     * Makes the end of the process wait. Called before a port is opened.
     *
     * @return whether this is the first call
     */
    static boolean delayProcessEnd() {
        LOCK.lock();
        try {
            if (delayed) {
                return false;
            }
            SerialPort.addShutdownHook(new Thread(OpenPorts::end, "bc66coap-serial-exit"));
            delayed = true;
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
        left.forEach(port -> closeInThread(port::end, task -> new Thread(task, "bc66coap-serial-exit")));
        long end = System.nanoTime() + CLOSING.toNanos();
        while (!open().isEmpty() && System.nanoTime() - end < 0) {
            awaitChange();
        }
    }

    /** Closes a port in a thread of its own, because that can take long; without a thread, here. */
    static void closeInThread(Runnable closing, ThreadFactory threads) {
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
                // an interrupted owner leaves the closing to others, who need time for it
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
            // nobody interrupts shutdown hooks, and the bounds hold anyway
            LOG.debug("interrupted", e);
        } finally {
            LOCK.unlock();
        }
    }
}
