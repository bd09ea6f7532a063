// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Waiting holds no thread, and routes don't hold the modem. */
class AsynchronousTest extends RouteTestSupport {

    @Test
    void processReturnsBeforeTheResponse() throws Exception {
        CompletableFuture<CoapExchange> request = new CompletableFuture<>();
        cloud().on("a", request::complete);
        context.start();
        Bc66CoapEndpoint endpoint = context.getEndpoint(sandbox.toCloud("uriPath=a"), Bc66CoapEndpoint.class);
        Bc66CoapProducer producer = (Bc66CoapProducer) endpoint.createProducer();
        producer.start();
        Exchange exchange = endpoint.createExchange();
        CompletableFuture<Boolean> done = new CompletableFuture<>();

        boolean sync = producer.process(exchange, done::complete);

        assertThat(sync).isFalse();
        assertThat(done).isNotDone();
        request.get(30, TimeUnit.SECONDS).respond(ResponseCode.CONTENT, "x");
        assertThat(done.get(30, TimeUnit.SECONDS)).isFalse();
        assertThat(text(exchange)).isEqualTo("x");
        producer.stop();
    }

    @Test
    void aRefusedExchangeEndsSynchronously() throws Exception {
        context.start();
        Bc66CoapEndpoint endpoint = context.getEndpoint(sandbox.uri(), Bc66CoapEndpoint.class);
        Bc66CoapProducer producer = (Bc66CoapProducer) endpoint.createProducer();
        producer.start();
        CompletableFuture<Boolean> done = new CompletableFuture<>();

        assertThat(producer.process(endpoint.createExchange(), done::complete)).isTrue();
        assertThat(done).isCompletedWithValue(true);
        producer.stop();
    }

    @Test
    void aRouteContinuesOnAWorkerThread() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, "x"));
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> thread = new CompletableFuture<>();
        routes(r -> {
            r.from("direct:blocking").to(sandbox.toCloud("uriPath=a")).process(e -> {
                thread.complete(Thread.currentThread().getName());
                release.await();
            });
            r.from("direct:free").to(sandbox.toCloud("uriPath=a"));
        });

        CompletableFuture<Exchange> blocked = template.asyncSend("direct:blocking", e -> {});
        assertThat(thread.get(30, TimeUnit.SECONDS)).contains("bc66coap-worker");
        // the modem isn't held up by the route that is
        assertThat(text(template.request("direct:free", e -> {}))).isEqualTo("x");
        assertThat(blocked).isNotDone();
        release.countDown();

        assertThat(text(blocked.get(30, TimeUnit.SECONDS))).isEqualTo("x");
    }

    @Test
    void consumersRouteMaySendOnTheSameModem() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, "from the cloud"));
        serve(1, r -> r.from(sandbox.uri("uriPath=/ask")).to(sandbox.toCloud("uriPath=a")));

        assertThat(get("/ask").getPayloadString()).isEqualTo("from the cloud");
    }

    /** A component that was stopped under its routes leaves no exchange hanging. */
    @Test
    void aPendingExchangeCompletesAfterItsComponentStops() throws Exception {
        CompletableFuture<CoapExchange> request = new CompletableFuture<>();
        cloud().on("a", request::complete);
        routes(r -> r.from("direct:start").to(sandbox.toCloud("uriPath=a")));
        CompletableFuture<Exchange> pending = template.asyncSend("direct:start", e -> {});
        CoapExchange asked = request.get(30, TimeUnit.SECONDS);

        context.getComponent("bc66coap").stop();
        asked.respond(ResponseCode.CONTENT, "x");

        assertThat(text(pending.get(30, TimeUnit.SECONDS))).isEqualTo("x");
        context.getComponent("bc66coap").start();
    }
}
