// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

import org.apache.camel.Message;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.modem.api.IncomingRequest;

/** Maps a request from the network onto a message. */
final class IncomingRequestMapper {
    private final Bc66CoapConfiguration configuration;

    IncomingRequestMapper(Bc66CoapConfiguration configuration) {
        this.configuration = configuration;
    }

    void map(IncomingRequest request, Message message) {
        message.setBody(request.payload());
        CoapOptions options = request.options();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(Bc66CoapConstants.EVENT, Bc66CoapEvent.REQUEST);
        values.put(Bc66CoapConstants.REQUEST_METHOD, request.method().toString());
        values.put(Bc66CoapConstants.REQUEST_MESSAGE_TYPE, request.type().toString());
        values.put(Bc66CoapConstants.REQUEST_MESSAGE_ID, request.messageId().value());
        values.put(Bc66CoapConstants.REQUEST_TOKEN, request.token().hex());
        values.put(Bc66CoapConstants.REQUEST_OPTIONS, options.toMap());
        values.put(Bc66CoapConstants.REQUEST_URI_PATH, options.uriPath());
        values.put(Bc66CoapConstants.REQUEST_URI_QUERY, options.uriQuery());
        values.put(Bc66CoapConstants.REQUEST_CONTENT_FORMAT, ResponseMapper.boxed(options.contentFormat()));
        values.put(Bc66CoapConstants.REQUEST_ACCEPT, ResponseMapper.boxed(options.accept()));
        values.put(Bc66CoapConstants.REQUEST_OBSERVE, ResponseMapper.boxed(options.observe()));
        values.put(Bc66CoapConstants.REQUEST_HOST, request.peer().host());
        values.put(Bc66CoapConstants.REQUEST_PORT, request.peer().port());
        values.put(Bc66CoapConstants.TRUNCATED, request.truncated() ? true : null);
        values.put(Bc66CoapConstants.DEVICE, configuration.getDevice());
        String contentType = contentType(options.contentFormat());
        values.put(Bc66CoapConstants.CONTENT_TYPE, contentType);
        if (contentType != null) {
            ReceivedContentType.set(message.getExchange(), contentType);
        }
        new Headers(message, configuration.getHeaderFilterStrategy()).setAll(values);
    }

    /** An object that nothing else can hold: if the reply has another, though an equal one, the route has set it. */
    private static String contentType(OptionalInt contentFormat) {
        String mediaType = ContentTypes.of(contentFormat);
        return mediaType == null ? null : new String(mediaType);
    }
}
