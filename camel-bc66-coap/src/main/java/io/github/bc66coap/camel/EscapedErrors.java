// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.SafeCopyProperty;

/**
 * What Camel has let through of a request's exchange and the copies of it. Camel forgets such an Error where it takes over the
 * result of a copy, in which it hasn't seen any: behind {@code enrich}, {@code multicast} or {@code recipientList} (seen with
 * 4.18.0). So an Error counts until an error handler or a {@code doCatch} has had it. All copies share it; thread-safe.
 */
final class EscapedErrors implements SafeCopyProperty {
    private static final String KEY = EscapedErrors.class.getName();

    /**
     * One of them.
     *
     * @param exchange the one that it is told to
     */
    private record Escaped(Exchange exchange, Throwable error) {
        /** Its very object, also where Camel has wrapped it. */
        private boolean isCaught() {
            Throwable caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
            while (caught != null && caught != error) {
                caught = caught.getCause();
            }
            return caught == error;
        }
    }

    private Escaped first;

    /** Begins to take note of them. */
    static void watch(Exchange exchange) {
        exchange.getExchangeExtension().setSafeCopyProperty(KEY, new EscapedErrors());
    }

    /** @return whether anybody will ask for it */
    static boolean note(Exchange exchange, Throwable error) {
        EscapedErrors errors = of(exchange);
        if (errors == null) {
            return false;
        }
        errors.note(new Escaped(exchange, error));
        return true;
    }

    /** One that nothing in the route has caught, or {@code null}. */
    static Throwable uncaught(Exchange exchange) {
        EscapedErrors errors = of(exchange);
        return errors == null ? null : errors.uncaught();
    }

    private static EscapedErrors of(Exchange exchange) {
        return exchange.getExchangeExtension().getSafeCopyProperty(KEY, EscapedErrors.class);
    }

    private synchronized void note(Escaped escaped) {
        if (uncaught() == null) {
            first = escaped;
        }
    }

    private synchronized Throwable uncaught() {
        return first == null || first.isCaught() ? null : first.error();
    }

    @Override
    public SafeCopyProperty safeCopy() {
        return this;
    }
}
