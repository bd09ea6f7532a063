// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.camel.Datagram.Type;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Peers that do what RFC 7252, 7641 or 7959 don't foresee, each as a real one was seen to do; {@code docs/peers.md} says which. */
class OddPeersTest extends RouteTestSupport {
    private static final int ETAG = 4;
    private static final int OBSERVE = 6;
    private static final int LOCATION_PATH = 8;
    private static final int URI_PATH = 11;
    private static final int CONTENT_FORMAT = 12;
    private static final int BLOCK2 = 23;
    private static final int BLOCK1 = 27;
    private static final byte[] TOKEN = {7};
    private static final byte[] NOTHING = {};

    private final ScriptedPeer peer = new ScriptedPeer();

    @BeforeEach
    void quickModule() {
        sandbox.describe(module -> module.ackTimeout(Duration.ofMillis(500)));
        context.start();
    }

    @AfterEach
    void closePeer() {
        peer.close();
    }

    private String toPeer(String options) {
        return sandbox.uri("host=127.0.0.1", "port=" + peer.port(), options);
    }

    private CompletableFuture<Exchange> sending(String options, Object body) {
        return CompletableFuture.supplyAsync(
                () -> template.request(
                        toPeer(options), exchange -> exchange.getMessage().setBody(body)),
                RouteTestSupport::inItsOwnThread);
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** A request that can only be taken when all before it have been, and its answer. */
    private void nextRequestIsAnswered() {
        CompletableFuture<Exchange> next = sending("uriPath=/next", null);
        peer.send(peer.take().piggybacked("2.05").payload("next"));
        assertThat(text(next.join())).isEqualTo("next");
    }

    private void expectEmpty(Type type, int messageId) {
        Datagram message = peer.take();
        assertThat(message.type()).isEqualTo(type);
        assertThat(message.code()).isEqualTo("0.00");
        assertThat(message.messageId()).isEqualTo(messageId);
    }

    // processes a copy of a request anew, as libcoap does

    @Test
    @NotUnder(value = Quirk.REPEATED_RESPONSES, because = "it counts what is dropped, of which there is more")
    void theFirstOfTwoResponsesToARequestCounts() {
        CompletableFuture<Exchange> sending = sending("uriPath=/things", "thing");
        Datagram request = peer.take();
        peer.takeCopy(request);
        peer.send(request.piggybacked("2.01").with(LOCATION_PATH, "1"));
        peer.send(request.piggybacked("2.01").with(LOCATION_PATH, "2"));

        assertThat(header(sending.join(), Bc66CoapConstants.RESPONSE_OPTIONS)).isEqualTo(Map.of(8, List.of("1")));
        nextRequestIsAnswered();
        assertThat(count(Counter.DROPPED_UNMATCHED_ACK) + count(Counter.DROPPED_DUPLICATE_RESPONSE))
                .isEqualTo(1);
    }

    @Test
    void aSecondSeparateResponseIsRejected() {
        CompletableFuture<Exchange> sending = sending("uriPath=/temp", null);
        Datagram request = peer.take();
        peer.takeCopy(request);
        peer.send(Datagram.of(Type.CON, "2.05", 1, request.token()).payload("first"));
        expectEmpty(Type.ACK, 1);
        assertThat(text(sending.join())).isEqualTo("first");
        peer.send(Datagram.of(Type.CON, "2.05", 2, request.token()).payload("second"));

        expectEmpty(Type.RST, 2);
        nextRequestIsAnswered();
    }

    // ends an upload without Block1, as libcoap and node-coap do

    @Test
    void anUploadSucceedsWithoutBlock1InTheResponses() {
        byte[] body = RouteFixture.random(1100);
        CompletableFuture<Exchange> sending = sending("uriPath=/store&method=PUT", body);
        List<byte[]> tokens = new ArrayList<>();
        for (int number = 0; number < 3; number++) {
            Datagram block = peer.take();
            assertThat(block.number(BLOCK1) >> 4).isEqualTo(number);
            assertThat(block.payload()).isEqualTo(slice(body, number * 512, Math.min(1100, number * 512 + 512)));
            tokens.add(block.token());
            peer.send(block.piggybacked(number < 2 ? "2.31" : "2.04"));
        }

        assertThat(header(sending.join(), Bc66CoapConstants.RESPONSE_CODE)).isEqualTo("2.04");
        assertThat(tokens)
                .as("node-coap takes what has another token for another body")
                .containsOnly(tokens.get(0));
    }

    // answers a ping with a response, as node-coap does

    /** The component sends no pings; of any other message such an acknowledgement is as good as an empty one. */
    @Test
    void anAcknowledgementWithAPayloadConfirmsANotification() throws Exception {
        serve(1, r -> {
            r.from(sandbox.uri("events=RESPONSE")).to("mock:stray");
            r.from(sandbox.uri("uriPath=/temp", "observable=true")).setBody(r.constant("now"));
            r.from("direct:start").to(sandbox.uri("operation=NOTIFY", "uriPath=/temp"));
        });
        peer.towards(module().coapAddress());
        peer.send(Datagram.of(Type.CON, "0.01", 1, TOKEN).with(OBSERVE).with(URI_PATH, "temp"));
        assertThat(peer.take().number(OBSERVE)).isNotNegative();

        CompletableFuture<Exchange> notifying = requesting("news");
        Datagram notification = peer.take();
        assertThat(notification.type()).isEqualTo(Type.CON);
        peer.send(
                Datagram.of(Type.ACK, "2.05", notification.messageId(), NOTHING).payload("pong"));

        assertThat(successful(notifying.join()).getMessage().getBody()).isEqualTo(1);
        peer.send(Datagram.of(Type.ACK, "2.05", 0x4711, NOTHING).payload("pong"));
        nextRequestIsAnswered();
        assertThat(getMockEndpoint("mock:stray").getReceivedCounter()).isZero();
    }

    @Test
    @NotUnder(value = Quirk.REPEATED_RESPONSES, because = "it counts what is dropped, of which there is more")
    void anAcknowledgementWithAPayloadConfirmsASeparateResponse() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/slow", "separateAfter=0ms")).setBody(r.constant("late")));
        peer.towards(module().coapAddress());
        peer.send(Datagram.of(Type.CON, "0.01", 1, TOKEN).with(URI_PATH, "slow"));
        expectEmpty(Type.ACK, 1);
        Datagram response = peer.take();
        assertThat(response.type()).isEqualTo(Type.CON);
        peer.send(Datagram.of(Type.ACK, "2.05", response.messageId(), NOTHING).payload("pong"));

        await().until(() -> count(Counter.DROPPED_UNWANTED_RESPONSE) == 1);
        assertThat(count(Counter.DROPPED_UNMATCHED_ACK)).isZero();
    }

