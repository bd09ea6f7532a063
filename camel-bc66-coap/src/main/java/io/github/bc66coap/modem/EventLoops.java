// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadFactory;

import io.github.bc66coap.at.LoopShare;
import io.github.bc66coap.at.SelectorLoop;

/**
 * The event loops of a Camel context's modems. Each new modem begins one until there are enough, then joins the one with the fewest. A loop
 * ends with its last modem. Thread-safe.
 */
final class EventLoops {
    /** A module needs far less time than its line, so more loops would only sleep. */
    private static final int USUAL = 4;

    private final int most;
    private final ThreadFactory threads;
    private final List<SharedLoop> loops = new ArrayList<>();

    private static final class SharedLoop {
        private final SelectorLoop loop;
        private int users;

        SharedLoop(SelectorLoop loop) {
            this.loop = loop;
        }
    }

    /** @param threads make the loops' threads; platform threads */
    EventLoops(ThreadFactory threads) {
        this(Math.min(USUAL, Runtime.getRuntime().availableProcessors()), threads);
    }

    EventLoops(int most, ThreadFactory threads) {
        this.most = most;
        this.threads = threads;
    }

    /**
     * Joins a loop.
     *
     * @return to be given back
     * @throws IllegalStateException when there is none, and the system can't begin one
     */
    synchronized LoopShare join() {
        SharedLoop fewest = loops.stream()
                .min(Comparator.comparingInt(shared -> shared.users))
                .orElse(null);
        if (fewest == null || fewest.users > 0 && loops.size() < most) {
            fewest = begin(fewest);
        }
        fewest.users++;
        return fewest.loop.share();
    }

    /** @param otherwise used if no other can be begun */
    private SharedLoop begin(SharedLoop otherwise) {
        try {
            SharedLoop begun = new SharedLoop(new SelectorLoop(threads));
            loops.add(begun);
            return begun;
        } catch (IOException | RuntimeException | Error e) {
            if (otherwise == null) {
                throw new IllegalStateException(e.getMessage(), e);
            }
            return otherwise;
        }
    }

    /** Ends a share, and its loop with the last one. */
    synchronized void leave(LoopShare share) {
        share.close();
        for (SharedLoop shared : List.copyOf(loops)) {
            if (shared.loop == share.loop() && --shared.users == 0) {
                loops.remove(shared);
                shared.loop.close();
            }
        }
    }

    /** Whether the caller runs in one of them and must not wait for another. */
    synchronized boolean inLoop() {
        return loops.stream().anyMatch(shared -> shared.loop.inLoop());
    }

    synchronized int size() {
        return loops.size();
    }
}
