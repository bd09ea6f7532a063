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
