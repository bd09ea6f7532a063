// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;

import io.github.bc66coap.modem.ModemPool;

/** The modems of a context: one pool, so that components of other names share them. */
public final class ContextModems {
    private ContextModems() {}

    /** The context's pool, which is made when it is wanted for the first time, before any component or endpoint, if need be. */
    public static ModemPool of(CamelContext context) {
        ExtendedCamelContext plugins = context.getCamelContextExtension();
        synchronized (context) {
            ModemPool modems = plugins.getContextPlugin(ModemPool.class);
            if (modems == null) {
                ManagedModems managed = new ManagedModems(context);
                modems = new ModemPool(managed::hide, name -> new LineThreads(context, name));
                plugins.addContextPlugin(ManagedModems.class, managed);
                plugins.addContextPlugin(ModemPool.class, modems);
            }
            return modems;
        }
    }
}
