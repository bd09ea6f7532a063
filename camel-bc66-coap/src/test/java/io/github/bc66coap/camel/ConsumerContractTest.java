// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.logging.log4j.Level;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.simulator.testkit.LogRecorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a consumer's options promise, beyond the mapping of requests and replies. */
class ConsumerContractTest extends RouteTestSupport {
    private final List<Throwable> handled = new CopyOnWriteArrayList<>();

    /** With error handlers of its own, as users have them. */
    private void usual(Routes routes) throws Exception {
        context.start();
        RouteBuilder.addRoutes(context, routes::configure);
        sandbox.awaitReady(1);
    }

    // which events

    @ParameterizedTest
    @ValueSource(strings = {"uriPath=/a", "methods=GET", "uriPath=/a/*"})
    void aConsumerOfCertainRequestsGetsNoStrayResponses(String option) throws Exception {
        routes(r -> r.from(sandbox.uri(option)).to("mock:events"));
        sandbox.awaitReady(option.equals("uriPath=/a") ? 1 : 0);
        try (RawPeer peer = new RawPeer().towards(module().coapAddress())) {
            Request any = peer.request(Type.CON, Code.GET, "a", null);
            peer.send(peer.separate(any, Type.CON, ResponseCode.CONTENT, RawPeer.bytes("stray")));
            // nobody here knows what it is about
            assertThat(peer.take().getType()).isEqualTo(Type.RST);
        }
        assertThat(getMockEndpoint("mock:events").getReceivedCounter()).isZero();
        assertThat(count(Counter.DROPPED_UNWANTED_RESPONSE)).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "uriPath=/a&events=REQUEST,RESPONSE", "uriPath=/a&events=RESPONSE"})
    void aConsumerThatWantsResponsesGetsStrayResponses(String options) throws Exception {
        routes(r -> r.from(sandbox.uri(options)).to("mock:events"));
        sandbox.awaitReady(options.contains("REQUEST") ? 1 : 0);
        try (RawPeer peer = new RawPeer().towards(module().coapAddress())) {
            Request any = peer.request(Type.CON, Code.GET, "a", null);
            peer.send(peer.separate(any, Type.CON, ResponseCode.CONTENT, RawPeer.bytes("stray")));
            assertThat(peer.take().getType()).isEqualTo(Type.ACK);
        }
        await().until(() -> getMockEndpoint("mock:events").getReceivedCounter() == 1);
    }

    @Test
    void eventsWithAsynchronousStepsAreInOrderOfArrival() throws Exception {
        List<String> done = new CopyOnWriteArrayList<>();
        List<AsyncCallback> underWay = new CopyOnWriteArrayList<>();
        serve(0, r -> r.from(sandbox.uri("events=RESPONSE"))
                .process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        if (!exchange.getMessage().getBody(String.class).equals("first")) {
                            callback.done(true);
                            return true;
                        }
                        underWay.add(callback);
                        return false;
                    }
                })
                .process(exchange -> done.add(exchange.getMessage().getBody(String.class))));
        try (RawPeer peer = new RawPeer().towards(module().coapAddress())) {
            Request any = peer.request(Type.CON, Code.GET, "a", null);
            for (String body : List.of("first", "second", "third")) {
                peer.send(peer.separate(any, Type.CON, ResponseCode.CONTENT, RawPeer.bytes(body)));
                peer.take();
            }
        }
        await().until(() -> underWay.size() == 1);
        assertThat(done).isEmpty();
        underWay.get(0).done(false);
        await().until(() -> done.size() == 3);
        assertThat(done).containsExactly("first", "second", "third");
    }

    /** The shutdown strategy asks. */
    @Test
    void waitingEventsCountAsPendingExchanges() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        serve(0, r -> r.from(sandbox.uri("events=RECOVERED"))
                .routeId("a")
                .process(exchange -> release.get())
                .to("mock:events"));
        for (int i = 0; i < 3; i++) {
            module().recovered(0);
        }
        Bc66CoapConsumer listening = (Bc66CoapConsumer) context.getRoute("a").getConsumer();
        await().until(() -> listening.getPendingExchangesSize() == 2);
        release.complete(null);
        await().until(() -> getMockEndpoint("mock:events").getReceivedCounter() == 3);
        assertThat(listening.getPendingExchangesSize()).isZero();
    }

    // exchange pattern

    @Test
    void anInOnlyRequestIsAnsweredWithoutAPayload() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "exchangePattern=InOnly"))
                .setBody(r.constant("not for the peer")));
        Response response = get("/a");
        assertThat(response.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(response.getPayloadSize()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "uriPath=/a,InOut",
        "uriPath=/a&exchangePattern=InOut,InOut",
        "uriPath=/a&exchangePattern=InOnly,InOnly",
        "uriPath=/a&manualReply=true,InOnly",
        "uriPath=/a&manualReply=true&exchangePattern=InOut,InOut"
    })
    void requestsHaveTheExchangePatternOfTheirOptions(String options, ExchangePattern pattern) throws Exception {
        CompletableFuture<ExchangePattern> seen = new CompletableFuture<>();
        serve(1, r -> r.from(sandbox.uri(options)).process(exchange -> seen.complete(exchange.getPattern())));
        sendGet("/a");
        assertThat(seen.get(30, TimeUnit.SECONDS)).isEqualTo(pattern);
    }

    @ParameterizedTest
    @CsvSource({"'',InOnly", "exchangePattern=InOut,InOut"})
    void eventsAreInOnlyUnlessThePatternIsSet(String option, ExchangePattern pattern) throws Exception {
        CompletableFuture<ExchangePattern> seen = new CompletableFuture<>();
        routes(r -> r.from(sandbox.uri("events=RECOVERED", option))
                .process(exchange -> seen.complete(exchange.getPattern())));
        sandbox.forgetLines(0);
        module().recovered(0);
        assertThat(seen.get(30, TimeUnit.SECONDS)).isEqualTo(pattern);
    }

    // failures

    @ParameterizedTest
    @CsvSource({"x,1023", "x,1024", "x,1025", "ä,512", "ä,513", "€,342", "𝄞,300"})
    void anErrorMessageTooLongForAReplyIsCutBetweenCharacters(String character, int count) throws Exception {
        String message = character.repeat(count);
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "muteException=false"))
                .throwException(new IllegalStateException(message)));
        Response response = get("/a");
        assertThat(response.getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        String text = new String(response.getPayload(), StandardCharsets.UTF_8);
        int size = character.getBytes(StandardCharsets.UTF_8).length;
        assertThat(text).isEqualTo(character.repeat(Math.min(count, 1024 / size)));
    }

    @Test
    void aBridgedFailureOfTheRouteIsHandledOnce() throws Exception {
        usual(r -> {
            r.onException(IllegalStateException.class).process(this::remember).maximumRedeliveries(0);
            r.from(sandbox.uri("uriPath=/a", "bridgeErrorHandler=true"))
                    .throwException(new IllegalStateException("expected"));
        });
        assertThat(get("/a").getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        // nothing comes later either: the next request is answered after whatever the first one has left behind
        assertThat(get("/a").getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertThat(handled).hasSize(2);
    }

    @Test
    void theResultOfTheErrorHandlerAnswersABridgedFailure() throws Exception {
        usual(r -> {
            r.onException(IllegalStateException.class)
                    .handled(true)
                    .process(this::remember)
                    .setBody(r.constant("sorry"));
            r.from(sandbox.uri("uriPath=/a", "bridgeErrorHandler=true"))
                    .throwException(new IllegalStateException("expected"));
        });
        assertThat(get("/a").getPayloadString()).isEqualTo("sorry");
        assertThat(handled).hasSize(1);
    }

    /** The failures that only a bridge shows to an error handler: those before the route and behind it. */
    @ParameterizedTest
    @ValueSource(strings = {"headerFilterStrategy=#failing", ""})
    void errorHandlerMakesTheResponseToAFailureOutsideTheRoute(String option) throws Exception {
        AtomicInteger routed = new AtomicInteger();
        usual(r -> {
            r.onException(Exception.class)
                    .handled(true)
                    .process(this::remember)
                    .removeHeaders("*")
                    .setHeader("CamelBc66CoapReplyCode", r.constant("5.02"))
                    .setBody(r.constant("sorry"));
            r.from(sandbox.uri("uriPath=/a", "bridgeErrorHandler=true", option))
                    .process(exchange -> routed.incrementAndGet())
                    .setHeader("CamelBc66CoapReplyCode", r.constant("9.99"));
        });
        Response response = get("/a");
        assertThat(response.getCode()).isEqualTo(ResponseCode.BAD_GATEWAY);
        assertThat(response.getPayloadString()).isEqualTo("sorry");
        assertThat(handled).hasSize(1);
        assertThat(routed).hasValue(option.isEmpty() ? 1 : 0);
        // neither the exchange nor the copy that the error handler has had
        await().until(() -> context.getInflightRepository().size() == 0);
    }

    @Test
    void aBridgedFailureThatIsNotHandledIsAnInternalError() throws Exception {
        usual(r -> {
            r.onException(Exception.class).process(this::remember);
            r.from(sandbox.uri("uriPath=/a", "bridgeErrorHandler=true"))
                    .setHeader("CamelBc66CoapReplyCode", r.constant("9.99"));
        });
        assertThat(get("/a").getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertThat(handled).hasSize(1);
    }

    @Test
    void aReplyThatIsNotSentIsHandledOnce() throws Exception {
        usual(r -> {
            r.onException(Exception.class).handled(true).process(this::remember);
            r.from(sandbox.uri("uriPath=/a", "bridgeErrorHandler=true")).setBody(r.constant("x"));
        });
        sandbox.answer("AT+QCOAPSEND=2,205", "\r\nERROR\r\n");
        sendGet("/a");
        await().until(() -> handled.size() == 1);
        assertThat(handled.get(0)).isInstanceOf(AtErrorException.class);
    }

    @Test
    void aBridgedFailureOfAnEventIsHandledOnce() throws Exception {
        context.start();
        RouteBuilder.addRoutes(context, r -> {
            r.onException(IllegalStateException.class).process(ConsumerContractTest.this::remember);
            r.from(sandbox.uri("events=RECOVERED", "bridgeErrorHandler=true"))
                    .to("mock:events")
                    .throwException(new IllegalStateException("expected"));
        });
        sandbox.forgetLines(0);
        module().recovered(0);
        module().recovered(0);
        await().until(() -> getMockEndpoint("mock:events").getReceivedCounter() == 2);
        await().until(() -> handled.size() == 2);
        module().recovered(0);
        await().until(() -> handled.size() == 3);
    }

    private void remember(Exchange exchange) {
        handled.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    @Test
    void aReplyThatIsNotThereInTimeIsLoggedAndCounted() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "replyTimeout=200")).process(exchange -> release.get()));
        LogRecorder log = new LogRecorder(Level.WARN);
        try (log) {
            assertThat(get("/a").getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
        } finally {
            release.complete(null);
        }
        assertThat(count(Counter.REPLY_TIMEOUTS)).isOne();
        assertThat(log.lines()).anySatisfy(line -> assertThat(line)
                .contains("WARN", "for /a is answered 5.03", "no response after 200 ms"));
    }

    @Test
    void requestsNobodyServesAreLoggedAtDebug() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "methods=POST")).to("mock:a"));
        LogRecorder log = new LogRecorder(Level.DEBUG);
        try (log) {
            assertThat(get("/a").getCode()).isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
            assertThat(get("/b").getCode()).isEqualTo(ResponseCode.NOT_FOUND);
        }
        assertThat(log.lines())
                .anySatisfy(line ->
                        assertThat(line).matches("DEBUG .* GET /a from 127[.]0[.]0[.]1:[0-9]+ is answered 4.05"))
                .anySatisfy(line ->
                        assertThat(line).matches("DEBUG .* GET /b from 127[.]0[.]0[.]1:[0-9]+ is answered 4.04"));
    }

    /** A step of a user's may do that; it would be the next request's thread, place or exchange otherwise. */
    @Test
    void aStepThatCallsBackTwiceEndsItsRequestOnce() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).routeId("a").process(new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                callback.done(true);
                callback.done(true);
                return true;
            }
        }));
        for (int i = 0; i < 3; i++) {
            assertThat(get("/a").getCode()).isEqualTo(ResponseCode.CONTENT);
        }
        Bc66CoapConsumer consumer = (Bc66CoapConsumer) context.getRoute("a").getConsumer();
        await().until(() -> consumer.getPendingExchangesSize() == 0);
    }

    // polling

    /** Camel has put it into a queue then, where it may stay. */
    @ParameterizedTest
    @ValueSource(strings = {"uriPath=/a", "uriPath=/a&events=REQUEST,RESPONSE", ""})
    void pollingRequestsIsRefusedWithoutManualReply(String options) {
        context.start();
        String uri = sandbox.uri(options);
        assertThatThrownBy(() -> consumer.receive(uri, 10_000))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining("manualReply");
    }

    @Test
    void aRequestThatIsAnsweredLaterMayBePolled() throws Exception {
        context.start();
        String uri = sandbox.uri("uriPath=/a&manualReply=true");
        CompletableFuture<Exchange> polled =
                CompletableFuture.supplyAsync(() -> consumer.receive(uri, 10_000), RouteTestSupport::inItsOwnThread);
        sandbox.awaitReady(1);
        Request request = Request.newPost();
        request.setURI(sandbox.coap("/a"));
        request.setPayload("question");
        cloud().send(request);
        Exchange exchange = polled.get(30, TimeUnit.SECONDS);
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("question");
        exchange.getMessage().setBody("answer");
        template.send(sandbox.uri("operation=RESPOND"), exchange);
        assertThat(request.waitForResponse(10_000).getPayloadString()).isEqualTo("answer");
    }

    @Test
    void eventsMayBePolled() throws Exception {
        context.start();
        String uri = sandbox.uri("events=RECOVERED");
        // starts the polling consumer, so that the event isn't too early
        assertThat(consumer.receiveNoWait(uri)).isNull();
        sandbox.awaitReady(0);
        module().recovered(0);
        assertThat(consumer.receive(uri, 10_000).getMessage().getHeader("CamelBc66CoapRecoveryState"))
                .isEqualTo(0);
    }

    // bytes of one's own

    @Test
    void aRouteMayReuseItsBuffer() throws Exception {
        byte[] buffer = new byte[1];
        AtomicInteger count = new AtomicInteger();
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).process(exchange -> {
            buffer[0] = (byte) ('A' + count.getAndIncrement());
            exchange.getMessage().setBody(buffer);
        }));
        try (RawPeer peer = new RawPeer().towards(module().coapAddress())) {
            Request first = peer.sendRequest(Type.CON, Code.GET, "a", null);
            assertThat(peer.takeResponse().getPayloadString()).isEqualTo("A");
            peer.sendRequest(Type.CON, Code.GET, "a", null);
            assertThat(peer.takeResponse().getPayloadString()).isEqualTo("B");
            assertThat(peer.ask(first).getPayloadString()).isEqualTo("A");
        }
        assertThat(count).hasValue(2);
    }

    @Test
    void eachConsumerGetsItsOwnCopyOfAResponse() throws Exception {
        List<String> bodies = new CopyOnWriteArrayList<>();
        serve(0, r -> {
            for (int i = 0; i < 2; i++) {
                r.from(sandbox.uri("events=RESPONSE", "separateAfter=" + (i + 1) + "s"))
                        .process(exchange -> {
                            byte[] body = exchange.getMessage().getBody(byte[].class);
                            synchronized (bodies) {
                                bodies.add(new String(body, StandardCharsets.US_ASCII));
                                body[0] = 'X';
                            }
                        });
            }
        });
        try (RawPeer peer = new RawPeer().towards(module().coapAddress())) {
            Request any = peer.request(Type.CON, Code.GET, "a", null);
            peer.send(peer.separate(any, Type.CON, ResponseCode.CONTENT, RawPeer.bytes("body")));
            peer.take();
        }
        await().until(() -> bodies.size() == 2);
        assertThat(bodies).containsExactly("body", "body");
    }

    // stopping

    /** They are stuck in their routes, in a step that no interrupt ends, or behind one that waits without a thread. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void consumersThatAreStuckStopTogether(boolean asynchronous) throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        AtomicInteger stuck = new AtomicInteger();
        serve(3, r -> {
            for (int i = 0; i < 3; i++) {
                r.from(sandbox.uri("uriPath=/" + i)).process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        stuck.incrementAndGet();
                        if (!asynchronous) {
                            release.join();
                        }
                        return false;
                    }
                });
            }
        });
        for (int i = 0; i < 3; i++) {
            sendGet("/" + i);
        }
        await().until(() -> stuck.get() == 3);
        context.getShutdownStrategy().setTimeout(1);
        long begin = System.nanoTime();
        context.stop();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        release.complete(null);
        // each of them used to take ten
        assertThat(seconds).isLessThan(9);
    }

    /** What hasn't begun when the time for the stop is over doesn't begin any more. */
    @Test
    void requestsBehindAStuckRouteDoNotBeginAfterTheStop() throws Exception {
        context.getExecutorServiceManager()
                .registerThreadPoolProfile(new ThreadPoolProfileBuilder("bc66coap-request")
                        .poolSize(1)
                        .build());
        CompletableFuture<Void> release = new CompletableFuture<>();
        AtomicInteger begun = new AtomicInteger();
        serve(2, r -> {
            r.from(sandbox.uri("uriPath=/stuck")).routeId("stuck").process(exchange -> {
                begun.incrementAndGet();
                release.join();
            });
            r.from(sandbox.uri("uriPath=/other")).setBody(r.constant("x"));
        });
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            requests.add(sendGet("/stuck"));
        }
        await().until(() -> count(Counter.REQUESTS_RECEIVED) == 3 && begun.get() == 1);
        context.getRouteController().stopRoute("stuck", 1, TimeUnit.SECONDS);
        release.complete(null);
        for (Request request : requests.subList(1, 3)) {
            assertThat(request.waitForResponse(10_000).getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
        }
        assertThat(begun).hasValue(1);
    }

    @Test
    void eventsThatWaitBehindAStuckRouteDoNotBeginAfterTheStop() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        AtomicInteger begun = new AtomicInteger();
        serve(0, r -> r.from(sandbox.uri("events=RECOVERED")).routeId("stuck").process(exchange -> {
            begun.incrementAndGet();
            release.join();
        }));
        Bc66CoapConsumer listening =
                (Bc66CoapConsumer) context.getRoute("stuck").getConsumer();
        for (int i = 0; i < 3; i++) {
            module().recovered(0);
        }
        await().until(() -> begun.get() == 1 && listening.getPendingExchangesSize() == 2);
        context.getRouteController().stopRoute("stuck", 1, TimeUnit.SECONDS);
        release.complete(null);
        await().until(() -> listening.getPendingExchangesSize() == 0);
        assertThat(begun).hasValue(1);
    }

    /** Servers that answer registrations only: what each of them is waited for passes at the same time. */
    @Test
    void observersOfSilentServersStopTogether() throws Exception {
        try (RawPeer one = new RawPeer();
                RawPeer another = new RawPeer()) {
            for (RawPeer peer : List.of(one, another)) {
                peer.answering(request -> {
                    if (request.getOptions().getObserve() == 0) {
                        Response confirmation = RawPeer.piggybacked(request, ResponseCode.CONTENT, RawPeer.bytes("x"));
                        confirmation.getOptions().setObserve(1);
                        peer.send(confirmation);
                    }
                });
            }
            routes(r -> {
                for (RawPeer peer : List.of(one, another)) {
                    r.from(sandbox.uri("observe=true", "uriPath=/a", "host=127.0.0.1", "port=" + peer.port()))
                            .to("mock:events");
                }
            });
            await().until(() -> getMockEndpoint("mock:events").getReceivedCounter() == 2);
            context.getShutdownStrategy().setTimeout(60);
            long begin = System.nanoTime();
            context.stop();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            // each of them used to take ten
            assertThat(seconds).isLessThan(18);
        }
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("failing", new DefaultHeaderFilterStrategy() {
            private final List<Object> failed = new ArrayList<>();

            @Override
            public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
                if (failed.isEmpty()) {
                    failed.add(value);
                    throw new IllegalStateException("expected");
                }
                return false;
            }

            @Override
            public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
                return false;
            }
        });
    }
}
