// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.InflightRepository;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.camel.support.LoggingExceptionHandler;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.modem.api.Counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What fails without being an exception ends its request, too, and nothing but that. */
class RouteErrorsTest extends RouteTestSupport {
    /** What the beans of the registry throw. */
    private volatile Error thrown;

    private static Stream<Error> errors() {
        return Stream.of(
                new AssertionError("expected"), new StackOverflowError("expected"), new OutOfMemoryError("expected"));
    }

    /** One thread and no place: what doesn't end keeps the next request out. */
    private void serve(Routes routes) throws Exception {
        oneRequestAtATime();
        serve(1, routes);
    }

    /** An endpoint that sends to a server which answers. */
    private String toServer() {
        cloud().on("b", exchange -> exchange.respond(ResponseCode.CONTENT, "x"));
        return sandbox.toCloud("uriPath=b");
    }

    private static Processor failing(Error error) {
        return exchange -> {
            throw error;
        };
    }

    /** Calls nobody back. */
    private static Processor failingAsynchronously(Error error) {
        return new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                throw error;
            }
        };
    }

    /** Each is answered well before its replyTimeout, which ends in 5.03. */
    private void assertFails() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(get("/a").getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
            assertFreed();
        }
        assertThat(count(Counter.REQUESTS_REFUSED)).isZero();
        assertThat(getMockEndpoint("mock:never").getReceivedCounter()).isZero();
    }

    /** A stop would wait for what is in flight. */
    private void assertFreed() {
        InflightRepository inflight = context.getInflightRepository();
        await().untilAsserted(() -> {
            assertThat(inflight.size()).isZero();
            assertThat(context.getRoutes()).allSatisfy(route -> assertThat(inflight.size(route.getRouteId()))
                    .isZero());
        });
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfAStepIsAnswered500(Error error) throws Exception {
        serve(r -> r.from(sandbox.uri("uriPath=/a")).process(failing(error)).to("mock:never"));
        assertFails();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorThrownByAnAsynchronousStepIsAnswered500(Error error) throws Exception {
        serve(r -> r.from(sandbox.uri("uriPath=/a"))
                .process(failingAsynchronously(error))
                .to("mock:never"));
        assertFails();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfAStepBehindAnErrorHandlerIsAnswered500(Error error) throws Exception {
        serve(r -> {
            r.errorHandler(r.defaultErrorHandler());
            r.from(sandbox.uri("uriPath=/a")).process(failing(error));
        });
        assertFails();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorReportedByAnAsynchronousStepIsAnswered500(Error error) throws Exception {
        serve(r -> r.from(sandbox.uri("uriPath=/a")).process(new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                CompletableFuture.runAsync(
                        () -> {
                            exchange.setException(error);
                            callback.done(false);
                        },
                        RouteTestSupport::inItsOwnThread);
                return false;
            }
        }));
        assertFails();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfAStepBehindASendIsAnswered500(Error error) throws Exception {
        String send = toServer();
        serve(r -> {
            r.from(sandbox.uri("uriPath=/a")).to("direct:further");
            r.from("direct:further").to(send).process(failing(error)).to("mock:never");
        });
        assertFails();
    }

    /** The step runs on no thread of the consumer. */
    @ParameterizedTest
    @MethodSource("errors")
    void anErrorThrownByAnAsynchronousStepBehindASendIsAnswered500(Error error) throws Exception {
        String send = toServer();
        serve(r -> r.from(sandbox.uri("uriPath=/a"))
                .to(send)
                .process(failingAsynchronously(error))
                .to("mock:never"));
        assertFails();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorWhileAReplyBodyIsReadIsAnswered500(Error error) throws Exception {
        serve(r -> r.from(sandbox.uri("uriPath=/a"))
                .process(exchange -> exchange.getMessage().setBody(new InputStream() {
                    @Override
                    public int read() {
                        throw error;
                    }
                })));
        assertFails();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfAHeaderFilterStrategyIsAnswered500(Error error) throws Exception {
        thrown = error;
        serve(r -> r.from(sandbox.uri("uriPath=/a", "headerFilterStrategy=#failing"))
                .setBody(r.constant("never")));
        assertFails();
    }

    @ParameterizedTest
    @MethodSource("errors")
    void anErrorOfAnExceptionHandlerIsAnswered500(Error error) throws Exception {
        thrown = error;
        serve(r -> r.from(sandbox.uri("uriPath=/a", "exceptionHandler=#failingHandler"))
                .throwException(new IllegalStateException("expected")));
        assertFails();
    }

    /** Camel takes over the result of a copy in which it has seen no error. */
    @ParameterizedTest
    @ValueSource(strings = {"enrich", "multicast", "recipientList", "behind enrich", "behind multicast"})
    void anErrorInACopyOfTheExchangeIsAnswered500(String way) throws Exception {
        String send = toServer();
        Processor failing = failing(new AssertionError("expected"));
        serve(r -> {
            RouteDefinition route = r.from(sandbox.uri("uriPath=/a"));
            switch (way) {
                case "enrich" -> route.enrich("direct:failing");
                case "multicast" -> route.multicast().to("direct:failing", "direct:working");
                case "recipientList" -> route.recipientList(r.constant("direct:failing,direct:working"));
                case "behind enrich" -> route.enrich(send).process(failing);
                default -> route.multicast().to(send, send).end().process(failing);
            }
            r.from("direct:failing").process(failing);
            r.from("direct:working").to("mock:working");
        });
        assertFails();
    }

    @ParameterizedTest
    @ValueSource(strings = {"doTry", "doTry in a copy", "doTry behind a send"})
    void anErrorThatTheRouteCatchesIsNoFailure(String way) throws Exception {
        String send = toServer();
        Processor failing = failing(new AssertionError("expected"));
        serve(r -> {
            RouteDefinition route = r.from(sandbox.uri("uriPath=/a"));
            switch (way) {
                case "doTry" ->
                    route.doTry().process(failing).doCatch(AssertionError.class).end();
                case "doTry in a copy" ->
                    route.multicast()
                            .doTry()
                            .to(send)
                            .process(failing)
                            .doCatch(AssertionError.class)
                            .end()
                            .end();
                default ->
                    route.doTry()
                            .to(send)
                            .process(failing)
                            .doCatch(AssertionError.class)
                            .end();
            }
            route.setBody(r.constant("caught"));
        });
        Response response = get("/a");
        assertThat(response.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(response.getPayloadString()).isEqualTo("caught");
        assertFreed();
    }

    @Test
    void anErrorInTheRouteOfAnEventFreesTheExchange() throws Exception {
        routes(r -> r.from(sandbox.uri("events=RECOVERED"))
                .to("mock:events")
                .process(failing(new AssertionError("expected"))));
        sandbox.forgetLines(0);
        getMockEndpoint("mock:events").expectedMessageCount(2);
        module().recovered(0);
        module().recovered(0);
        getMockEndpoint("mock:events").assertIsSatisfied();
        assertFreed();
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("failing", new DefaultHeaderFilterStrategy() {
            @Override
            public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
                throw thrown;
            }
        });
        registry.bind("failingHandler", new LoggingExceptionHandler(null, RouteErrorsTest.class) {
            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                throw thrown;
            }
        });
    }
}
