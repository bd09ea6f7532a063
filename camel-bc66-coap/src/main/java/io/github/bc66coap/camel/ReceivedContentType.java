// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.charset.StandardCharsets;

import org.apache.camel.Exchange;

import io.github.bc66coap.coap.ContentFormats;

/**
 * The Content-Type that came with a request: the object itself, not just its text. The same object on a response is left over from
 * the request. An equal text that the route set is another object.
 */
record ReceivedContentType(String contentType) implements SharedProperty {
    /**
     * Whether a message still has the Content-Type of its request instead of its own. A broker passes on headers in a new exchange.
     * There, bytes come from the broker. A text may come from the route, so it counts as the message's own.
     */
    static boolean isLeftOver(Exchange exchange, Headers headers) {
        Object contentType = headers.get(Bc66CoapConstants.CONTENT_TYPE);
        if (contentType instanceof byte[] bytes) {
            Integer format = headers.get(Bc66CoapConstants.REQUEST_CONTENT_FORMAT, Integer.class);
            String text = new String(bytes, StandardCharsets.UTF_8);
            return format != null
                    && ContentFormats.mediaType(format).filter(text::equals).isPresent();
        }
        ReceivedContentType received = SharedProperty.of(exchange, ReceivedContentType.class);
        return received != null && received.contentType == contentType;
    }
}
