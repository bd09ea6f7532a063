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
 * A pool from the context's executor service manager, configured by the thread pool profile of its name. The executor makes a thread
 * for each concurrent task. Its user keeps the bounds, because they also count tasks that occupy no thread.
 */
record ThreadPool(ExecutorService executor, Size size) {
    private static final long KEEP_ALIVE_SECONDS = 10;

    /**
     * The bounds of a pool.
     *
     * @param threads the pool size
     * @param most the maximum pool size, at least {@code threads}
     * @param places the maximum queue size
     */
    record Size(int threads, int most, int places) {
        /** The maximum number of tasks, running and waiting. */
        int total() {
            return (int) Math.min(Integer.MAX_VALUE, (long) most + places);
        }

        /** These bounds, overridden by a profile. Its queue size can't be negative, which would mean unbounded. */
        Size with(ThreadPoolProfile profile) {
            Integer pool = profile.getPoolSize();
            Integer max = profile.getMaxPoolSize();
            Integer queue = profile.getMaxQueueSize();
            // if the pool doesn't grow, its size is its maximum, too
            int usual = pool != null && threads == most ? pool : most;
            int allowed = Math.max(1, max == null ? usual : max);
            int wanted = pool == null ? Math.min(threads, allowed) : Math.max(1, pool);
            return new Size(wanted, Math.max(wanted, allowed), queue == null || queue < 0 ? places : queue);
        }
    }

    /**
     * Makes a pool.
     *
     * @param source the user of the pool
     * @param name of the threads and of the profile
     * @param defaults bounds that the profile doesn't set
     */
    static ThreadPool of(CamelContext context, Object source, String name, Size defaults) {
        ExecutorServiceManager manager = context.getExecutorServiceManager();
        ThreadPoolProfile given = manager.getThreadPoolProfile(name);
        ThreadPoolProfile profile = given == null ? new ThreadPoolProfile(name) : given.clone();
        Size size = defaults.with(profile);
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

    /** Ends the pool. Running tasks may finish, unless the context's shutdown has already waited for them in vain. */
    void shutdown(CamelContext context) {
        if (isShutdownOverdue(context)) {
            context.getExecutorServiceManager().shutdownNow(executor);
        } else {
            context.getExecutorServiceManager().shutdownGraceful(executor);
        }
    }

    /** Whether the shutdown timeout of the routes has passed. */
    static boolean isShutdownOverdue(CamelContext context) {
        ShutdownStrategy strategy = context.getShutdownStrategy();
        return strategy.isForceShutdown() || strategy.isTimeoutOccurred();
    }
}
