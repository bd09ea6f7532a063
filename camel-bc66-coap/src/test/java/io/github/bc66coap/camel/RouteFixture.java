// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;

import io.github.bc66coap.modem.api.Counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes between a virtual module and a peer that does nothing by itself. */
abstract class RouteFixture extends ModuleFixture {
    /** Where the peer is, in URIs. */
    protected final RawPeer peer = new RawPeer();

    @AfterEach
    void closePeer() {
        peer.close();
    }

    /** Sends through an endpoint with these options, towards the peer. */
    Exchange send(String options, Object body, Map<String, Object> headers) {
        return template.request(
                uri("host=127.0.0.1&port=" + peer.port() + (options.isEmpty() ? "" : "&" + options)), exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
                });
    }

    Exchange send(String options, Object body) {
        return send(options, body, Map.of());
    }

    CompletableFuture<Exchange> sending(String options, Object body) {
        return CompletableFuture.supplyAsync(() -> send(options, body));
    }

    static String text(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(String.class);
    }

    long count(Counter counter) {
        return ModemCounts.of(context, counter);
    }

    void awaitCount(Counter counter, long value) {
        await().untilAsserted(
                        () -> assertThat(count(counter)).as(counter.name()).isEqualTo(value));
    }

    boolean isReady() {
        return context.getEndpoints().stream()
                .anyMatch(endpoint -> endpoint instanceof Bc66CoapEndpoint bc66
                        && bc66.getModemState().startsWith("READY"));
    }

    /** Waits until the context of the module exists, so that requests of the peer can reach it. */
    void awaitReady() {
        await().until(this::isReady);
        peer.towards(module().coapAddress());
    }
}
