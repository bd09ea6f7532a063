// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.simulator.VirtualBc66;

import static org.assertj.core.api.Assertions.assertThat;

/** Notifications that wait behind one which the peer hasn't acknowledged yet. */
@Timeout(180)
class WaitingNotificationsTest extends RouteFixture {
    @Override
    void describe(VirtualBc66.Builder bc66) {
        bc66.ackTimeout(Duration.ofSeconds(20));
    }

    private Response underWay;
    private CompletableFuture<Exchange> first;

    @Override
    void routes(RouteBuilder r) {
        r.errorHandler(r.noErrorHandler());
        r.from(uri("uriPath=/temp&observable=true")).setBody(r.constant("now"));
        r.from("direct:notify").to(uri("operation=NOTIFY&uriPath=/temp"));
    }

    @BeforeEach
    void oneIsUnderWay() {
        awaitReady();
        observe(0);
        first = notifying("first", "CON");
        underWay = peer.takeResponse();
    }

    private void observe(int value) {
        Request registration = peer.request(Type.CON, Code.GET, "temp", null);
        registration.getOptions().setObserve(value);
        registration.setToken(new byte[] {7});
        peer.send(registration);
        peer.takeResponse();
    }

    private CompletableFuture<Exchange> notifying(String body, String type) {
        return template.asyncSend("direct:notify", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(Map.of(Bc66CoapConstants.MESSAGE_TYPE, type)));
        });
    }

    private static void assertNotified(CompletableFuture<Exchange> notifying, int count) {
        Exchange exchange = notifying.join();
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader(Bc66CoapConstants.NOTIFIED)).isEqualTo(count);
    }

    private List<String> received() {
        return peer.received().stream()
                .filter(message -> message instanceof Response)
                .map(Message::getPayloadString)
                .toList();
    }

    @Test
    void aNewerNotificationReplacesWaitingNotifications() {
        List<CompletableFuture<Exchange>> older =
                IntStream.range(0, 10).mapToObj(i -> notifying("older", "NON")).toList();
        // one of them is still there
        awaitCount(Counter.NOTIFICATIONS_REPLACED, 9);
        CompletableFuture<Exchange> newest = notifying("newest", "NON");
        older.forEach(each -> assertNotified(each, 0));
        peer.acknowledge(underWay);

        assertNotified(first, 1);
        assertNotified(newest, 1);
        assertThat(peer.takeResponse().getOptions().getObserve())
                .isGreaterThan(underWay.getOptions().getObserve());
        assertThat(received()).containsExactly("now", "first", "newest");
    }

    @Test
    void anObserverThatDeregistersGetsNoWaitingNotification() {
        CompletableFuture<Exchange> waiting = notifying("waiting", "NON");
        observe(1);
        peer.reset(underWay);
        assertNotified(waiting, 0);
        assertNotified(first, 0);
        assertNotified(notifying("anyone?", "NON"), 0);
        assertThat(received()).containsExactly("now", "first", "now");
    }

    @Test
    void anObserverThatResetsANotificationGetsNoWaitingNotification() {
        CompletableFuture<Exchange> waiting = notifying("waiting", "NON");
        peer.reset(underWay);
        assertNotified(waiting, 0);
        assertNotified(first, 0);
        assertNotified(notifying("anyone?", "NON"), 0);
        assertThat(received()).containsExactly("now", "first");
    }
}
