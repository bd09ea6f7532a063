// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;

/**
 * What the component remembers about an exchange, by type. Copies of the exchange share it, and redelivery keeps it. No header or
 * property of a route can set it.
 */
interface SharedProperty extends SafeCopyProperty {
    /** Keeps this with the exchange, in place of an earlier one of the same type. */
    default void keep(Exchange exchange) {
        exchange.getExchangeExtension().setSafeCopyProperty(getClass().getName(), this);
    }

    /** The one of this type, or {@code null}. */
    static <T extends SharedProperty> T of(Exchange exchange, Class<T> type) {
        return exchange.getExchangeExtension().getSafeCopyProperty(type.getName(), type);
    }

    @Override
    default SafeCopyProperty safeCopy() {
        return this;
    }
}
