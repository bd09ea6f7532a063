// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;

import org.apache.camel.Exchange;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.coap.UriPaths;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.SeparateResponse;

/** Maps an exchange onto a response that a producer sends: to an earlier request, or to observers. */
final class ResponseMapper {
    private final Bc66CoapConfiguration configuration;

    ResponseMapper(Bc66CoapConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * The response to the request whose headers the exchange still has.
     *
     * @throws IllegalArgumentException naming the header or body that is missing or can't be sent
     */
    SeparateResponse response(Exchange exchange) {
        Headers headers = new Headers(exchange.getMessage(), configuration);
        byte[] payload = Bodies.payload(exchange.getMessage());
        Integer port = required(headers, Bc66CoapConstants.REQUEST_PORT, Integer.class);
        Integer messageId = required(headers, Bc66CoapConstants.REQUEST_MESSAGE_ID, Integer.class);
        Token token = headers.read(Bc66CoapConstants.REQUEST_TOKEN, String.class, Token::fromHex);
        return new SeparateResponse(
                Values.read(
                        "header " + Bc66CoapConstants.REQUEST_HOST,
                        required(headers, Bc66CoapConstants.REQUEST_HOST, String.class),
                        host -> new Peer(host, port)),
                Values.read("header " + Bc66CoapConstants.REQUEST_MESSAGE_ID, messageId, MessageId::new),
                token == null ? Token.EMPTY : token,
                responseType(headers),
                code(headers, defaultCode(headers)),
                options(headers, payload, ReceivedContentType.isLeftOver(exchange, headers)),
                payload,
                null);
    }

    /**
     * The notification for the observers of a path.
     *
     * @throws IllegalArgumentException naming the header, option or body that is missing or can't be sent
     */
    Notification notification(Exchange exchange) {
        Headers headers = new Headers(exchange.getMessage(), configuration);
        byte[] payload = Bodies.payload(exchange.getMessage());
        return new Notification(
                path(headers),
                type(headers, List.of(MessageType.CON, MessageType.NON)),
                code(headers, Code.CONTENT),
                options(headers, payload, false),
                payload);
    }

    private static <T> T required(Headers headers, String name, Class<T> type) {
        T value = headers.get(name, type);
        if (value == null) {
            throw new IllegalArgumentException(
                    "header " + name + " is missing: operation=RESPOND needs the headers of the request");
        }
        return value;
    }

    private List<String> path(Headers headers) {
        List<String> path = headers.read(Bc66CoapConstants.URI_PATH, String.class, UriPaths::splitPath);
        if (path != null) {
            return path;
        }
        if (configuration.getUriPath() == null) {
            throw new IllegalArgumentException("option uriPath: operation=NOTIFY needs the path that is observed");
        }
        return Values.read("option uriPath", configuration.getUriPath(), UriPaths::splitPath);
    }

    /** A NON request gets a NON response, unless the route chooses another type. */
    private MessageType responseType(Headers headers) {
        boolean toNon = "NON".equalsIgnoreCase(headers.get(Bc66CoapConstants.REQUEST_MESSAGE_TYPE, String.class));
        return toNon && headers.get(Bc66CoapConstants.MESSAGE_TYPE) == null
                ? MessageType.NON
                : type(headers, List.of(MessageType.CON, MessageType.NON, MessageType.RST));
    }

    private MessageType type(Headers headers, List<MessageType> allowed) {
        MessageType given = headers.read(Bc66CoapConstants.MESSAGE_TYPE, String.class, name -> {
            MessageType type = Values.constant(MessageType.class, name);
            if (!allowed.contains(type)) {
                throw new IllegalArgumentException("must be one of " + allowed + " but is " + name);
            }
            return type;
        });
        return given == null ? configuration.getMessageType() : given;
    }

    private static Code defaultCode(Headers headers) {
        Code code = headers.read(
                Bc66CoapConstants.REQUEST_METHOD,
                String.class,
                name -> ReplyMapper.defaultCode(Values.constant(Method.class, name)));
        return code == null ? Code.CONTENT : code;
    }

    private static Code code(Headers headers, Code otherwise) {
        Code given = headers.read(Bc66CoapConstants.CODE, String.class, ReplyMapper::responseCode);
        return given == null ? otherwise : given;
    }

    private CoapOptions options(Headers headers, byte[] payload, boolean leftOver) {
        MessageOptions options = new MessageOptions(configuration.sendableContentFormats());
        options.setFormat("option contentFormat", OptionDefinition.CONTENT_FORMAT, configuration.getContentFormat());
        options.setAll(headers, Bc66CoapConstants.OPTIONS);
        options.setFormat(headers, Bc66CoapConstants.CONTENT_FORMAT, OptionDefinition.CONTENT_FORMAT);
        if (!leftOver) {
            options.setFormatOf(payload, headers.get(Bc66CoapConstants.CONTENT_TYPE, String.class));
        }
        options.setObserve(headers, Bc66CoapConstants.OBSERVE);
        return options.build();
    }
}
