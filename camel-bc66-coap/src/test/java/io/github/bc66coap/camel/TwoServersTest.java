/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.mbed.coap.packet.BlockSize;
import com.mbed.coap.packet.CoapResponse;
import com.mbed.coap.packet.Code;
import com.mbed.coap.packet.Opaque;
import com.mbed.coap.server.CoapServer;
import com.mbed.coap.server.RouterService;
import com.mbed.coap.server.observe.ObserversManager;
import com.mbed.coap.transport.udp.DatagramSocketTransport;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.junit5.Bc66Extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The client against two CoAP servers that share no code, so that no misreading of one passes for the protocol. */
class TwoServersTest extends RouteFixture {
    @RegisterExtension
    static final Bc66Extension MODULE =
            Bc66Extension.with(module -> module.pty().address(Loopback.address("5.9")));

    /** The same resources on both. */
    private interface Server extends AutoCloseable {
        int port();

        /** Changes what is observed. */
        void change(String to);

        int observers();

        @Override
        void close();
    }

    private static final class Californium implements Server {
        private final AtomicReference<byte[]> stored = new AtomicReference<>(new byte[0]);
        private volatile String state = "one";
        private final org.eclipse.californium.core.CoapResource observed =
                new org.eclipse.californium.core.CoapResource("observed") {
                    @Override
                    public void handleGET(org.eclipse.californium.core.server.resources.CoapExchange exchange) {
                        exchange.respond(state);
                    }
                };
        private final Cloud cloud;

        Californium() {
            observed.setObservable(true);
            cloud = new Cloud(512)
                    .on("store", this::store)
                    .on(
                            "query",
                            exchange -> exchange.respond(
                                    ResponseCode.CONTENT,
                                    String.join(
                                            "|", exchange.getRequestOptions().getUriQuery())))
                    .on("slow", exchange -> {
                        exchange.accept();
                        exchange.respond(ResponseCode.CONTENT, "separate");
                    })
                    .with(observed);
        }

        private void store(org.eclipse.californium.core.server.resources.CoapExchange exchange) {
            switch (exchange.getRequestCode()) {
                case GET -> exchange.respond(ResponseCode.CONTENT, stored.get(), 42);
                case PUT -> {
                    stored.set(exchange.getRequestPayload());
                    exchange.respond(ResponseCode.CHANGED);
                }
                case POST -> {
                    exchange.setLocationPath("store/1");
                    exchange.respond(ResponseCode.CREATED);
                }
                default -> exchange.respond(ResponseCode.DELETED);
            }
        }

        @Override
        public int port() {
            return cloud.port();
        }

        @Override
        public void change(String to) {
            state = to;
            observed.changed();
        }

        @Override
        public int observers() {
            return observed.getObserverCount();
        }

        @Override
        public void close() {
            cloud.close();
        }
    }

    private static final class OpenCoap implements Server {
        private final AtomicReference<Opaque> stored = new AtomicReference<>(Opaque.EMPTY);
        private final ObserversManager observers = new ObserversManager();
        private final CoapServer server;
        private volatile String state = "one";

        OpenCoap() {
            server = CoapServer.builder()
                    .transport(new DatagramSocketTransport(0))
                    .blockSize(BlockSize.S_512)
                    .maxIncomingBlockTransferSize(128 * 1024)
                    .route(RouterService.builder()
                            .get("/store", request -> done(CoapResponse.ok(stored.get())))
                            .put("/store", request -> {
                                stored.set(request.getPayload());
                                return done(CoapResponse.coapResponse(Code.C204_CHANGED));
                            })
                            .post(
                                    "/store",
                                    request -> done(CoapResponse.coapResponse(Code.C201_CREATED)
                                            .locationPath("store/1")))
                            .delete("/store", request -> done(CoapResponse.coapResponse(Code.C202_DELETED)))
                            .get(
                                    "/query",
                                    request -> done(CoapResponse.ok(
                                            request.options().getUriQuery().replace('&', '|'))))
                            .get(
                                    "/slow",
                                    request -> CompletableFuture.supplyAsync(
                                            () -> CoapResponse.of(Code.C205_CONTENT, "separate"),
                                            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS)))
                            .get("/observed", observers.then(request -> done(CoapResponse.ok(state)))))
                    .build();
            observers.init(server);
            try {
                server.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static CompletableFuture<CoapResponse> done(CoapResponse.Builder response) {
            return CompletableFuture.completedFuture(response.build());
        }

        @Override
        public int port() {
            return server.getLocalSocketAddress().getPort();
        }

        @Override
        public void change(String to) {
            state = to;
            observers.sendObservation("/observed", request -> done(CoapResponse.ok(to)));
        }

        @Override
        public int observers() {
            return observers.size();
        }

        @Override
        public void close() {
            server.stop();
        }
    }

    static Stream<Arguments> servers() {
        return Stream.<Arguments>of(
                Arguments.of(Named.<Supplier<Server>>of("Californium", Californium::new)),
                Arguments.of(Named.<Supplier<Server>>of("open-coap", OpenCoap::new)));
    }

    @Override
    VirtualBc66 module() {
        return MODULE.modem();
    }

    private Exchange to(Server server, String options, Object body) {
        return template.request(
                uri("host=127.0.0.1&port=" + server.port() + "&" + options),
                exchange -> exchange.getMessage().setBody(body));
    }

    private static String code(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE, String.class);
    }

    @ParameterizedTest
    @MethodSource("servers")
    void theFourMethods(Supplier<Server> servers) {
        try (Server server = servers.get()) {
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
    @MethodSource("servers")
    void optionsAreUnderstood(Supplier<Server> servers) {
        try (Server server = servers.get()) {
            assertThat(text(to(server, "uriPath=/query&uriQuery=RAW(a=1&b=2)", null)))
                    .isEqualTo("a=1|b=2");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void sixtyFourKibibytesUpAndDownAreIdentical(Supplier<Server> servers) {
        try (Server server = servers.get()) {
            byte[] body = random(64 * 1024);
            assertThat(code(to(server, "uriPath=/store&method=PUT", body))).isEqualTo("2.04");
            Exchange answer = to(server, "uriPath=/store", null);
            assertThat(code(answer)).isEqualTo("2.05");
            assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void bodiesThatEndWithAFullBlockEnd(Supplier<Server> servers) {
        try (Server server = servers.get()) {
            for (int length : new int[] {16, 64, 512, 1024, 1536}) {
                to(server, "uriPath=/store&method=PUT", random(length));
                Exchange answer = to(server, "uriPath=/store", null);
                assertThat(answer.getException()).isNull();
                assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(random(length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void aSlowAnswer(Supplier<Server> servers) {
        try (Server server = servers.get()) {
            assertThat(text(to(server, "uriPath=/slow", null))).isEqualTo("separate");
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void anObservation(Supplier<Server> servers) throws Exception {
        try (Server server = servers.get()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri("observe=true&host=127.0.0.1&port=" + server.port() + "&uriPath=/observed"))
                            .id("observer")
                            .to("mock:news");
                }
            });
            awaitNews("one");
            server.change("two");
            awaitNews("one", "two");
            server.change("three");
            awaitNews("one", "two", "three");
            context.getRouteController().stopRoute("observer");
            server.change("four");
            assertThat(server.observers()).isZero();
        }
    }

    private void awaitNews(String... bodies) {
        await().untilAsserted(() -> assertThat(getMockEndpoint("mock:news").getReceivedExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(String.class))
                .containsExactly(bodies));
    }
}
