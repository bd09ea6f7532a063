// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

import org.apache.camel.Exchange;
import org.apache.camel.SafeCopyProperty;

/**
 * The Content-Type that came with a request, the very object. It stays with the exchange, so that the same header on a
 * response is known to be left over, and an equal one of the route's isn't taken for it.
 */
record ReceivedContentType(String contentType) implements SafeCopyProperty {
    private static final String KEY = ReceivedContentType.class.getName();

    /** The exchange is that of a request with this Content-Type. */
    static void set(Exchange exchange, String contentType) {
        exchange.getExchangeExtension().setSafeCopyProperty(KEY, new ReceivedContentType(contentType));
    }

    /**
     * Whether a message has the Content-Type of the request that its headers tell of, and not one of its own. What a broker
     * has handed on is another exchange. There a header in bytes came from the broker, and a text may be what the route has
     * set: if it can't be told, it counts.
     */
    static boolean isLeftOver(Exchange exchange, Headers headers) {
        Object contentType = headers.get(Bc66CoapConstants.CONTENT_TYPE);
        if (contentType instanceof byte[] bytes) {
            Integer format = headers.get(Bc66CoapConstants.REQUEST_CONTENT_FORMAT, Integer.class);
            return format != null
                    && new String(bytes, StandardCharsets.UTF_8).equals(ContentTypes.of(OptionalInt.of(format)));
        }
        ReceivedContentType received =
                exchange.getExchangeExtension().getSafeCopyProperty(KEY, ReceivedContentType.class);
        return received != null && received.contentType == contentType;
    }

    @Override
    public SafeCopyProperty safeCopy() {
        return this;
    }
}
