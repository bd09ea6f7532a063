// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.BeforeEach;

import io.github.bc66coap.simulator.VirtualBc66;

import static org.assertj.core.api.Assertions.assertThat;

/** A peer that observes resources of a module, which soon gives up to send a notification. */
abstract class ObservedFixture extends RouteFixture {
    @Override
    void describe(VirtualBc66.Builder bc66) {
        bc66.ackTimeout(Duration.ofMillis(50)).maxRetransmit(1);
    }

    @Override
    void configure(Bc66CoapConfiguration configuration) {
        // longer than the module's word that it has given up takes, which is asked for after 2 s
        configuration.setResponseTimeout(Duration.ofSeconds(5));
    }

    @BeforeEach
    void reachable() {
        awaitReady();
    }

    Request get(String path, int observe) {
        Request request = peer.request(Type.CON, Code.GET, path, null);
        request.getOptions().setObserve(observe);
        return request;
    }

    /** Asks to observe and checks the confirmation. */
    Request observe(String path) {
        Request registration = get(path, 0);
        assertThat(peer.ask(registration).getOptions().hasObserve()).isTrue();
        return registration;
    }

    /** Sends through {@code direct:notify}. */
    CompletableFuture<Exchange> notifying(Object body, Map<String, Object> headers) {
        return CompletableFuture.supplyAsync(() -> template.request("direct:notify", exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        }));
    }

    static void assertNotified(CompletableFuture<Exchange> notifying, int count) {
        Exchange exchange = notifying.join();
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(count);
        assertThat(exchange.getMessage().getHeader(Bc66CoapConstants.NOTIFIED)).isEqualTo(count);
    }
}
