// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import org.apache.camel.Exchange;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.coap.UriPaths;
import io.github.bc66coap.modem.api.OutgoingRequest;

/** Maps an exchange onto a request. Headers take precedence over endpoint options. */
final class RequestMapper {
    private static final int DEFAULT_PORT = 5683;
    private static final int DEFAULT_SECURE_PORT = 5684;

    private final Bc66CoapConfiguration configuration;

    RequestMapper(Bc66CoapConfiguration configuration) {
        this.configuration = configuration;
    }

    /** @throws IllegalArgumentException naming the header, option or body that can't be sent */
    OutgoingRequest map(Exchange exchange) {
        Headers headers = new Headers(exchange.getMessage(), configuration);
        byte[] payload = Bodies.payload(exchange.getMessage());
        MessageType type = type(headers);
        Boolean await = configuration.getAwaitResponse();
        return new OutgoingRequest(
                peer(headers),
                type,
                method(headers, payload),
                headers.read(Bc66CoapConstants.MESSAGE_ID, Integer.class, MessageId::new),
                headers.read(Bc66CoapConstants.TOKEN, String.class, RequestMapper::token),
                options(headers, payload),
                payload,
                await == null ? type == MessageType.CON : await,
                configuration.getBlockSize(),
                null);
    }

    /**
     * Checks the endpoint's options before there is an exchange.
     *
     * @throws IllegalArgumentException naming the option that can't be sent
     */
    void check() {
        endpointOptions();
        if (configuration.getHost() != null) {
            endpointPeer();
        }
        Values.read("option messageType", configuration.getMessageType().name(), RequestMapper::requestType);
    }

    /** The CoAP options that the endpoint's options set. */
    CoapOptions endpointOptions() {
        MessageOptions options = new MessageOptions(configuration.sendableContentFormats());
        setEndpointOptions(options);
        return options.build();
    }

    /** The server that the endpoint's options name. */
    Peer endpointPeer() {
        if (configuration.getHost() == null) {
            throw new IllegalArgumentException("option host: no CoAP server is given");
        }
        return Values.read("option host", configuration.getHost(), host -> new Peer(host, endpointPort()));
    }

    private static Token token(String hex) {
        Token token = Token.fromHex(hex);
        if (token.isEmpty()) {
            throw new IllegalArgumentException("must have 1 to 8 bytes");
        }
        return token;
    }

    private Peer peer(Headers headers) {
        String host = headers.get(Bc66CoapConstants.HOST, String.class);
        String from = "header " + Bc66CoapConstants.HOST;
        if (host == null) {
            host = configuration.getHost();
            from = "option host";
        }
        if (host == null) {
            throw new IllegalArgumentException(
                    "option host: no CoAP server is given, nor one in the header " + Bc66CoapConstants.HOST);
        }
        int port = port(headers);
        return Values.read(from, host, address -> new Peer(address, port));
    }

    private int port(Headers headers) {
        Integer port = headers.read(Bc66CoapConstants.PORT, Integer.class, RequestMapper::requirePort);
        return port == null ? endpointPort() : port;
    }

    private int endpointPort() {
        if (configuration.getPort() != null) {
            return configuration.getPort();
        }
        return configuration.getPskIdentity() == null ? DEFAULT_PORT : DEFAULT_SECURE_PORT;
    }

    private static int requirePort(int port) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("must be in 1 to 65535 but is " + port);
        }
        return port;
    }

    private MessageType type(Headers headers) {
        MessageType type = headers.read(Bc66CoapConstants.MESSAGE_TYPE, String.class, RequestMapper::requestType);
        return type == null ? configuration.getMessageType() : type;
    }

    private static MessageType requestType(String name) {
        MessageType type = Values.constant(MessageType.class, name);
        if (type != MessageType.CON && type != MessageType.NON) {
            throw new IllegalArgumentException("must be CON or NON but is " + name);
        }
        return type;
    }

    private Method method(Headers headers, byte[] payload) {
        Method method =
                headers.read(Bc66CoapConstants.METHOD, String.class, name -> Values.constant(Method.class, name));
        if (method != null) {
            return method;
        }
        if (configuration.getMethod() != null) {
            return configuration.getMethod();
        }
        return payload.length > 0 ? Method.POST : Method.GET;
    }

    private CoapOptions options(Headers headers, byte[] payload) {
        MessageOptions options = new MessageOptions(configuration.sendableContentFormats());
        setEndpointOptions(options);
        options.setAll(headers, Bc66CoapConstants.OPTIONS);
        setHeaderOptions(options, headers);
        options.setFormatOf(payload, headers.get(Bc66CoapConstants.CONTENT_TYPE, String.class));
        return options.build();
    }

    private void setEndpointOptions(MessageOptions options) {
        options.setParts("option uriPath", OptionDefinition.URI_PATH, configuration.getUriPath(), UriPaths::splitPath);
        options.setParts(
                "option uriQuery", OptionDefinition.URI_QUERY, configuration.getUriQuery(), UriPaths::splitQuery);
        options.setFormat("option contentFormat", OptionDefinition.CONTENT_FORMAT, configuration.getContentFormat());
        options.setFormat("option accept", OptionDefinition.ACCEPT, configuration.getAccept());
    }

    private static void setHeaderOptions(MessageOptions options, Headers headers) {
        options.setParts(headers, Bc66CoapConstants.URI_PATH, OptionDefinition.URI_PATH, UriPaths::splitPath);
        options.setParts(headers, Bc66CoapConstants.URI_QUERY, OptionDefinition.URI_QUERY, UriPaths::splitQuery);
        options.setFormat(headers, Bc66CoapConstants.CONTENT_FORMAT, OptionDefinition.CONTENT_FORMAT);
        options.setFormat(headers, Bc66CoapConstants.ACCEPT, OptionDefinition.ACCEPT);
        options.setObserve(headers, Bc66CoapConstants.OBSERVE);
    }
}
