// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ReactiveExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps that Camel leaves in a thread's queue when a step throws an Error. Camel throws the Error to its caller. The next steps
 * stay in the queue and would run, as if the step had succeeded, when the thread processes another exchange (seen with 4.18.0).
 */
final class QueuedSteps {
    private static final Logger LOG = LoggerFactory.getLogger(QueuedSteps.class);
    /** Ends a route that throws again and again, also in its error handlers. */
    private static final int MAX_ERRORS = 16;

    private QueuedSteps() {}

    /**
     * Fails an exchange, and runs the steps that it has left on this thread.
     *
     * @return whether there were any; if not, nobody will call back
     */
    static boolean finish(Exchange exchange, Throwable error) {
        fail(exchange, error);
        ReactiveExecutor executor =
                exchange.getContext().getCamelContextExtension().getReactiveExecutor();
        boolean any = false;
        for (int errors = 0; errors < MAX_ERRORS; errors++) {
            try {
                while (executor.executeFromQueue()) {
                    any = true;
                }
                // for outer flows, which the loop doesn't see
                executor.schedule(() -> {});
                return any;
            } catch (RuntimeException | Error e) {
                LOG.debug("a step behind one that has failed fails, too", e);
                any = true;
                fail(exchange, e);
            }
        }
        return any;
    }

    private static void fail(Exchange exchange, Throwable error) {
        exchange.setException(error);
        if (!EscapedErrors.note(exchange, error)) {
            LOG.error("a step has thrown what Camel lets through, and may go on without", error);
        }
    }
}