    // ignores Observe = 1, as node-coap does

    @ParameterizedTest
    @EnumSource(names = {"CON", "NON"})
    void aServerThatNotifiesAfterDeregistrationIsReset(Type type) throws Exception {
        routes(r -> {
            r.from(sandbox.uri("uriPath=/other")).to("mock:other");
            r.from(toPeer("observe=true&uriPath=/temp")).routeId("observer").to("mock:news");
        });
        Datagram registration = peer.take();
        assertThat(registration.number(OBSERVE)).isZero();
        peer.send(registration.piggybacked("2.05").with(OBSERVE, 1).payload("one"));
        await().until(() -> getMockEndpoint("mock:news").getReceivedCounter() == 1);

        CompletableFuture<Void> stopping =
                CompletableFuture.runAsync(() -> stop("observer"), RouteTestSupport::inItsOwnThread);
        Datagram deregistration = peer.take();
        assertThat(deregistration.number(OBSERVE)).isEqualTo(1);
        peer.send(deregistration.piggybacked("2.05").with(OBSERVE, 2).payload("two"));
        stopping.join();
        peer.send(Datagram.of(type, "2.05", 0x1234, registration.token())
                .with(OBSERVE, 3)
                .payload("three"));

        expectEmpty(Type.RST, 0x1234);
        assertThat(getMockEndpoint("mock:news").getReceivedCounter()).isEqualTo(1);
    }

