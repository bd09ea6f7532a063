// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ReactiveExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Camel leaves behind when a step throws an Error. It lets it through to whoever has called it; what comes next is in a queue of
 * the thread, and would go on, as if the step had succeeded, when the thread processes another exchange (seen with 4.18.0).
 */
final class Remains {
    private static final Logger LOG = LoggerFactory.getLogger(Remains.class);
    /** A route that throws again and again, in its error handlers, too, must end some time. */
    private static final int MAX_ERRORS = 16;

    private Remains() {}

    /**
     * Fails an exchange, and lets what it has left on this thread come to its end.
     *
     * @return whether there was anything: if not, nobody will call back
     */
    static boolean end(Exchange exchange, Throwable error) {
        fail(exchange, error);
        ReactiveExecutor executor =
                exchange.getContext().getCamelContextExtension().getReactiveExecutor();
        boolean any = false;
        for (int errors = 0; errors < MAX_ERRORS; errors++) {
            try {
                while (executor.executeFromQueue()) {
                    any = true;
                }
                // outer flows, which that doesn't see
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
