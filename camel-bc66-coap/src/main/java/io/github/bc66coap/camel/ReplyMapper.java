// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.apache.camel.Exchange;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionNumbers;
import io.github.bc66coap.coap.ShownText;
import io.github.bc66coap.modem.api.Reply;

/** Maps a route's result onto a reply. */
final class ReplyMapper {
    private static final byte[] NOTHING = new byte[0];

    private final Bc66CoapConfiguration configuration;

    ReplyMapper(Bc66CoapConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * The reply that the exchange amounts to. An exchange that isn't to have a result is answered with a mere code.
     *
     * @param method of the request
     * @param received the Content-Type that the request came with, the very object: left as it was, it says nothing
     *     about the reply
     * @throws IllegalArgumentException naming the header or body that can't be sent
     */
    Reply map(Exchange exchange, Method method, String received) {
        Headers headers = new Headers(exchange.getMessage(), configuration.getHeaderFilterStrategy());
        byte[] payload = exchange.getPattern().isOutCapable() ? Bodies.payload(exchange.getMessage()) : NOTHING;
        return new Reply(code(headers, method), options(headers, payload, received), payload);
    }

    /** Whether the route says how it is answered. */
    boolean isCodeGiven(Exchange exchange) {
        return new Headers(exchange.getMessage(), configuration.getHeaderFilterStrategy())
                        .get(Bc66CoapConstants.REPLY_CODE)
                != null;
    }

    /** The reply to a request whose route failed. What the module can't carry of a message is cut. */
    Reply failure(Throwable cause) {
        if (configuration.isMuteException() || cause.getMessage() == null) {
            return Reply.of(Code.INTERNAL_SERVER_ERROR);
        }
        return new Reply(
                Code.INTERNAL_SERVER_ERROR,
                CoapOptions.EMPTY,
                cut(cause.getMessage().getBytes(StandardCharsets.UTF_8)));
    }

    /** Cuts between characters, not in one. */
    private static byte[] cut(byte[] utf8) {
        int end = Math.min(utf8.length, Reply.MAX_PAYLOAD_BYTES);
        while (end > 0 && end < utf8.length && (utf8[end] & 0xC0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(utf8, end);
    }

    private static Code code(Headers headers, Method method) {
        String given = headers.get(Bc66CoapConstants.REPLY_CODE, String.class);
        if (given != null) {
            return Values.read("header " + Bc66CoapConstants.REPLY_CODE, given, ReplyMapper::responseCode);
        }
        return defaultCode(method);
    }

    /** The code of a reply that its route says nothing about. */
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
        options.addHeader(Bc66CoapConstants.REPLY_OPTIONS, headers.get(Bc66CoapConstants.REPLY_OPTIONS));
        options.setFormat(headers, Bc66CoapConstants.REPLY_CONTENT_FORMAT, OptionNumbers.CONTENT_FORMAT);
        options.setObserve(headers, Bc66CoapConstants.REPLY_OBSERVE);
        // the very object that came with the request: nobody has said anything about the reply
        if (headers.get(Bc66CoapConstants.CONTENT_TYPE) != received) {
            options.setFormatOf(payload, headers.get(Bc66CoapConstants.CONTENT_TYPE, String.class));
        }
        return options.build();
    }
}
