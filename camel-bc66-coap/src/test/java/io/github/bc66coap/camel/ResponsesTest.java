// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.CONTENT;

/** The ways in which a request may be answered (RFC 7252 sections 4 and 5.2), and those in which it isn't. */
class ResponsesTest extends RouteFixture {
    private static final String GET = "uriPath=/r&awaitResponse=true&messageType=";
    private static final byte[] NOTHING = new byte[0];

    @Override
    void configure(Bc66CoapConfiguration configuration) {
        configuration.setResponseTimeout(Duration.ofMillis(700));
    }

    @Override
    void routes(RouteBuilder r) {
        r.from(uri("uriPath=/any")).to("mock:any");
        r.from(uri("events=RESPONSE")).autoStartup(false).id("events").to("mock:events");
    }

    /** The start of a module takes none of the time that a response has. */
    @BeforeEach
    void reachable() {
        awaitReady();
    }

    private Exchange get(String type) {
        return send(GET + type, null);
    }

    private void answeringSeparately(Type type) {
        peer.answering(request -> {
            if (request.isConfirmable()) {
                peer.acknowledge(request);
            }
            separate(request, type, "later");
        });
    }

    private void separate(Request request, Type type, String body) {
        peer.send(peer.separate(request, type, CONTENT, RawPeer.bytes(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CON", "NON"})
    void aPiggybackedResponseIsTheResult(String type) {
        peer.answering(request -> peer.piggyback(request, CONTENT, RawPeer.bytes("hi")));
        Exchange answer = get(type);

        assertThat(text(answer)).isEqualTo("hi");
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.RESPONSE_MESSAGE_TYPE))
                .isEqualTo("ACK");
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.RESPONSE_TOKEN))
                .isEqualTo(peer.requests().get(0).getTokenString());
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.RESPONSE_MESSAGE_ID))
                .isEqualTo(peer.requests().get(0).getMID());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CON", "NON"})
    void aSeparateConfirmableResponseIsAcknowledged(String type) {
        answeringSeparately(Type.CON);
        assertThat(text(get(type))).isEqualTo("later");
        assertThat(peer.take().getType()).isEqualTo(Type.ACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CON", "NON"})
    void aSeparateNonConfirmableResponseIsNotAcknowledged(String type) {
        answeringSeparately(Type.NON);
        assertThat(text(get(type))).isEqualTo("later");
        peer.answering(request -> peer.piggyback(request, CONTENT, NOTHING));
        get("CON");
        assertThat(peer.received()).allMatch(Request.class::isInstance);
    }

    @ParameterizedTest
    @EnumSource(names = {"CON", "NON"})
    @NotUnder(value = Quirk.REPEATED_RESPONSES, because = "it counts what is dropped, of which there is more")
    void aSeparateResponseMayOvertakeTheAcknowledgement(Type type) {
        peer.answering(request -> {
            separate(request, type, "overtaking");
            peer.acknowledge(request);
        });
        assertThat(text(get("CON"))).isEqualTo("overtaking");
        awaitCount(Counter.DROPPED_UNMATCHED_ACK, 1);
    }

    @Test
    void anAcknowledgementAloneIsNoResponse() {
        peer.answering(peer::acknowledge);

        assertThat(get("CON").getException())
                .isInstanceOf(CoapTimeoutException.class)
                .isInstanceOf(ExchangeTimedOutException.class);
        assertThat(count(Counter.REQUESTS_FAILED)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CON", "NON"})
    void aResetEndsARequest(String type) {
        peer.answering(peer::reset);

        assertThat(get(type).getException()).isInstanceOf(CoapResetException.class);
    }

    @Test
    void aNonConfirmableRequestAwaitsNoResponseByDefault() {
        assertThat(send("messageType=NON", "x").getException()).isNull();
        assertThat(peer.takeRequest().getType()).isEqualTo(Type.NON);
    }

    @Test
    @NotUnder(value = Quirk.REPEATED_RESPONSES, because = "it counts what is dropped, of which there is more")
    void copiesOfAResponseAreDroppedAndAcknowledgedAgain() throws Exception {
        CompletableFuture<Response> responded = new CompletableFuture<>();
        peer.answering(request -> {
            peer.acknowledge(request);
            Response response = peer.separate(request, Type.CON, CONTENT, RawPeer.bytes("once"));
            peer.send(response);
            responded.complete(response);
        });
        assertThat(text(get("CON"))).isEqualTo("once");
        assertThat(peer.take().getType()).isEqualTo(Type.ACK);
        for (int i = 0; i < 2; i++) {
            peer.send(responded.get());
            assertThat(peer.take().getType()).isEqualTo(Type.ACK);
        }
        awaitCount(Counter.DROPPED_DUPLICATE_RESPONSE, 2);
    }

    @Test
    @NotUnder(value = Quirk.REPEATED_RESPONSES, because = "it counts what is dropped, of which there is more")
    @NotUnder(
            value = Quirk.RESULT_MISSING,
            because = "the copy comes while the send is under way, and counts as a duplicate")
    void copiesOfAPiggybackedResponseAreDropped() {
        peer.answering(request -> {
            peer.piggyback(request, CONTENT, RawPeer.bytes("once"));
            peer.piggyback(request, CONTENT, RawPeer.bytes("twice"));
        });
        assertThat(text(get("CON"))).isEqualTo("once");
        awaitCount(Counter.DROPPED_UNMATCHED_ACK, 1);
    }

    /** The first request times out; its answer comes when the second one is under way. */
    @ParameterizedTest
    @EnumSource(names = {"CON", "NON"})
    void aLateSeparateResponseNeverAnswersALaterRequest(Type type) {
        CompletableFuture<Request> late = new CompletableFuture<>();
        peer.answering(request -> {
            if (late.complete(request)) {
                peer.acknowledge(request);
            } else {
                separate(late.join(), type, "late");
                peer.piggyback(request, CONTENT, RawPeer.bytes("in time"));
            }
        });
        assertThat(get("CON").getException()).isInstanceOf(CoapTimeoutException.class);

        assertThat(text(get("CON"))).isEqualTo("in time");
        awaitCount(Counter.DROPPED_UNWANTED_RESPONSE, 1);
    }

    @Test
    @NotUnder(value = Quirk.RESULT_MISSING, because = "the module retransmits before the first request times out")
    void aLatePiggybackedResponseNeverAnswersALaterRequest() {
        CompletableFuture<Request> late = new CompletableFuture<>();
        peer.answering(request -> {
            if (!late.complete(request)) {
                peer.piggyback(late.join(), CONTENT, RawPeer.bytes("late"));
                peer.piggyback(request, CONTENT, RawPeer.bytes("in time"));
            }
        });
        assertThat(get("CON").getException()).isInstanceOf(CoapTimeoutException.class);

        assertThat(text(get("CON"))).isEqualTo("in time");
        awaitCount(Counter.DROPPED_UNWANTED_RESPONSE, 1);
    }

    @Test
    void aLateResponseBecomesAnEventIfAConsumerWantsResponses() throws Exception {
        context.getRouteController().startRoute("events");
        CompletableFuture<Request> late = new CompletableFuture<>();
        peer.answering(late::complete);
        assertThat(get("CON").getException()).isInstanceOf(CoapTimeoutException.class);
        getMockEndpoint("mock:events").expectedBodiesReceived("late");
        getMockEndpoint("mock:events").expectedHeaderReceived(Bc66CoapConstants.EVENT, Bc66CoapEvent.RESPONSE);
        separate(late.join(), Type.CON, "late");

        getMockEndpoint("mock:events").assertIsSatisfied();
        assertThat(peer.take().getType()).isEqualTo(Type.ACK);
    }

    @Test
    void aResponseToAnAnsweredRequestIsRejected() {
        peer.answering(request -> peer.piggyback(request, CONTENT, NOTHING));
        get("CON");
        separate(peer.requests().get(0), Type.CON, "what?");

        assertThat(peer.take().getType()).isEqualTo(Type.RST);
        awaitCount(Counter.DROPPED_UNWANTED_RESPONSE, 1);
    }

    @Test
    @NotUnder(value = Quirk.REPEATED_RESPONSES, because = "it counts what is dropped, of which there is more")
    void responsesOfOtherPeersAnswerNothing() {
        try (RawPeer stranger = new RawPeer()) {
            peer.answering(request -> {
                stranger.towards(module().coapAddress());
                stranger.piggyback(request, CONTENT, RawPeer.bytes("forged"));
                stranger.send(stranger.separate(request, Type.CON, CONTENT, RawPeer.bytes("forged")));
                peer.piggyback(request, CONTENT, RawPeer.bytes("true"));
            });
            assertThat(text(get("CON"))).isEqualTo("true");
            assertThat(stranger.take().getType()).isEqualTo(Type.RST);
            awaitCount(Counter.DROPPED_UNMATCHED_ACK, 1);
        }
    }

    @Test
    void errorResponsesAreExceptionsUnlessSwitchedOff() {
        peer.answering(request -> {
            Response response = RawPeer.piggybacked(request, ResponseCode.FORBIDDEN, RawPeer.bytes("no"));
            response.getOptions().setContentFormat(0);
            peer.send(response);
        });
        assertThat(get("CON").getException()).isInstanceOfSatisfying(CoapResponseException.class, failure -> {
            assertThat(failure.getCode().toString()).isEqualTo("4.03");
            assertThat(failure.getBody()).isEqualTo(RawPeer.bytes("no"));
            assertThat(failure.getOptions().contentFormat()).hasValue(0);
        });
        Exchange answer = send("throwExceptionOnFailure=false", null);
        assertThat(text(answer)).isEqualTo("no");
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE))
                .isEqualTo("4.03");
    }

    @Test
    void aMessageIdIsNotUsedTwice() {
        peer.answering(request -> peer.piggyback(request, CONTENT, NOTHING));
        var headers =
                java.util.Map.<String, Object>of(Bc66CoapConstants.MESSAGE_ID, 4711, Bc66CoapConstants.TOKEN, "CAFE");
        assertThat(send("", null, headers).getException()).isNull();
        assertThat(peer.requests().get(0).getMID()).isEqualTo(4711);
        assertThat(peer.requests().get(0).getTokenBytes()).asHexString().isEqualTo("CAFE");

        assertThat(send("", null, headers).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4711");
    }
}
