// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.concurrent.ThreadFactory;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.util.concurrent.ThreadHelper;

import io.github.bc66coap.modem.ModemPool;

/** The modems of a context: one pool, which components of all names share. */
public final class ContextModems {
    private ContextModems() {}

    /** The context's pool. The first call makes it, even before there is a component or endpoint. */
    public static ModemPool of(CamelContext context) {
        ExtendedCamelContext plugins = context.getCamelContextExtension();
        synchronized (context) {
            ModemPool modems = plugins.getContextPlugin(ModemPool.class);
            if (modems == null) {
                ManagedModems managed = new ManagedModems(context);
                modems = new ModemPool(managed::hide, name -> lineThreads(context, name));
                plugins.addContextPlugin(ManagedModems.class, managed);
                plugins.addContextPlugin(ModemPool.class, modems);
            }
            return modems;
        }
    }

    /**
     * Makes the threads of a modem, named by the context's pattern. They are platform threads even where Camel makes virtual ones. Some
     * block in native code while they open, read, write or close a line, and would pin the carrier of a virtual thread; the event
     * loop must not wait for a carrier.
     */
    static ThreadFactory lineThreads(CamelContext context, String name) {
        return task -> {
            String pattern = context.getExecutorServiceManager().getThreadNamePattern();
            Thread thread = new Thread(task, ThreadHelper.resolveThreadName(pattern, name));
            thread.setDaemon(true);
            return thread;
        };
    }
}
