// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * The Errors that Camel let through while it processed an exchange and its copies. Camel forgets an Error when it takes over the
 * result of a copy in {@code enrich}, {@code multicast} or {@code recipientList} (seen with 4.18.0). Here it counts until an error
 * handler or a {@code doCatch} has caught it. All copies share this object. Thread-safe.
 */
final class EscapedErrors implements SharedProperty {
    /** @param exchange the exchange in which it was thrown */
    private record EscapedError(Exchange exchange, Throwable error) {
        /** Looks for the same object, also where Camel has wrapped it. */
        private boolean isCaught() {
            Throwable caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
            while (caught != null && caught != error) {
                caught = caught.getCause();
            }
            return caught == error;
        }
    }

    private EscapedError first;

    /** Starts to note errors of this exchange. */
    static void watch(Exchange exchange) {
        new EscapedErrors().keep(exchange);
    }

    /** @return whether the exchange is watched */
    static boolean note(Exchange exchange, Throwable error) {
        EscapedErrors errors = SharedProperty.of(exchange, EscapedErrors.class);
        if (errors == null) {
            return false;
        }
        errors.note(new EscapedError(exchange, error));
        return true;
    }

    /** The first error that nothing in the route has caught, or {@code null}. */
    static Throwable uncaught(Exchange exchange) {
        EscapedErrors errors = SharedProperty.of(exchange, EscapedErrors.class);
        return errors == null ? null : errors.uncaught();
    }

    private synchronized void note(EscapedError escaped) {
        if (uncaught() == null) {
            first = escaped;
        }
    }

    private synchronized Throwable uncaught() {
        return first == null || first.isCaught() ? null : first.error();
    }
}
