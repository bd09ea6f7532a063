// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.files;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

import com.fasterxml.jackson.databind.JsonNode;

import io.github.bc66coap.camel.Bc66CoapConstants;

/**
 * A command, as it stands in a file.
 *
 * @param method GET, POST, PUT or DELETE; without it, POST with a payload, else GET
 * @param path of the resource at the server, percent-encoded
 * @param query percent-encoded; may be left out
 * @param contentFormat media type or number; may be left out
 * @param payload text, or any JSON, which is sent as it is
 * @param payloadHex a payload that isn't text, in hexadecimal digits
 */
public record Command(
        String method, String path, String query, Object contentFormat, JsonNode payload, String payloadHex) {
    private static final String JSON = "application/json";

    /** Puts the command in the body into headers and body of a request. */
    public static void prepare(Exchange exchange) {
        Command command = exchange.getMessage().getBody(Command.class);
        command.put(exchange.getMessage());
    }

    private void put(Message message) {
        if (path == null || path.isEmpty()) {
            throw new IllegalArgumentException("path is missing");
        }
        if (hasPayload() && payloadHex != null) {
            throw new IllegalArgumentException("payload and payloadHex exclude each other");
        }
        message.setBody(bytes());
        set(message, Bc66CoapConstants.METHOD, method);
        set(message, Bc66CoapConstants.URI_PATH, path);
        set(message, Bc66CoapConstants.URI_QUERY, query);
        set(message, Bc66CoapConstants.CONTENT_FORMAT, isJson() && contentFormat == null ? JSON : contentFormat);
    }

    private static void set(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }

    private boolean isJson() {
        return hasPayload() && !payload.isTextual();
    }

    private boolean hasPayload() {
        return payload != null && !payload.isNull();
    }

    private byte[] bytes() {
        if (payloadHex != null) {
            return HexFormat.of().parseHex(payloadHex);
        }
        if (!hasPayload()) {
            // not null: a message that comes from a file would have the file as its body again
            return new byte[0];
        }
        return (isJson() ? payload.toString() : payload.textValue()).getBytes(StandardCharsets.UTF_8);
    }
}
