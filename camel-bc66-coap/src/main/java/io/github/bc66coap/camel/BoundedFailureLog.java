// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.function.LongSupplier;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;

/** Passes on a few failures a minute and counts the others, because peers can make exchanges fail. Thread-safe. */
final class BoundedFailureLog implements ExceptionHandler {
    /** Enough to see that failures differ. */
    private static final int MOST = 5;

    private final ExceptionHandler log;
    private final LogQuota quota;

    BoundedFailureLog(ExceptionHandler log, LongSupplier nanoTime) {
        this.log = log;
        this.quota = new LogQuota(MOST, nanoTime);
    }

    @Override
    public void handleException(Throwable exception) {
        handleException(null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        long others = quota.admit();
        if (others >= 0) {
            log.handleException(
                    others == 0 ? message : message + " (and " + others + " failures before it that were not logged)",
                    exchange,
                    exception);
        }
    }
}
