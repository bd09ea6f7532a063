// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.CHANGED;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.CONTENT;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.INTERNAL_SERVER_ERROR;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.METHOD_NOT_ALLOWED;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.NOT_FOUND;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.SERVICE_UNAVAILABLE;

/** Requests from the network, and what their senders get. */
class RequestsTest extends RouteFixture {
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    void routes(RouteBuilder r) {
        r.onException(IllegalStateException.class).handled(false).log("failed on purpose");
        r.from(uri("uriPath=/a&methods=GET,PUT")).to("mock:seen").setBody(r.constant("exact"));
        r.from(uri("uriPath=/a/*")).setBody(r.constant("prefix"));
        r.from(uri("uriPath=/a/b/c")).setBody(r.constant("deep"));
        r.from(uri("uriPath=/a&methods=DELETE")).setBody(r.constant("other method"));
        r.from(uri("uriPath=/defaults")).setBody(r.constant((Object) null));
        r.from(uri("uriPath=/code"))
                .setBody(r.constant("made"))
                .setHeader(Bc66CoapConstants.REPLY_CODE, r.constant("2.01"));
        r.from(uri("uriPath=/fails")).throwException(new IllegalStateException("inside"));
        r.from(uri("uriPath=/tells&muteException=false")).throwException(new IllegalStateException("the reason"));
        r.from(uri("uriPath=/nonsense")).setHeader(Bc66CoapConstants.REPLY_CODE, r.constant("abc"));
        r.from(uri("uriPath=/inonly"))
                .setBody(r.constant("unsaid"))
                .process(exchange -> exchange.setPattern(ExchangePattern.InOnly));
        r.from(uri("uriPath=/slow&separateAfter=50ms")).process(exchange -> open.await(10, TimeUnit.SECONDS));
        r.from(uri("uriPath=/never&separateAfter=50ms&replyTimeout=200ms"))
                .process(exchange -> open.await(10, TimeUnit.SECONDS));
    }

    @BeforeEach
    void reachable() {
        awaitReady();
    }

    @AfterEach
    void let() {
        open.countDown();
    }

    private Response ask(Code code, String path) {
        peer.sendRequest(Type.CON, code, path, null);
        return peer.takeResponse();
    }

    @Test
    void aConfirmableRequestIsAnsweredInItsAcknowledgement() {
        Request request = peer.sendRequest(Type.CON, Code.GET, "a", null);
        Response response = peer.takeResponse();

        assertThat(response.getType()).isEqualTo(Type.ACK);
        assertThat(response.getMID()).isEqualTo(request.getMID());
        assertThat(response.getToken()).isEqualTo(request.getToken());
        assertThat(response.getCode()).isEqualTo(CONTENT);
        assertThat(response.getPayloadString()).isEqualTo("exact");
    }

    @Test
    void aNonConfirmableRequestGetsANonConfirmableResponse() {
        Request request = peer.sendRequest(Type.NON, Code.GET, "a", null);
        Response response = peer.takeResponse();

        assertThat(response.getType()).isEqualTo(Type.NON);
        assertThat(response.getToken()).isEqualTo(request.getToken());
    }

    @Test
    void aRequestWithoutATokenIsAnsweredWithoutAToken() {
        Request request = peer.request(Type.CON, Code.GET, "a", null);
        request.setToken(org.eclipse.californium.core.coap.Token.EMPTY);
        peer.send(request);

        assertThat(peer.takeResponse().getTokenBytes()).isEmpty();
    }

    @Test
    void aCopyOfARequestGetsTheSameReplyAndReachesNoRoute() throws Exception {
        Request request = peer.request(Type.CON, Code.GET, "a", null);
        for (int i = 0; i < 3; i++) {
            Response response = peer.ask(request);
            assertThat(response.getMID()).isEqualTo(request.getMID());
            assertThat(response.getPayloadString()).isEqualTo("exact");
        }
        assertThat(getMockEndpoint("mock:seen").getReceivedCounter()).isOne();
        assertThat(count(Counter.DROPPED_DUPLICATE_REQUEST)).isEqualTo(2);
        assertThat(count(Counter.REQUESTS_RECEIVED)).isOne();
    }

