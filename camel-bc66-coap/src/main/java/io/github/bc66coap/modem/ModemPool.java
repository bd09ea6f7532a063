// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.LoopShare;
import io.github.bc66coap.modem.api.ModemSettings;
import io.github.bc66coap.modem.api.ModemWatcher;
import io.github.bc66coap.modem.api.Registration;
import io.github.bc66coap.modem.link.Openers;
import io.github.bc66coap.transport.ModemTransportFactory;

/** Shares modems between all who use the same device: the first one opens it, the last one closes it. Thread-safe. */
public final class ModemPool {
    private static final Logger LOG = LoggerFactory.getLogger(ModemPool.class);
    /** Longer than a clean stop with its last commands; only a stuck driver takes so long. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private static final String THREAD_NAME = "bc66coap-";

    private final Map<String, SharedModem> modems = new HashMap<>();
    private final Consumer<Modem> onClosed;
    private final Function<String, ThreadFactory> threads;
    private final CopyOnWriteArrayList<ModemWatcher> watchers = new CopyOnWriteArrayList<>();
    private final EventLoops loops;
    private final Openers openers;

    /**
     * @param onClosed takes each modem that has stopped, before its device is opened again; must not block
     * @param threads by name: those of modems have their device's name, all modems share the others; platform threads, as most of them
     *     block in native code
     */
    public ModemPool(Consumer<Modem> onClosed, Function<String, ThreadFactory> threads) {
        this.onClosed = onClosed;
        this.threads = threads;
        this.loops = new EventLoops(threads.apply(THREAD_NAME + "loop"));
        this.openers = new Openers(threads.apply(THREAD_NAME + "opener"));
    }

    /** One modem and who uses it. */
    private static final class SharedModem {
        private final LoopShare loop;
        private final Modem modem;
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private int users = 1;

        SharedModem(LoopShare loop, Modem modem) {
            this.loop = loop;
            this.modem = modem;
        }
    }

    /** The right to use a modem until it is given back. */
    public final class Lease {
        private final SharedModem shared;
        private final Supplier<CompletableFuture<Void>> answered;
        private boolean returned;

        private Lease(SharedModem shared, Supplier<CompletableFuture<Void>> answered) {
            this.shared = shared;
            this.answered = answered;
        }

        public Modem modem() {
            return shared.modem;
        }

        /**
         * Whether the module answers: for its first user in the first attempt; for others now, in the attempt under way, or in one that
         * begins within half a second.
         *
         * @return completes exceptionally when that attempt fails, with an {@code IOException} that says why
         */
        public CompletableFuture<Void> answered() {
            return answered.get();
        }

        /**
         * Whether peers reach the module: it is ready, and all paths are announced, including those of services that were added before this
         * call; now, in the attempt under way, or in one that begins within half a second.
         *
         * @return completes exceptionally when that attempt fails, with an {@code IOException} that says why
         */
        public CompletableFuture<Void> reachable() {
            return shared.modem.reachable();
        }

        /** Gives the modem back. After its last user, returns when its line is closed. Idempotent. */
        public void close() {
            synchronized (ModemPool.this) {
                if (returned) {
                    return;
                }
                returned = true;
            }
            release(shared);
        }
    }

    /**
     * Takes the modem on a device, and opens it for its first user.
     *
     * @param settings of the device; all its users must agree on them
     * @param transports open the line
     * @throws IllegalArgumentException when another user has other settings, with the option and both values
     * @throws IllegalStateException when its last user takes too long to close it, the thread is interrupted in the meantime, or the system
     *     has no thread to spare
     */
    public Lease acquire(ModemSettings settings, ModemTransportFactory transports) {
        while (true) {
            CompletableFuture<Void> closing;
            synchronized (this) {
                SharedModem shared = modems.get(settings.device());
                if (shared == null) {
                    return open(settings, transports);
                }
                if (shared.users > 0) {
                    shared.modem.settings().requireSame(settings);
                    shared.users++;
                    return new Lease(shared, shared.modem::answered);
                }
                closing = shared.closed;
            }
            if (!await(closing)) {
                throw new IllegalStateException(settings.device() + " is still being closed by its last user");
            }
        }
    }

    /** Nobody could close a modem without a loop. */
    private synchronized Lease open(ModemSettings settings, ModemTransportFactory transports) {
        LoopShare loop;
        try {
            loop = loops.join();
        } catch (IllegalStateException e) {
            throw new IllegalStateException(settings.device() + ": " + e.getMessage(), e);
        }
        Modem modem;
        try {
            modem = new Modem(
                    loop,
                    settings,
                    transports,
                    openers,
                    threads.apply(THREAD_NAME + settings.device()),
                    new SecureRandom(),
                    watchers);
        } catch (RuntimeException | Error e) {
            loops.leave(loop);
            throw e;
        }
        SharedModem shared = new SharedModem(loop, modem);
        modems.put(settings.device(), shared);
        return new Lease(shared, modem.start()::copy);
    }

    /**
     * Reports what happens in the modems of this pool, and in those that are opened later.
     *
     * @return ends it; an event that is under way may still come
     */
    public Registration watch(ModemWatcher watcher) {
        ModemWatcher registered = watcher::onEvent;
        watchers.add(registered);
        return () -> watchers.remove(registered);
    }

    /** The modems that are in use. */
    public synchronized List<Modem> modems() {
        return modems.values().stream().map(shared -> shared.modem).toList();
    }

    private void release(SharedModem shared) {
        synchronized (this) {
            shared.users--;
            if (shared.users > 0) {
                return;
            }
        }
        // in the loop, so that neither an interrupt nor a timeout here can leave the line open
        shared.modem.stop().thenRun(() -> closed(shared));
        if (loops.inLoop()) {
            return;
        }
        if (!await(shared.closed)) {
            LOG.warn("{} has not been closed yet", shared.modem.settings().device());
        }
    }

    private void closed(SharedModem shared) {
        loops.leave(shared.loop);
        try {
            onClosed.accept(shared.modem);
        } catch (RuntimeException | Error e) {
            // the device can be opened again, whatever fails elsewhere
            LOG.error(
                    "{} is closed, but who is told of it failed",
                    shared.modem.settings().device(),
                    e);
        }
        synchronized (this) {
            modems.remove(shared.modem.settings().device());
        }
        shared.closed.complete(null);
    }

    /** Whether it is done; false after too long, or when the thread is interrupted. */
    private static boolean await(CompletableFuture<Void> done) {
        try {
            done.get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
