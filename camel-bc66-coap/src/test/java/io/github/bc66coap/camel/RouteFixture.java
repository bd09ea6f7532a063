// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.simulator.VirtualBc66;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes between a virtual module and a peer that does nothing by itself. */
abstract class RouteFixture extends CamelTestSupport {
    /** Where the peer is, in URIs. */
    protected final RawPeer peer = new RawPeer();

    abstract VirtualBc66 module();

    /** What all endpoints of a test have in common. */
    void configure(Bc66CoapConfiguration configuration) {}

    /** The routes of a class of tests. */
    void routes(RouteBuilder r) throws Exception {}

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                routes(this);
            }
        };
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        PsmEintWire.layIfNeeded(camel, module());
        configure(camel.getComponent("bc66coap", Bc66CoapComponent.class).getConfiguration());
        return camel;
    }

    @AfterEach
    void closePeer() {
        peer.close();
    }

    String uri(String options) {
        return "bc66coap:" + module().device() + "?" + options;
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

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
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

    /** A module whose context exists, so that requests can reach it. */
    void awaitReady() {
        await().until(this::isReady);
    }
}
