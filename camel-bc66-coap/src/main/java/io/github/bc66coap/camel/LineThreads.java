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
package io.github.bc66coap.camel;

import java.util.concurrent.ThreadFactory;

import org.apache.camel.CamelContext;
import org.apache.camel.util.concurrent.ThreadHelper;

/**
 * Makes the threads of lines, and those that all lines share, named by the context's pattern. They are platform threads, also where Camel makes virtual ones: those
 * that open, read, write and close block in native code, where a virtual one keeps a processor for itself, and the event loop must
 * not wait for a processor that others keep.
 */
final class LineThreads implements ThreadFactory {
    private final CamelContext context;
    private final String name;

    /** @param name of each thread, beside what the pattern adds */
    LineThreads(CamelContext context, String name) {
        this.context = context;
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable task) {
        String pattern = context.getExecutorServiceManager().getThreadNamePattern();
        Thread thread = new Thread(task, ThreadHelper.resolveThreadName(pattern, name));
        thread.setDaemon(true);
        return thread;
    }
}
