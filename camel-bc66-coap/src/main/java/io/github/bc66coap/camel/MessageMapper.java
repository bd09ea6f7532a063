// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

import org.apache.camel.Message;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.ContentFormats;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.IncomingResponse;

/** Maps what came over the air, and the results of commands, onto a message. */
final class MessageMapper {
    private final Bc66CoapConfiguration configuration;

    MessageMapper(Bc66CoapConfiguration configuration) {
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
        values.put(Bc66CoapConstants.REQUEST_CONTENT_FORMAT, boxed(options.contentFormat()));
        values.put(Bc66CoapConstants.REQUEST_ACCEPT, boxed(options.accept()));
        values.put(Bc66CoapConstants.REQUEST_OBSERVE, boxed(options.observe()));
        values.put(Bc66CoapConstants.REQUEST_HOST, request.peer().host());
        values.put(Bc66CoapConstants.REQUEST_PORT, request.peer().port());
        String mediaType = mediaType(options);
        // a new object: if the response has another, even an equal one, the route set it
        String contentType = mediaType == null ? null : new String(mediaType);
        if (contentType != null) {
            new ReceivedContentType(contentType).keep(message.getExchange());
        }
        setAll(message, values, request.truncated(), contentType);
    }

    /** Maps a response. It replaces what an earlier response left there. */
    void map(IncomingResponse response, Message message) {
        message.setBody(response.payload());
        CoapOptions options = response.options();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(Bc66CoapConstants.RESPONSE_CODE, response.code().toString());
        values.put(Bc66CoapConstants.RESPONSE_MESSAGE_TYPE, response.type().toString());
        values.put(Bc66CoapConstants.RESPONSE_MESSAGE_ID, response.messageId().value());
        values.put(
                Bc66CoapConstants.RESPONSE_TOKEN,
                response.token() == null ? null : response.token().hex());
        values.put(Bc66CoapConstants.RESPONSE_OPTIONS, options.toMap());
        values.put(Bc66CoapConstants.RESPONSE_CONTENT_FORMAT, boxed(options.contentFormat()));
        values.put(Bc66CoapConstants.RESPONSE_OBSERVE, boxed(options.observe()));
        values.put(Bc66CoapConstants.RESPONSE_HOST, response.peer().host());
        values.put(Bc66CoapConstants.RESPONSE_PORT, response.peer().port());
        setAll(message, values, response.truncated(), mediaType(options));
    }

    private void setAll(Message message, Map<String, Object> values, boolean truncated, String contentType) {
        values.put(Bc66CoapConstants.TRUNCATED, truncated ? true : null);
        values.put(Bc66CoapConstants.DEVICE, configuration.getDevice());
        values.put(Bc66CoapConstants.CONTENT_TYPE, contentType);
        values.forEach(new Headers(message, configuration)::set);
    }

    /** Maps the result of a command. */
    void mapResult(Object result, Message message) {
        message.setBody(result);
        Headers headers = new Headers(message, configuration);
        // they described the old body
        headers.set(Bc66CoapConstants.CONTENT_TYPE, null);
        headers.set(Bc66CoapConstants.TRUNCATED, null);
    }

    /** Removes the result of an earlier step, so that a step without a result doesn't seem to have that one. */
    void clear(Message message) {
        if (message.getHeader(Bc66CoapConstants.RESPONSE_CODE) != null) {
            // without a response, it describes the request whose body this still is
            message.removeHeader(Bc66CoapConstants.TRUNCATED);
        }
        Bc66CoapHeaderFilterStrategy.RESULTS.forEach(message::removeHeader);
        new Headers(message, configuration).set(Bc66CoapConstants.DEVICE, configuration.getDevice());
    }

    private static String mediaType(CoapOptions options) {
        OptionalInt format = options.contentFormat();
        return format.isPresent() ? ContentFormats.mediaType(format.getAsInt()).orElse(null) : null;
    }

    private static Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
