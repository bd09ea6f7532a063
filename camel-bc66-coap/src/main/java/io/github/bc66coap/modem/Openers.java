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
package io.github.bc66coap.modem;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A few threads that open lines for all modems whose opening comes back by itself, so that a thousand modules that start don't make a
 * thousand threads. They end when nothing is opened any more. Never shut down: what it has been given is done, and no thread stays.
 */
final class Openers implements Opener {
    /** Enough that some hosts which don't answer hold up nobody, few enough for any limit of a container. */
    private static final int MOST = 32;

    private static final long IDLE_SECONDS = 1;

    private final ThreadPoolExecutor threads;

    /** @param threads make the threads */
    Openers(ThreadFactory threads) {
        this.threads = new ThreadPoolExecutor(
                MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        this.threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void open(Runnable opening) {
        threads.execute(opening);
    }

    @Override
    public boolean withdraw(Runnable opening) {
        return threads.remove(opening);
    }
}