    private void stop(String route) {
        try {
            context.getRouteController().stopRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    // marks a block of 513 bytes as the last, as open-coap does

    @Test
    void aLastBlockWithAByteTooMuchEndsTheBody() {
        byte[] body = RouteFixture.random(1025);
        CompletableFuture<Exchange> sending = sending("uriPath=/store", null);
        Datagram first = peer.take();
        peer.send(first.piggybacked("2.05").with(BLOCK2, 0x0D).payload(slice(body, 0, 512)));
        Datagram second = peer.take();
        assertThat(second.number(BLOCK2) >> 4).isEqualTo(1);
        peer.send(second.piggybacked("2.05").with(BLOCK2, 0x15).payload(slice(body, 512, 1025)));

        assertThat(successful(sending.join()).getMessage().getBody(byte[].class))
                .isEqualTo(body);
        nextRequestIsAnswered();
    }

    // changes the ETag from block to block, as libcoap may

    /** The module shows no ETag, so it can't be told whether the body has changed, too. */
    @Test
    void aBodyIsPutTogetherWhateverTheETagsOfItsBlocks() {
        byte[] body = RouteFixture.random(700);
        CompletableFuture<Exchange> sending = sending("uriPath=/store", null);
        peer.send(
                peer.take().piggybacked("2.05").with(ETAG, 1).with(BLOCK2, 0x0D).payload(slice(body, 0, 512)));
        peer.send(
                peer.take().piggybacked("2.05").with(ETAG, 2).with(BLOCK2, 0x15).payload(slice(body, 512, 700)));

        assertThat(successful(sending.join()).getMessage().getBody(byte[].class))
                .isEqualTo(body);
    }

    // writes zero as one byte, as open-coap and node-coap do

    @Test
    void aContentFormatOfOneZeroByteIsText() {
        CompletableFuture<Exchange> sending = sending("uriPath=/temp", null);
        peer.send(peer.take().piggybacked("2.05").with(CONTENT_FORMAT, 0).payload("21 °C"));

        Exchange exchange = sending.join();
        assertThat(text(exchange)).isEqualTo("21 °C");
        assertThat(header(exchange, Bc66CoapConstants.RESPONSE_CONTENT_FORMAT)).isEqualTo(0);
        assertThat(header(exchange, Exchange.CONTENT_TYPE)).asString().startsWith("text/plain");
    }

    @Test
    void anObserveOfOneZeroByteRegisters() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/temp", "observable=true"))
                .to("mock:asked")
                .setBody(r.constant("now")));
        peer.towards(module().coapAddress());
        peer.send(Datagram.of(Type.CON, "0.02", 1, TOKEN)
                .with(URI_PATH, "temp")
                .with(CONTENT_FORMAT, 0)
                .payload("21 °C"));
        assertThat(peer.take().code()).isEqualTo("2.04");
        peer.send(Datagram.of(Type.CON, "0.01", 2, TOKEN).with(OBSERVE, 0).with(URI_PATH, "temp"));
        assertThat(peer.take().number(OBSERVE)).isNotNegative();

        Exchange posted = getMockEndpoint("mock:asked").getReceivedExchanges().get(0);
        assertThat(header(posted, Bc66CoapConstants.REQUEST_CONTENT_FORMAT)).isEqualTo(0);
        assertThat(posted.getMessage().getBody(byte[].class)).isEqualTo("21 °C".getBytes(StandardCharsets.UTF_8));
    }
}
