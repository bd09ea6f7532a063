// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.apache.camel.Message;

import io.github.bc66coap.modem.api.IncomingResponse;

/** Maps a response onto a message. What an earlier response left there is replaced. */
final class ResponseMapper {
    /** What the producer writes of its results. */
    private static final List<String> RESULTS = List.of(
            Bc66CoapConstants.RESPONSE_CODE,
            Bc66CoapConstants.RESPONSE_MESSAGE_TYPE,
            Bc66CoapConstants.RESPONSE_MESSAGE_ID,
            Bc66CoapConstants.RESPONSE_TOKEN,
            Bc66CoapConstants.RESPONSE_OPTIONS,
            Bc66CoapConstants.RESPONSE_CONTENT_FORMAT,
            Bc66CoapConstants.RESPONSE_OBSERVE,
            Bc66CoapConstants.RESPONSE_HOST,
            Bc66CoapConstants.RESPONSE_PORT,
            Bc66CoapConstants.NOTIFIED,
            Bc66CoapConstants.DATA_STATUS);

    private final Bc66CoapConfiguration configuration;

    ResponseMapper(Bc66CoapConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Takes away what an earlier step has left of its result, so that a step which fails or has none doesn't seem to have
     * that one.
     */
    void clear(Message message) {
        if (message.getHeader(Bc66CoapConstants.RESPONSE_CODE) != null) {
            // without a response it is of the request whose body this still is
            message.removeHeader(Bc66CoapConstants.TRUNCATED);
        }
        RESULTS.forEach(message::removeHeader);
        new Headers(message, configuration.getHeaderFilterStrategy())
                .set(Bc66CoapConstants.DEVICE, configuration.getDevice());
    }

    /** Maps what is no CoAP message. */
    void mapResult(Object result, Message message) {
        message.setBody(result);
        Headers headers = new Headers(message, configuration.getHeaderFilterStrategy());
        // of the body that was
        headers.set(Bc66CoapConstants.CONTENT_TYPE, null);
        headers.set(Bc66CoapConstants.TRUNCATED, null);
    }

    void map(IncomingResponse response, Message message) {
        message.setBody(response.payload());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(Bc66CoapConstants.RESPONSE_CODE, response.code().toString());
        values.put(Bc66CoapConstants.RESPONSE_MESSAGE_TYPE, response.type().toString());
        values.put(Bc66CoapConstants.RESPONSE_MESSAGE_ID, response.messageId().value());
        values.put(
                Bc66CoapConstants.RESPONSE_TOKEN,
                response.token() == null ? null : response.token().hex());
        values.put(Bc66CoapConstants.RESPONSE_OPTIONS, response.options().toMap());
        values.put(
                Bc66CoapConstants.RESPONSE_CONTENT_FORMAT,
                boxed(response.options().contentFormat()));
        values.put(Bc66CoapConstants.RESPONSE_OBSERVE, boxed(response.options().observe()));
        values.put(Bc66CoapConstants.RESPONSE_HOST, response.peer().host());
        values.put(Bc66CoapConstants.RESPONSE_PORT, response.peer().port());
        values.put(Bc66CoapConstants.TRUNCATED, response.truncated() ? true : null);
        values.put(Bc66CoapConstants.DEVICE, configuration.getDevice());
        values.put(
                Bc66CoapConstants.CONTENT_TYPE,
                ContentTypes.of(response.options().contentFormat()));
        new Headers(message, configuration.getHeaderFilterStrategy()).setAll(values);
    }

    static Integer boxed(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }
}
