// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.CamelContext;
import org.apache.camel.StartupListener;

/**
 * Runs an action once, when all routes of a context have started; at once if they have. Routes added earlier would not start. Camel calls
 * its listeners again when routes are added later.
 */
final class StartupAction implements StartupListener {
    private final Action action;
    private final AtomicBoolean done = new AtomicBoolean();

    @FunctionalInterface
    interface Action {
        void run() throws Exception;
    }

    private StartupAction(Action action) {
        this.action = action;
    }

    static void run(CamelContext context, Action action) {
        try {
            context.addStartupListener(new StartupAction(action));
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
