// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Threads of the context's executor service manager, as the context's thread pool profile of their name wants them. The executor
 * makes as many as it is given tasks at a time: bounds are its user's, since they hold for what doesn't occupy a thread, too.
 *
 * @param executor makes the threads
 * @param size how many there are to be, and how much may wait for them
 */
record ThreadPool(ExecutorService executor, Size size) {
    private static final long KEEP_ALIVE_SECONDS = 10;

    /**
     * What a profile says, and what holds where it says nothing.
     *
     * @param threads its pool size
     * @param most its maximum pool size, at least {@code threads}
     * @param places its maximum queue size; nothing is unbounded here, so a negative one says nothing
     */
    record Size(int threads, int most, int places) {
        /** How many tasks there may be. */
        int total() {
            return (int) Math.min(Integer.MAX_VALUE, (long) most + places);
        }

        Size or(ThreadPoolProfile profile) {
            Integer pool = profile.getPoolSize();
            Integer max = profile.getMaxPoolSize();
            Integer queue = profile.getMaxQueueSize();
            // of a pool that doesn't grow, the size alone says all
            int usual = pool != null && threads == most ? pool : most;
            int allowed = Math.max(1, max == null ? usual : max);
            int wanted = pool == null ? Math.min(threads, allowed) : Math.max(1, pool);
            return new Size(wanted, Math.max(wanted, allowed), queue == null || queue < 0 ? places : queue);
        }
    }

    /**
     * Makes a pool.
     *
     * @param source whom it is for
     * @param name the threads' and the profile's
     * @param otherwise what holds where the profile says nothing
     */
    static ThreadPool of(CamelContext context, Object source, String name, Size otherwise) {
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        ThreadPoolProfile given = manager.getThreadPoolProfile(name);
        ThreadPoolProfile profile = given == null ? new ThreadPoolProfile(name) : given.clone();
        Size size = otherwise.or(profile);
        profile.setPoolSize(1);
        profile.setMaxPoolSize(Integer.MAX_VALUE);
        profile.setMaxQueueSize(0);
        profile.setAllowCoreThreadTimeOut(true);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        if (profile.getKeepAliveTime() == null || profile.getKeepAliveTime() <= 0) {
            profile.setKeepAliveTime(KEEP_ALIVE_SECONDS);
            profile.setTimeUnit(TimeUnit.SECONDS);
        }
        return new ThreadPool(manager.newThreadPool(source, name, profile), size);
    }

    /** Ends it: what runs may end by itself, if the context's shutdown hasn't waited for that in vain already. */
    void shutdown(CamelContext context) {
        if (isShutdownOverdue(context)) {
            context.getExecutorServiceManager().shutdownNow(executor);
        } else {
            context.getExecutorServiceManager().shutdownGraceful(executor);
        }
    }

    /** Whether the routes have had their time to end, and have not. */
    static boolean isShutdownOverdue(CamelContext context) {
        ShutdownStrategy strategy = context.getShutdownStrategy();
        return strategy.isForceShutdown() || strategy.isTimeoutOccurred();
    }
}
