// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.testkit;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.CoapOption;
import io.github.bc66coap.simulator.coap.MessageType;

/**
 * A CoAP message between the module and the network, for a test to look at.
 *
 * @param direction as the module sees it
 * @param peer the other side
 * @param message all of it
 */
public record NetworkMessage(TraceEvent.Direction direction, InetSocketAddress peer, CoapMessage message) {
    private static final List<String> METHODS = List.of("", "GET", "POST", "PUT", "DELETE");
    private static final int OBSERVE = 6;
    private static final int URI_PATH = 11;
    private static final int CONTENT_FORMAT = 12;
    private static final int URI_QUERY = 15;

    NetworkMessage(TraceEvent.Coap event) {
        this(event.direction(), event.peer(), event.message());
    }

    /** The message type. */
    public MessageType type() {
        return message.type();
    }

    /** The method of a request, for example {@code POST}; else the code, for example {@code 2.05}, or {@code 0.00} of an empty message. */
    public String code() {
        return message.isRequest() && message.code() < METHODS.size()
                ? METHODS.get(message.code())
                : message.codeText();
    }

    /** The path of a request with a slash before each segment; empty without one. */
    public String path() {
        return texts(URI_PATH).map(segment -> "/" + segment).collect(Collectors.joining());
    }

    /** The query of a request without its question mark; empty without one. */
    public String query() {
        return texts(URI_QUERY).collect(Collectors.joining("&"));
    }

    /** The Content-Format. */
    public OptionalInt contentFormat() {
        return number(CONTENT_FORMAT);
    }

    /** The value of the Observe option (RFC 7641). */
    public OptionalInt observe() {
        return number(OBSERVE);
    }

    /** The payload as UTF-8. */
    public String text() {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private Stream<String> texts(int option) {
        return message.options().stream().filter(one -> one.number() == option).map(CoapOption::text);
    }

    private OptionalInt number(int option) {
        return message.options().stream()
                .filter(one -> one.number() == option)
                .mapToInt(one -> (int) one.uint())
                .findFirst();
    }

    /** Whether another message is a repetition of this one. */
    boolean isCopyOf(NetworkMessage other) {
        return direction == other.direction
                && peer.equals(other.peer)
                && message.type() == other.message.type()
                && message.messageId() == other.message.messageId();
    }

    /** One line for people. */
    @Override
    public String toString() {
        return type() + " " + code() + " " + path() + (query().isEmpty() ? "" : "?" + query()) + " \"" + text() + "\"";
    }
}
