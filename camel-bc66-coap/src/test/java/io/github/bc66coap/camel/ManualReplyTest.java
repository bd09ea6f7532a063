// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A request is taken by one route and answered by another one, whenever that is. */
class ManualReplyTest extends RouteFixture {
    private final CompletableFuture<Exchange> responded = new CompletableFuture<>();
    private volatile Map<String, Object> said = Map.of();

    @Override
    void configure(Bc66CoapConfiguration configuration) {
        configuration.setResponseTimeout(Duration.ofSeconds(5));
    }

    @Override
    void routes(RouteBuilder r) {
        r.from(uri("uriPath=/order&manualReply=true")).to("seda:orders?pollTimeout=20");
        r.from(uri("uriPath=/fails&manualReply=true")).throwException(new IllegalStateException("at once"));
        r.from(uri("uriPath=/automatic"))
                .onCompletion()
                .process(responded::complete)
                .end()
                .setBody(r.constant("twice"))
                .to(uri("operation=RESPOND"));
        r.from(uri("uriPath=/handed")).to("seda:orders?pollTimeout=20&waitForTaskToComplete=Always");
        r.from(uri("uriPath=/local&manualReply=true")).to("seda:local?pollTimeout=20");
        r.from("seda:local?pollTimeout=20")
                .setBody(r.constant("done"))
                .process(exchange -> exchange.getMessage().getHeaders().putAll(said))
                .to(uri("operation=RESPOND"));
        r.from(uri("uriPath=/brokered&manualReply=true"))
                .process(exchange -> copy(exchange.getMessage(), "CamelBc66CoapRequest", "coap"))
                .process(exchange -> exchange.getMessage().removeHeaders("Camel*"))
                .process(exchange -> exchange.getMessage().setHeaders(hopped(exchange.getMessage())))
                .to("seda:answers?pollTimeout=20");
        r.from("seda:answers?pollTimeout=20")
                .process(exchange -> copy(exchange.getMessage(), "coap", "CamelBc66CoapRequest"))
                .setBody(r.constant("done"))
                .to(uri("operation=RESPOND"));
        r.from("seda:orders?pollTimeout=20")
                .process(exchange -> exchange.getMessage().setHeaders(hopped(exchange.getMessage())))
                .setBody(r.constant("done"))
                .process(exchange -> exchange.getMessage().getHeaders().putAll(said))
                .onCompletion()
                .process(responded::complete)
                .end()
                .to(uri("operation=RESPOND"));
    }

