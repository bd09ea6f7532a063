// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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