    @Test
    void aCopyOfANonConfirmableRequestIsNotAnswered() {
        Request request = peer.sendRequest(Type.NON, Code.GET, "a", null);
        peer.send(request);
        peer.takeResponse();
        ask(Code.GET, "a");

        assertThat(peer.received()).hasSize(2);
        assertThat(count(Counter.DROPPED_DUPLICATE_REQUEST)).isOne();
    }

    @ParameterizedTest
    @CsvSource({"a,exact", "a/x,prefix", "a/b,prefix", "a/b/c,deep", "a/b/c/d,prefix"})
    void theMostSpecificConsumerWins(String path, String body) {
        assertThat(ask(Code.GET, path).getPayloadString()).isEqualTo(body);
    }

    @Test
    void consumersOfOnePathShareItsMethods() {
        assertThat(ask(Code.DELETE, "a").getPayloadString()).isEqualTo("other method");
        // nobody takes it there, but somebody takes it from there on
        assertThat(ask(Code.POST, "a").getPayloadString()).isEqualTo("prefix");
    }

    @Test
    void unknownPathsAreAnswered404() {
        assertThat(ask(Code.GET, "b").getCode()).isEqualTo(NOT_FOUND);
        assertThat(ask(Code.GET, "ab").getCode()).isEqualTo(NOT_FOUND);
        assertThat(ask(Code.GET, "").getCode()).isEqualTo(NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({"GET,CONTENT", "POST,CHANGED", "PUT,CHANGED", "DELETE,DELETED"})
    void theDefaultCodeFollowsFromTheMethod(Code method, ResponseCode code) {
        Response response = ask(method, "defaults");

        assertThat(response.getCode()).isEqualTo(code);
        assertThat(response.getPayload()).isEmpty();
    }

    @Test
    void aRouteMaySetTheResponseCode() {
        assertThat(ask(Code.POST, "code").getCode()).isEqualTo(ResponseCode.CREATED);
    }

    @ParameterizedTest
    @CsvSource({"fails,''", "tells,the reason", "nonsense,''"})
    void aFailedRouteIsAnswered500(String path, String body) {
        Response response = ask(Code.GET, path);

        assertThat(response.getCode()).isEqualTo(INTERNAL_SERVER_ERROR);
        assertThat(response.getPayloadString()).isEqualTo(body);
    }

    @Test
    void anInOnlyRequestIsAnsweredWithoutAPayload() {
        Response response = ask(Code.POST, "inonly");

        assertThat(response.getCode()).isEqualTo(CHANGED);
        assertThat(response.getPayload()).isEmpty();
    }

    @Test
    @NotUnder(value = Quirk.REPEATED_RESPONSES, because = "it counts what is dropped, of which there is more")
    void theReplyOfASlowRouteFollowsSeparately() {
        Request request = peer.sendRequest(Type.CON, Code.GET, "slow", null);
        var ack = peer.take();
        assertThat(ack.getRawCode()).isZero();
        assertThat(ack.getMID()).isEqualTo(request.getMID());
        peer.send(request);
        assertThat(peer.take().getRawCode()).as("a copy is acknowledged again").isZero();
        open.countDown();
        Response response = peer.takeResponse();

        assertThat(response.getType()).isEqualTo(Type.CON);
        assertThat(response.getMID()).isNotEqualTo(request.getMID());
        assertThat(response.getToken()).isEqualTo(request.getToken());
        peer.acknowledge(response);
        ask(Code.GET, "a");
        assertThat(count(Counter.DROPPED_UNMATCHED_ACK)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"CON", "NON"})
    void aRouteThatTakesTooLongIsAnswered503(Type type) {
        Request request = peer.sendRequest(type, Code.GET, "never", null);
        if (type == Type.CON) {
            assertThat(peer.take().getRawCode()).isZero();
        }
        Response response = peer.takeResponse();
        assertThat(response.getCode()).isEqualTo(SERVICE_UNAVAILABLE);
        assertThat(response.getType()).isEqualTo(type);
        assertThat(response.getToken()).isEqualTo(request.getToken());
        open.countDown();
        peer.acknowledge(response);
        ask(Code.GET, "a");
        assertThat(peer.received()).as("its late result is nobody's").hasSize(type == Type.CON ? 3 : 2);
    }

    @Test
    void everyHeaderOfARequestIsSet() throws Exception {
        Request request = peer.request(Type.CON, Code.PUT, "a", "<x/>");
        request.getOptions().setUriQuery("k=v&l").setContentFormat(41).setObserve(0);
        MockEndpoint seen = getMockEndpoint("mock:seen");
        seen.expectedBodiesReceived("<x/>");
        seen.message(0).exchangePattern().isEqualTo(ExchangePattern.InOut);
        peer.send(request);
        peer.takeResponse();
        seen.assertIsSatisfied();

        Map<String, Object> headers = seen.getExchanges().get(0).getMessage().getHeaders();
        assertThat(headers)
                .containsEntry(Bc66CoapConstants.EVENT, Bc66CoapEvent.REQUEST)
                .containsEntry(Bc66CoapConstants.REQUEST_METHOD, "PUT")
                .containsEntry(Bc66CoapConstants.REQUEST_MESSAGE_TYPE, "CON")
                .containsEntry(Bc66CoapConstants.REQUEST_MESSAGE_ID, request.getMID())
                .containsEntry(Bc66CoapConstants.REQUEST_TOKEN, request.getTokenString())
                .containsEntry(Bc66CoapConstants.REQUEST_URI_PATH, "/a")
                .containsEntry(Bc66CoapConstants.REQUEST_URI_QUERY, "k=v&l")
                .containsEntry(Bc66CoapConstants.REQUEST_CONTENT_FORMAT, 41)
                .containsEntry(Bc66CoapConstants.REQUEST_OBSERVE, 0)
                .containsEntry(Bc66CoapConstants.REQUEST_HOST, "127.0.0.1")
                .containsEntry(Bc66CoapConstants.REQUEST_PORT, peer.port())
                .containsEntry(
                        Bc66CoapConstants.REQUEST_OPTIONS,
                        Map.of(6, List.of("0"), 11, List.of("a"), 12, List.of("41"), 15, List.of("k=v", "l")))
                .containsEntry("Content-Type", "application/xml")
                .containsEntry(Bc66CoapConstants.DEVICE, module().device());
    }

    @Test
    void aSuspendedConsumerAnswers503UntilResumed() throws Exception {
        String route = context.getRoutes().get(2).getRouteId();
        context.getRouteController().suspendRoute(route);
        assertThat(ask(Code.GET, "a/b/c").getCode()).isEqualTo(SERVICE_UNAVAILABLE);
        context.getRouteController().resumeRoute(route);
        assertThat(ask(Code.GET, "a/b/c").getCode()).isEqualTo(CONTENT);
    }

    @Test
    void aStoppedConsumerTakesNoMoreRequests() throws Exception {
        context.getRouteController().stopRoute(context.getRoutes().get(3).getRouteId());
        assertThat(ask(Code.DELETE, "a").getPayloadString()).isEqualTo("prefix");
        context.getRouteController().stopRoute(context.getRoutes().get(1).getRouteId());
        assertThat(ask(Code.DELETE, "a").getCode()).isEqualTo(METHOD_NOT_ALLOWED);
    }

    @Test
    @NotUnder(value = Quirk.REPEATED_RESPONSES, because = "it counts what is dropped, of which there is more")
    void aRejectedSeparateReplyDisturbsNoLaterRequest() {
        Request request = peer.sendRequest(Type.CON, Code.GET, "slow", null);
        peer.take();
        open.countDown();
        peer.reset(peer.takeResponse());

        assertThat(ask(Code.GET, "a").getCode()).isEqualTo(CONTENT);
        assertThat(count(Counter.DROPPED_UNMATCHED_ACK)).isZero();
    }
}
