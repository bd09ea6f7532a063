// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A few threads that open lines for all modems, where opening always returns: a thousand modules that start don't make a thousand threads.
 * One that takes long does not count, so that hosts that don't answer hold up no others. That has a bound, too, because in a broken network
 * all take long. Threads end when there is nothing to open. There is no shutdown: what it was given is done, and no thread stays.
 */
public final class Openers implements Opener {
    private static final Logger LOG = LoggerFactory.getLogger(Openers.class);
    /** Few enough for any container. */
    private static final int MOST = 32;
    /** With those that take long. */
    private static final int MOST_IN_ALL = 128;

    private static final long IDLE_SECONDS = 1;

    private final Threads threads;
    /** Those that have begun, and whether they take long. Guarded by this. */
    private final Map<Runnable, Boolean> begun = new HashMap<>();

    private final class Threads extends ThreadPoolExecutor {
        Threads(ThreadFactory factory) {
            super(MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
            allowCoreThreadTimeOut(true);
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable opening) {
            begins(opening);
        }

        @Override
        protected void afterExecute(Runnable opening, Throwable failure) {
            ends(opening);
        }

        private void resize(int size) {
            if (size > getMaximumPoolSize()) {
                setMaximumPoolSize(size);
                setCorePoolSize(size);
            } else {
                setCorePoolSize(size);
                setMaximumPoolSize(size);
            }
        }
    }

    public Openers(ThreadFactory threads) {
        this.threads = new Threads(threads);
    }

    @Override
    public void open(Runnable opening) {
        threads.execute(opening);
    }

    private synchronized void begins(Runnable opening) {
        begun.put(opening, false);
    }

    private synchronized void ends(Runnable opening) {
        if (begun.remove(opening)) {
            resize();
        }
    }

    @Override
    public synchronized boolean hasBegun(Runnable opening) {
        return begun.containsKey(opening);
    }

    @Override
    public synchronized void takesLong(Runnable opening) {
        if (begun.replace(opening, false, true)) {
            resize();
        }
    }

    private void resize() {
        long slow = begun.values().stream().filter(Boolean::booleanValue).count();
        try {
            threads.resize((int) Math.min(MOST + slow, MOST_IN_ALL));
        } catch (RuntimeException | Error e) {
            // those that wait get their turns later
            LOG.debug("no thread to spare for another opening", e);
        }
    }

    @Override
    public boolean withdraw(Runnable opening) {
        return threads.remove(opening);
    }
}
