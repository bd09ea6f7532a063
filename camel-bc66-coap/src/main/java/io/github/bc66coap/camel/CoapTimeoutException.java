// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;

/** No response came: the module gave up, or {@code responseTimeout} passed. The request may have arrived. */
public final class CoapTimeoutException extends ExchangeTimedOutException {
    private static final long serialVersionUID = 1L;

    private final String message;

    CoapTimeoutException(Exchange exchange, long timeoutMillis, String message) {
        super(exchange, timeoutMillis);
        this.message = message;
    }

    /** Names the peer and the request, for example {@code no response from 192.0.2.1:5683 to POST /readings within 93 s}. */
    @Override
    public String getMessage() {
        return message;
    }
}
