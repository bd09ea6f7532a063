/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.at;

import java.time.Duration;
import java.time.Instant;

/**
 * One user's share of a loop that others use, too. When it is closed, its timers are gone and its later tasks are ignored, while the
 * loop goes on for the others.
 */
public final class LoopShare implements EventLoop, AutoCloseable {
    private final SelectorLoop loop;
    private volatile boolean closed;

    LoopShare(SelectorLoop loop) {
        this.loop = loop;
    }

    /** The loop that is shared. */
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

    @Override
    public boolean inLoop() {
        return loop.inLoop();
    }

    boolean isClosed() {
        return closed;
    }

    /** What has been submitted still runs. Delayed tasks are forgotten. Idempotent. */
    @Override
    public void close() {
        closed = true;
        loop.forget(this);
    }
}
