// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.kamelets;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.util.json.JsonObject;

import io.github.bc66coap.camel.Bc66CoapConstants;

/**
 * What {@code bc66-coap-source} makes of an event: {@code bytes}, the payload as it came; or {@code json}, an object with
 * the payload and what the headers say.
 *
 * <p>The object's fields have the headers' names without their prefix: {@code method}, {@code uriPath}, {@code host} and so
 * on for a request, {@code code} and so on for a response. {@code payload} is in Base64, as it may be anything;
 * {@code text} is there, too, when it is UTF-8.
 */
public final class EventFormat implements Processor {
    private static final List<String> OF_ANY = List.of(
            Bc66CoapConstants.DEVICE,
            Bc66CoapConstants.EVENT,
            Bc66CoapConstants.RECOVERY_STATE,
            Bc66CoapConstants.TRUNCATED);
    private static final List<String> OF_REQUESTS = List.of(
            Bc66CoapConstants.REQUEST_METHOD,
            Bc66CoapConstants.REQUEST_MESSAGE_TYPE,
            Bc66CoapConstants.REQUEST_MESSAGE_ID,
            Bc66CoapConstants.REQUEST_TOKEN,
            Bc66CoapConstants.REQUEST_HOST,
            Bc66CoapConstants.REQUEST_PORT,
            Bc66CoapConstants.REQUEST_URI_PATH,
            Bc66CoapConstants.REQUEST_URI_QUERY,
            Bc66CoapConstants.REQUEST_CONTENT_FORMAT,
            Bc66CoapConstants.REQUEST_ACCEPT,
            Bc66CoapConstants.REQUEST_OBSERVE,
            Bc66CoapConstants.REQUEST_OPTIONS);
    private static final List<String> OF_RESPONSES = List.of(
            Bc66CoapConstants.RESPONSE_CODE,
            Bc66CoapConstants.RESPONSE_MESSAGE_TYPE,
            Bc66CoapConstants.RESPONSE_MESSAGE_ID,
            Bc66CoapConstants.RESPONSE_TOKEN,
            Bc66CoapConstants.RESPONSE_HOST,
            Bc66CoapConstants.RESPONSE_PORT,
            Bc66CoapConstants.RESPONSE_CONTENT_FORMAT,
            Bc66CoapConstants.RESPONSE_OBSERVE,
            Bc66CoapConstants.RESPONSE_OPTIONS);
    private static final String OF_THE_COMPONENT = "CamelBc66Coap";

    private final boolean json;

    /**
     * @param format {@code bytes} or {@code json}
     * @throws IllegalArgumentException if it is something else
     */
    public EventFormat(String format) {
        json = switch (format) {
            case "bytes" -> false;
            case "json" -> true;
            default -> throw new IllegalArgumentException("format: expected bytes or json but got " + format);
        };
    }

    @Override
    public void process(Exchange exchange) {
        if (json) {
            Message message = exchange.getMessage();
            message.setBody(object(message).toJson());
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        }
    }

    private static JsonObject object(Message message) {
        JsonObject object = new JsonObject();
        copy(message, OF_ANY, OF_THE_COMPONENT, object);
        copy(message, OF_REQUESTS, OF_THE_COMPONENT + "Request", object);
        copy(message, OF_RESPONSES, OF_THE_COMPONENT + "Response", object);
        byte[] payload = Optional.ofNullable(message.getBody(byte[].class)).orElse(new byte[0]);
        object.put("payload", Base64.getEncoder().encodeToString(payload));
        text(payload).ifPresent(text -> object.put("text", text));
        return object;
    }

    private static void copy(Message message, List<String> headers, String prefix, JsonObject object) {
        for (String header : headers) {
            Object value = message.getHeader(header);
            if (value != null) {
                String name = header.substring(prefix.length());
                object.put(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), value(value));
            }
        }
    }

    private static Object value(Object value) {
        if (value instanceof Map<?, ?> options) {
            JsonObject object = new JsonObject();
            options.forEach((number, values) -> object.put(number.toString(), values));
            return object;
        }
        return value instanceof Enum<?> constant ? constant.name() : value;
    }

    private static Optional<String> text(byte[] payload) {
        try {
            // a decoder, unlike new String(), tells when it is something else
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
