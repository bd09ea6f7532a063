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
