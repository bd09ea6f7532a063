// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;
import java.time.Instant;

/** One user's share of a loop. Closing it cancels its timers and ignores its later tasks; the loop continues for the others. */
public final class LoopShare implements EventLoop, AutoCloseable {
    private final SelectorLoop loop;
    private volatile boolean closed;

    LoopShare(SelectorLoop loop) {
        this.loop = loop;
    }

    /** The shared loop. */
    public SelectorLoop loop() {
        return loop;
    }

    @Override
    public void execute(Runnable task) {
        if (!closed) {
            loop.execute(task);
        }
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        return closed ? () -> {} : loop.schedule(delay, task, this);
    }

    @Override
    public long nanoTime() {
        return loop.nanoTime();
    }

    @Override
    public Instant now() {
        return loop.now();
    }

    boolean isClosed() {
        return closed;
    }

    /** Submitted tasks still run; delayed ones are cancelled. Idempotent. */
    @Override
    public void close() {
        closed = true;
        loop.forget(this);
    }
}
