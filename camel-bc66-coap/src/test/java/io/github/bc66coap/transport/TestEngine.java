// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;

/** What runs the tests: its threads come and go, too. */
public final class TestEngine {
    private final ForkJoinPool pool = ForkJoinTask.getPool();

    /** That of the test which makes it. */
    public TestEngine() {}

    /** Is the thread one of those that run tests? */
    public boolean owns(Thread thread) {
        return thread instanceof ForkJoinWorkerThread worker && pool != null && worker.getPool() == pool;
    }
}
