// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.apache.camel.Exchange;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.ShownText;
import io.github.bc66coap.modem.api.Reply;

/** Maps the result of a route onto the response to its request. */
final class ReplyMapper {
    private final Bc66CoapConfiguration configuration;

    ReplyMapper(Bc66CoapConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * The response. It has no payload if the exchange's pattern has no result.
     *
     * @param method of the request
     * @param received the Content-Type of the request, as the same object: if the exchange still has it, it says nothing about the response
     * @throws IllegalArgumentException naming the header or body that can't be sent
     */
    Reply map(Exchange exchange, Method method, String received) {
        Headers headers = new Headers(exchange.getMessage(), configuration);
        byte[] payload = exchange.getPattern().isOutCapable() ? Bodies.payload(exchange.getMessage()) : Bodies.NOTHING;
        return new Reply(code(headers, method), options(headers, payload, received), payload);
    }

    /** Whether the route has set the code of the response. */
    boolean isCodeGiven(Exchange exchange) {
        return new Headers(exchange.getMessage(), configuration).get(Bc66CoapConstants.REPLY_CODE) != null;
    }

    /** The response to a request whose route failed. A message that is too long for the module is cut. */
    Reply failure(Throwable cause) {
        if (configuration.isMuteException() || cause.getMessage() == null) {
            return Reply.of(Code.INTERNAL_SERVER_ERROR);
        }
        return new Reply(
                Code.INTERNAL_SERVER_ERROR,
                CoapOptions.EMPTY,
                cut(cause.getMessage().getBytes(StandardCharsets.UTF_8)));
    }

    /** Cuts between two characters. */
    private static byte[] cut(byte[] utf8) {
        int end = Math.min(utf8.length, Reply.MAX_PAYLOAD_BYTES);
        while (end > 0 && end < utf8.length && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(utf8, end);
    }

    private static Code code(Headers headers, Method method) {
        Code given = headers.read(Bc66CoapConstants.REPLY_CODE, String.class, ReplyMapper::responseCode);
        return given == null ? defaultCode(method) : given;
    }

    /** The code of a response for which the route has set none. */
    static Code defaultCode(Method method) {
        return switch (method) {
            case GET -> Code.CONTENT;
            case POST, PUT -> Code.CHANGED;
            case DELETE -> Code.DELETED;
        };
    }

    /** @throws IllegalArgumentException when it isn't a response code */
    static Code responseCode(String text) {
        Code code = Code.parse(text);
        if (code.isEmpty() || code.isRequest()) {
            throw new IllegalArgumentException("must be a response code but is " + ShownText.of(text));
        }
        return code;
    }

    private CoapOptions options(Headers headers, byte[] payload, String received) {
        MessageOptions options = new MessageOptions(configuration.sendableContentFormats());
        options.setAll(headers, Bc66CoapConstants.REPLY_OPTIONS);
        options.setFormat(headers, Bc66CoapConstants.REPLY_CONTENT_FORMAT, OptionDefinition.CONTENT_FORMAT);
        options.setObserve(headers, Bc66CoapConstants.REPLY_OBSERVE);
        // the same object: it is left over from the request
        if (headers.get(Bc66CoapConstants.CONTENT_TYPE) != received) {
            options.setFormatOf(payload, headers.get(Bc66CoapConstants.CONTENT_TYPE, String.class));
        }
        return options.build();
    }
}
