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
package io.github.bc66coap.lwm2m;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;

/**
 * Does something once all routes of a context are started, or at once if they are: routes that are added before would not start. Camel
 * calls its listeners again whenever routes are added later.
 */
final class WhenStarted implements StartupListener {
    private final Action action;
    private final AtomicBoolean done = new AtomicBoolean();

    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private WhenStarted(Action action) {
        this.action = action;
    }

    static void run(CamelContext context, Action action) {
        try {
            context.addStartupListener(new WhenStarted(action));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) throws Exception {
        if (alreadyStarted) {
            run();
        }
    }

    @Override
    public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted) throws Exception {
        run();
    }

    private void run() throws Exception {
        if (done.compareAndSet(false, true)) {
            action.run();
        }
    }
}