    /** As a message broker hands headers on: in bytes, and none but those that it knows. */
    private static Map<String, Object> hopped(Message message) {
        Map<String, Object> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (value instanceof String || value instanceof Integer) {
                headers.put(name, RawPeer.bytes(value.toString()));
            }
        });
        return headers;
    }

    /** The one of docs/coap.md. */
    private static void copy(Message message, String from, String to) {
        for (String name : List.of("Host", "Port", "MessageId", "Token", "MessageType", "Method", "ContentFormat")) {
            message.setHeader(to + name, message.getHeader(from + name, String.class));
        }
    }

    @BeforeEach
    void reachable() {
        awaitReady();
    }

    private Request order(Type type, String path) {
        Request request = peer.request(type, Code.POST, path, "coffee");
        request.getOptions().setContentFormat(0);
        peer.send(request);
        if (type == Type.CON) {
            var ack = peer.take();
            assertThat(ack.getType()).isEqualTo(Type.ACK);
            assertThat(ack.getRawCode()).isZero();
            assertThat(ack.getMID()).isEqualTo(request.getMID());
        }
        return request;
    }

    @Test
    void theReplyIsSentAsASeparateResponse() {
        Request request = order(Type.CON, "order");
        Response response = peer.takeResponse();
        peer.acknowledge(response);

        assertThat(response.getType()).isEqualTo(Type.CON);
        assertThat(response.getToken()).isEqualTo(request.getToken());
        assertThat(response.getMID()).isNotEqualTo(request.getMID());
        assertThat(response.getCode()).isEqualTo(ResponseCode.CHANGED);
        assertThat(response.getPayloadString()).isEqualTo("done");
        assertThat(response.getOptions().hasContentFormat())
                .as("the request's Content-Type is not the response's")
                .isFalse();
        assertThat(responded.join().getException()).isNull();
    }

    /** As camel-kafka does with those headers. */
    @Test
    void copiedHeadersSurviveABrokerThatDropsCamelHeaders() {
        for (Type type : List.of(Type.CON, Type.NON)) {
            Request request = order(type, "brokered");
            Response response = peer.takeResponse();
            if (type == Type.CON) {
                peer.acknowledge(response);
            }

            assertThat(response.getType()).isEqualTo(type);
            assertThat(response.getToken()).isEqualTo(request.getToken());
            assertThat(response.getCode()).isEqualTo(ResponseCode.CHANGED);
            assertThat(response.getPayloadString()).isEqualTo("done");
            assertThat(response.getOptions().hasContentFormat()).isFalse();
        }
    }

    /** Nobody has said anything of the answer's format. */
    @Test
    void theResponseDoesNotTakeTheContentTypeOfTheRequest() {
        order(Type.CON, "local");

        assertThat(peer.takeResponse().getOptions().hasContentFormat()).isFalse();
    }

    /** Though it equals the request's, through a queue and through a broker, and as one hands on texts. */
    @ParameterizedTest
    @ValueSource(strings = {"local", "order"})
    void theResponseTakesTheContentTypeSetByTheRoute(String path) {
        said = Map.of(Exchange.CONTENT_TYPE, new String("text/plain; charset=utf-8"));
        order(Type.CON, path);

        assertThat(peer.takeResponse().getOptions().getContentFormat()).isZero();
    }

    @Test
    void theRouteChoosesCodeTypeAndFormatOfTheResponse() {
        said = Map.of(
                Bc66CoapConstants.CODE,
                RawPeer.bytes("2.01"),
                Bc66CoapConstants.MESSAGE_TYPE,
                RawPeer.bytes("NON"),
                Bc66CoapConstants.CONTENT_FORMAT,
                "application/json");
        order(Type.CON, "order");
        Response response = peer.takeResponse();

        assertThat(response.getType()).isEqualTo(Type.NON);
        assertThat(response.getCode()).isEqualTo(ResponseCode.CREATED);
        assertThat(response.getOptions().getContentFormat()).isEqualTo(50);
        assertThat(responded.join().getException()).isNull();
    }

    @Test
    void aNonConfirmableRequestGetsANonConfirmableResponse() {
        Request request = order(Type.NON, "order");
        Response response = peer.takeResponse();

        assertThat(response.getType()).isEqualTo(Type.NON);
        assertThat(response.getToken()).isEqualTo(request.getToken());
        assertThat(responded.join().getException()).isNull();
        assertThat(peer.received()).hasSize(1);
    }

    @Test
    void aRouteMayRejectARequestWithAReset() {
        said = Map.of(Bc66CoapConstants.MESSAGE_TYPE, "RST");
        Request request = order(Type.CON, "order");
        var reset = peer.take();

        assertThat(reset.getType()).isEqualTo(Type.RST);
        assertThat(reset.getMID()).isEqualTo(request.getMID());
        assertThat(responded.join().getException()).isNull();
    }

    @Test
    void aResponseThatThePeerRejectsFails() {
        order(Type.CON, "order");
        peer.reset(peer.takeResponse());

        assertThat(failure()).isInstanceOf(CoapResetException.class);
    }

    @Test
    void aResponseThatNobodyAcknowledgesFails() {
        order(Type.CON, "order");
        peer.takeResponse();

        assertThat(failure()).isInstanceOf(CoapTimeoutException.class);
    }

    @Test
    void aRouteThatFailsAtOnceIsAnswered500() {
        Request request = order(Type.CON, "fails");
        Response response = peer.takeResponse();

        assertThat(response.getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertThat(response.getToken()).isEqualTo(request.getToken());
        assertThat(response.getPayload()).isEmpty();
    }

    @Test
    void aCopyOfARequestIsAcknowledgedAgain() {
        Request request = order(Type.CON, "order");
        peer.acknowledge(peer.takeResponse());
        responded.join();
        peer.send(request);

        assertThat(peer.take().getRawCode()).isZero();
        assertThat(peer.received()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Bc66CoapConstants.REQUEST_HOST,
                Bc66CoapConstants.REQUEST_PORT,
                Bc66CoapConstants.REQUEST_MESSAGE_ID
            })
    void aResponseWithoutTheHeadersOfTheRequestIsRefused(String missing) {
        Map<String, Object> headers = new HashMap<>(Map.of(
                Bc66CoapConstants.REQUEST_HOST,
                "127.0.0.1",
                Bc66CoapConstants.REQUEST_PORT,
                peer.port(),
                Bc66CoapConstants.REQUEST_MESSAGE_ID,
                1));
        headers.remove(missing);

        assertThat(send("operation=RESPOND", "x", headers).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(missing);
        assertThat(module().commands()).noneMatch(command -> command.startsWith("AT+QCOAPSEND"));
    }

    // RESPOND where it doesn't belong

    /** The route answers, and tells by failing that it was not to respond, too. */
    @ParameterizedTest
    @EnumSource(names = {"CON", "NON"})
    void respondFailsInARouteWithoutManualReply(Type type) {
        Request request = peer.sendRequest(type, Code.POST, "automatic", "coffee");
        Response response = peer.takeResponse();

        assertThat(response.getType()).isEqualTo(type == Type.CON ? Type.ACK : Type.NON);
        assertThat(response.getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertThat(failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("manualReply=true");
        assertOneResponse(request);
    }

    /** The other route is done with it before, so that the failure is not its. */
    @Test
    void respondFailsInASecondRouteWithoutManualReply() {
        Request request = peer.sendRequest(Type.CON, Code.POST, "handed", "coffee");
        Response response = peer.takeResponse();

        assertThat(response.getType()).isEqualTo(Type.ACK);
        assertThat(failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("manualReply=true");
        assertOneResponse(request);
    }

    @Test
    void aRequestIsAnsweredOnce() {
        Request request = order(Type.NON, "order");
        peer.takeResponse();
        Map<String, Object> headers = responded.join().getMessage().getHeaders();

        assertThat(send("operation=RESPOND", "again", headers).getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has been answered");
        assertOneResponse(request);
    }

    /** A reply to a later request tells that nothing else was on its way. */
    private void assertOneResponse(Request request) {
        Request other = peer.sendRequest(Type.CON, Code.GET, "nowhere", null);
        assertThat(peer.takeResponse().getToken()).isEqualTo(other.getToken());
        assertThat(peer.received())
                .filteredOn(message -> message.getToken().equals(request.getToken()))
                .hasSize(1);
    }

    private Throwable failure() {
        Exchange exchange = responded.join();
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, exchange.getException(), Throwable.class);
    }
}
