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

    /** Who didn't answer what, for example {@code no response from 192.0.2.1:5683 to POST /readings within 93 s}. */
    @Override
    public String getMessage() {
        return message;
    }
}
