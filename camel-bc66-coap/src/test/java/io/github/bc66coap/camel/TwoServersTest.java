// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The client against two CoAP servers that share no code, so that no misreading of one passes for the protocol. */
class TwoServersTest extends RouteFixture {
    private enum Stack {
        CALIFORNIUM(CaliforniumServer::new),
        OPEN_COAP(OpenCoapServer::new);

        private final Supplier<PeerServer> server;

        Stack(Supplier<PeerServer> server) {
            this.server = server;
        }

        PeerServer start() {
            return server.get();
        }
    }

    @Override
    void configure(Bc66CoapConfiguration configuration) {
        configuration.setResponseTimeout(Duration.ofSeconds(20));
    }

    private Exchange to(PeerServer server, String options, Object body) {
        return template.request(
                uri("host=127.0.0.1&port=" + server.port() + "&" + options),
                exchange -> exchange.getMessage().setBody(body));
    }

    private static String code(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE, String.class);
    }

    @ParameterizedTest
    @EnumSource
    void aServerUnderstandsTheFourMethods(Stack stack) {
        try (PeerServer server = stack.start()) {
            assertThat(code(to(server, "uriPath=/store&method=PUT", "kept"))).isEqualTo("2.04");
            assertThat(text(to(server, "uriPath=/store", null))).isEqualTo("kept");
            Exchange created = to(server, "uriPath=/store", "more");
            assertThat(code(created)).isEqualTo("2.01");
            assertThat(created.getMessage().getHeader(Bc66CoapConstants.RESPONSE_OPTIONS, Map.class))
                    .containsEntry(8, List.of("store", "1"));
            assertThat(code(to(server, "uriPath=/store&method=DELETE", null))).isEqualTo("2.02");
            assertThat(to(server, "uriPath=/nowhere", null).getException())
                    .isInstanceOfSatisfying(
                            CoapResponseException.class,
                            failure -> assertThat(failure.getCode().toString()).isEqualTo("4.04"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerUnderstandsUriQueries(Stack stack) {
        try (PeerServer server = stack.start()) {
            assertThat(text(to(server, "uriPath=/query&uriQuery=RAW(a=1&b=2)", null)))
                    .isEqualTo("a=1|b=2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sixtyFourKibibytesUpAndDownAreIdentical(Stack stack) {
        try (PeerServer server = stack.start()) {
            byte[] body = random(64 * 1024);
            assertThat(code(to(server, "uriPath=/store&method=PUT", body))).isEqualTo("2.04");
            Exchange answer = to(server, "uriPath=/store", null);
            assertThat(code(answer)).isEqualTo("2.05");
            assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @EnumSource
    void bodiesThatEndWithAFullBlockOrAByteMoreArriveWhole(Stack stack) {
        try (PeerServer server = stack.start()) {
            for (int length : new int[] {16, 64, 512, 1024, 1536, 513, 1025, 1537}) {
                to(server, "uriPath=/store&method=PUT", random(length));
                Exchange answer = to(server, "uriPath=/store", null);
                assertThat(answer.getException()).isNull();
                assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(random(length));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlowResponseArrives(Stack stack) {
        try (PeerServer server = stack.start()) {
            assertThat(text(to(server, "uriPath=/slow", null))).isEqualTo("in time");
        }
    }

    @ParameterizedTest
    @EnumSource
    void separateResponsesArrive(Stack stack) {
        try (PeerServer server = stack.start()) {
            for (String type : new String[] {"CON", "NON", "CON"}) {
                Exchange exchange = to(server, "uriPath=/separate&uriQuery=" + type, null);
                assertThat(text(exchange)).isEqualTo("separate");
                assertThat(exchange.getMessage().getHeader(Bc66CoapConstants.RESPONSE_MESSAGE_TYPE, String.class))
                        .isEqualTo(type);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNonConfirmableRequestGetsANonConfirmableResponse(Stack stack) {
        try (PeerServer server = stack.start()) {
            Exchange exchange =
                    to(server, "uriPath=/query&uriQuery=a&method=GET&messageType=NON&awaitResponse=true", null);
            assertThat(text(exchange)).isEqualTo("a");
            assertThat(exchange.getMessage().getHeader(Bc66CoapConstants.RESPONSE_MESSAGE_TYPE, String.class))
                    .isEqualTo("NON");
        }
    }

    @ParameterizedTest
    @EnumSource
    void errorResponsesCarryThePayloadOfTheServer(Stack stack) {
        try (PeerServer server = stack.start()) {
            for (String code : new String[] {"4.00", "4.01", "4.03", "4.06", "4.12", "4.15", "5.00", "5.01", "5.03"}) {
                assertThat(to(server, "uriPath=/error&uriQuery=" + code, null).getException())
                        .isInstanceOfSatisfying(CoapResponseException.class, failure -> {
                            assertThat(failure.getCode()).hasToString(code);
                            assertThat(failure.getBody()).asString().isEqualTo("no such luck");
                        });
            }
            Exchange result = to(server, "uriPath=/error&uriQuery=4.03&throwExceptionOnFailure=false", null);
            assertThat(code(result)).isEqualTo("4.03");
            assertThat(text(result)).isEqualTo("no such luck");
        }
    }

    /** Whatever the size of the blocks, so it is asked for in smaller ones in vain. */
    @ParameterizedTest
    @EnumSource
    void aBodyTooLongForTheServerFailsWith413(Stack stack) {
        try (PeerServer server = stack.start()) {
            assertThat(to(server, "uriPath=/store&method=PUT", random(PeerServer.MAX_BODY + 1))
                            .getException())
                    .isInstanceOfSatisfying(CoapResponseException.class, failure -> assertThat(failure.getCode())
                            .hasToString("4.13"));
            assertThat(code(to(server, "uriPath=/store&method=PUT", "shorter"))).isEqualTo("2.04");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anObservationDeliversChangesUntilTheRouteStops(Stack stack) throws Exception {
        try (PeerServer server = stack.start()) {
            observe(server);
            awaitNews("one");
            server.change("two");
            awaitNews("one", "two");
            server.change("three");
            awaitNews("one", "two", "three");
            String large = "x".repeat(1500) + "y";
            server.change(large);
            awaitNews("one", "two", "three", large);
            context.getRouteController().stopRoute("observer");
            server.change("four");
            assertThat(server.observers()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anObservationEndsWithAnErrorOfTheServer(Stack stack) throws Exception {
        try (PeerServer server = stack.start()) {
            observe(server);
            awaitNews("one");
            server.vanish();
            await().untilAsserted(() -> assertThat(getMockEndpoint("mock:news").getReceivedExchanges())
                    .extracting(exchange -> exchange.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE))
                    .containsExactly("2.05", "4.04"));
            await().until(() -> server.observers() == 0);
        }
    }

    private void observe(PeerServer server) throws Exception {
        RouteBuilder.addRoutes(
                context, r -> r.from(uri("observe=true&host=127.0.0.1&port=" + server.port() + "&uriPath=/observed"))
                        .id("observer")
                        .to("mock:news"));
    }

    private void awaitNews(String... bodies) {
        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:news").getReceivedExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(String.class))
                .containsExactly(bodies));
    }
}
