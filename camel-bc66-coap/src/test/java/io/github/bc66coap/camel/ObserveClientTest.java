// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.CONTENT;

/** A consumer that observes a resource at a server (RFC 7641 section 3). */
class ObserveClientTest extends RouteFixture {
    @Override
    void configure(Bc66CoapConfiguration configuration) {
        configuration.setResponseTimeout(Duration.ofSeconds(3));
        configuration.setReconnectDelay(Duration.ofMillis(10));
    }

    @Override
    void routes(RouteBuilder r) {
        r.from(observe("/temp")).id("observer").autoStartup(false).to("mock:news");
        r.from(observe("/other")).id("second").autoStartup(false).to("mock:other");
    }

    private String observe(String path) {
        return uri("observe=true&host=127.0.0.1&port=" + peer.port() + "&uriPath=" + path);
    }

    private void start() throws Exception {
        context.getRouteController().startRoute("observer");
    }

    private List<String> news() {
        return getMockEndpoint("mock:news").getReceivedExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(String.class))
                .toList();
    }

    private void awaitNews(String... bodies) {
        await().untilAsserted(() -> assertThat(news()).containsExactly(bodies));
    }

    private Response notification(Request registration, Type type, int sequence, String body) {
        Response response = peer.separate(registration, type, CONTENT, RawPeer.bytes(body));
        response.getOptions().setObserve(sequence);
        return response;
    }

    /** Takes a registration and confirms it. */
    private Request register(int sequence, String body) {
        Request registration = peer.takeRequest();
        assertThat(registration.getOptions().getObserve()).isZero();
        assertThat(registration.getOptions().getUriPathString()).isEqualTo("temp");
        Response response = RawPeer.piggybacked(registration, CONTENT, RawPeer.bytes(body));
        response.getOptions().setObserve(sequence);
        peer.send(response);
        return registration;
    }

    private Request startAndRegister(int sequence, String body) throws Exception {
        start();
        Request registration = register(sequence, body);
        awaitNews(body);
        return registration;
    }

    private void stopAndTakeDeregistration(Request registration) {
        peer.answering(request -> peer.piggyback(request, CONTENT, new byte[0]));
        context.stop();
        Request last = peer.requests().get(peer.requests().size() - 1);
        assertThat(last.getOptions().getObserve()).isEqualTo(1);
        assertThat(last.getToken()).isEqualTo(registration.getToken());
        assertThat(last.getOptions().getUriPathString()).isEqualTo("temp");
    }

    @Test
    void everyNotificationIsAnExchangeUntilTheConsumerStops() throws Exception {
        Request registration = startAndRegister(10, "first");
        peer.send(notification(registration, Type.CON, 11, "second"));
        assertThat(peer.take().getType()).isEqualTo(Type.ACK);
        peer.send(notification(registration, Type.NON, 12, "third"));
        awaitNews("first", "second", "third");

        Exchange last = getMockEndpoint("mock:news").getReceivedExchanges().get(2);
        assertThat(last.getMessage().getHeader(Bc66CoapConstants.EVENT)).isEqualTo(Bc66CoapEvent.RESPONSE);
        assertThat(last.getMessage().getHeader(Bc66CoapConstants.RESPONSE_OBSERVE))
                .isEqualTo(12);
        assertThat(last.getMessage().getHeader(Bc66CoapConstants.RESPONSE_PORT)).isEqualTo(peer.port());
        stopAndTakeDeregistration(registration);
    }

    @ParameterizedTest
    @EnumSource(names = {"CON", "NON"})
    @NotUnder(value = Quirk.REPEATED_RESPONSES, because = "it counts what is dropped, of which there is more")
    void aStaleNotificationIsDropped(Type type) throws Exception {
        Request registration = startAndRegister(0xFFFFFE, "first");
        peer.send(notification(registration, type, 0xFFFFFD, "stale"));
        peer.send(notification(registration, type, 3, "around"));
        peer.send(notification(registration, type, 3, "again"));
        peer.send(notification(registration, type, 4, "last"));
        awaitNews("first", "around", "last");

        assertThat(count(Counter.DROPPED_STALE_NOTIFICATION)).isEqualTo(2);
        stopAndTakeDeregistration(registration);
    }

    @Test
    void aConsumerRegistersAgainWithItsTokenAfterSleepOrRestart() throws Exception {
        Request registration = startAndRegister(1, "one");

        module().recovered(0);
        assertThat(register(2, "after sleep").getToken()).isEqualTo(registration.getToken());
        awaitNews("one", "after sleep");

        module().recovered(1);
        assertThat(register(1, "new context").getToken()).isEqualTo(registration.getToken());
        awaitNews("one", "after sleep", "new context");

        module().reboot();
        assertThat(register(1, "rebooted").getToken()).isEqualTo(registration.getToken());
        awaitNews("one", "after sleep", "new context", "rebooted");
        stopAndTakeDeregistration(registration);
    }

    @Test
    void largeNotificationsAreFetchedBlockwise() throws Exception {
        byte[] body = random(1300);
        Request registration = startAndRegister(1, "small");
        peer.answering(request -> {
            int number = request.getOptions().getBlock2().getNum();
            assertThat(request.getOptions().hasObserve()).isFalse();
            peer.piggyback(
                    request,
                    CONTENT,
                    java.util.Arrays.copyOfRange(body, number * 512, Math.min(number * 512 + 512, body.length)));
        });
        Response first = peer.separate(registration, Type.CON, CONTENT, java.util.Arrays.copyOfRange(body, 0, 512));
        first.getOptions().setObserve(2);
        peer.send(first);

        await().until(() -> news().size() == 2);
        assertThat(getMockEndpoint("mock:news")
                        .getReceivedExchanges()
                        .get(1)
                        .getMessage()
                        .getBody(byte[].class))
                .isEqualTo(body);
        stopAndTakeDeregistration(registration);
    }

    @Test
    @NotUnder(value = Quirk.REPEATED_RESPONSES, because = "it counts what is dropped, of which there is more")
    void aLargeNotificationThatIsOvertakenIsGivenUp() throws Exception {
        Request registration = startAndRegister(1, "small");
        Response large = notification(registration, Type.NON, 2, "x".repeat(512));
        peer.send(large);
        Request rest = peer.takeRequest();
        peer.send(notification(registration, Type.NON, 3, "newer"));
        awaitNews("small", "newer");
        peer.piggyback(rest, CONTENT, RawPeer.bytes("the newer one's rest"));
        awaitCount(Counter.DROPPED_STALE_NOTIFICATION, 1);

        assertThat(news()).containsExactly("small", "newer");
        stopAndTakeDeregistration(registration);
    }

    @Test
    void aServerThatCannotBeObservedIsReadOnce() throws Exception {
        start();
        Request registration = peer.takeRequest();
        peer.piggyback(registration, CONTENT, RawPeer.bytes("just once"));
        awaitNews("just once");
        context.stop();
    }

    @ParameterizedTest
    @EnumSource(names = {"CON", "NON"})
    void anErrorThatEndsTheObservationBecomesAnExchange(Type type) throws Exception {
        Request registration = startAndRegister(1, "one");
        peer.send(peer.separate(registration, type, ResponseCode.NOT_FOUND, RawPeer.bytes("gone")));
        awaitNews("one", "gone");

        assertThat(getMockEndpoint("mock:news")
                        .getReceivedExchanges()
                        .get(1)
                        .getMessage()
                        .getHeaders())
                .containsEntry(Bc66CoapConstants.RESPONSE_CODE, "4.04");
        context.stop();
        assertThat(peer.requests()).as("nothing is left to be ended").hasSize(1);
    }

    @Test
    void aRefusedRegistrationMakesNoExchange() throws Exception {
        start();
        peer.piggyback(peer.takeRequest(), ResponseCode.FORBIDDEN, new byte[0]);
        awaitCount(Counter.REQUESTS_ANSWERED, 1);
        context.stop();

        assertThat(news()).isEmpty();
        assertThat(peer.requests()).hasSize(1);
    }

    @Test
    void secondObservationOfAServerFailsAtStartAndCleansUp() throws Exception {
        Request registration = startAndRegister(1, "one");
        assertThatThrownBy(() -> context.getRouteController().startRoute("second"))
                .hasStackTraceContaining("only one resource")
                .hasStackTraceContaining("/temp");
        peer.answering(request -> peer.piggyback(request, CONTENT, new byte[0]));
        context.getRouteController().stopRoute("observer");

        await().untilAsserted(() -> assertThat(module().contextExists())
                .as("the last user has given the module back")
                .isFalse());
        assertThat(peer.requests().get(1).getToken()).isEqualTo(registration.getToken());
    }

    @Test
    void withoutOptionsInResponsesNothingCanBeObserved() {
        assertThatThrownBy(() -> {
                    RouteBuilder.addRoutes(context, r -> r.from(observe("/x") + "&showResponseOptions=false")
                            .to("mock:none"));
                })
                .hasStackTraceContaining("showResponseOptions=false");
    }
}
