// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.Bc66CoapEvent;
import io.github.bc66coap.camel.CoapResponseException;

/** What came from the network, or why nothing did, as fields of a JSON object; those that have no value are left out. */
public final class JsonLine {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private JsonLine(Exchange exchange) {
        put("time", text(Instant.now()));
        put("device", exchange.getMessage().getHeader(Bc66CoapConstants.DEVICE));
    }

    /** A request, a notification, or the answer to a request of ours. */
    public static Map<String, Object> of(Exchange exchange) {
        Message message = exchange.getMessage();
        Bc66CoapEvent event = message.getHeader(Bc66CoapConstants.EVENT, Bc66CoapEvent.class);
        JsonLine line = new JsonLine(exchange);
        line.put("event", event);
        if (event == Bc66CoapEvent.REQUEST) {
            line.put("peer", peer(message, Bc66CoapConstants.REQUEST_HOST, Bc66CoapConstants.REQUEST_PORT));
            line.put("method", message.getHeader(Bc66CoapConstants.REQUEST_METHOD));
            line.put("path", message.getHeader(Bc66CoapConstants.REQUEST_URI_PATH));
            line.put("query", message.getHeader(Bc66CoapConstants.REQUEST_URI_QUERY));
            line.put("token", message.getHeader(Bc66CoapConstants.REQUEST_TOKEN));
            line.put("contentFormat", message.getHeader(Bc66CoapConstants.REQUEST_CONTENT_FORMAT));
        } else {
            line.put("peer", peer(message, Bc66CoapConstants.RESPONSE_HOST, Bc66CoapConstants.RESPONSE_PORT));
            line.put("code", message.getHeader(Bc66CoapConstants.RESPONSE_CODE));
            line.put("path", exchange.getProperty("path"));
            line.put("token", message.getHeader(Bc66CoapConstants.RESPONSE_TOKEN));
            line.put("contentFormat", message.getHeader(Bc66CoapConstants.RESPONSE_CONTENT_FORMAT));
        }
        line.payload(message.getBody(byte[].class));
        return line.fields;
    }

    /** Why a command failed. */
    public static Map<String, Object> reason(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        JsonLine line = new JsonLine(exchange);
        line.put("error", failure.getClass().getSimpleName());
        line.put("reason", failure.getMessage());
        if (failure instanceof CoapResponseException refused) {
            line.put("code", refused.getCode().toString());
            line.payload(refused.getBody());
        }
        return line.fields;
    }

    /** Always with milliseconds, so that times sort as text: {@code Instant.toString} writes none at a full second. */
    static String text(Instant time) {
        return TIME.format(time);
    }

    private void put(String name, Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static String peer(Message message, String host, String port) {
        return message.getHeader(host) + ":" + message.getHeader(port);
    }

    /** As text if it is text, else in hexadecimal digits. */
    private void payload(byte[] bytes) {
        if (bytes == null || bytes.length == 0) {
            return;
        }
        try {
            put(
                    "payload",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            put("payloadHex", HexFormat.of().formatHex(bytes));
        }
    }
}
