// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.function.LongSupplier;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;

/**
 * Hands over a few failures a minute and counts the others, so that peers who make exchanges fail can't fill the log. Any thread may
 * call it.
 */
final class BoundedFailureLog implements ExceptionHandler {
    /** Enough to see that failures differ. */
    private static final int MOST = 5;

    private static final long PERIOD = Duration.ofMinutes(1).toNanos();

    private final ExceptionHandler log;
    private final LongSupplier nanoTime;
    private long begun;
    private int logged;
    private long withheld;

    /** @param log writes each failure that it gets */
    BoundedFailureLog(ExceptionHandler log, LongSupplier nanoTime) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.begun = nanoTime.getAsLong();
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
        long others = admit();
        if (others >= 0) {
            log.handleException(
                    others == 0 ? message : message + " (and " + others + " failures before it that were not logged)",
                    exchange,
                    exception);
        }
    }

    /** How many were withheld before this one; -1 when it is withheld, too. */
    private synchronized long admit() {
        long now = nanoTime.getAsLong();
        if (now - begun >= PERIOD) {
            begun = now;
            logged = 0;
        }
        if (logged >= MOST) {
            withheld++;
            return -1;
        }
        logged++;
        long others = withheld;
        withheld = 0;
        return others;
    }
}
