// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.AsyncProcessorSupport;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes that are slow, and queues that are full. */
class BusyRoutesTest extends RouteTestSupport {
    private final CountDownLatch release = new CountDownLatch(1);

    private void awaitRelease(Exchange exchange) throws InterruptedException {
        assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private void pool(String name, int threads, int waiting) {
        context.getExecutorServiceManager()
                .registerThreadPoolProfile(new ThreadPoolProfileBuilder(name)
                        .poolSize(threads)
                        .maxPoolSize(threads)
                        .maxQueueSize(waiting)
                        .build());
    }

    private int queueLength() {
        return context.getEndpoints().stream()
                .filter(Bc66CoapEndpoint.class::isInstance)
                .mapToInt(endpoint -> ((Bc66CoapEndpoint) endpoint).getModemQueueLength())
                .max()
                .orElse(0);
    }

    private CompletableFuture<Exchange> sending(String route, Map<String, Object> headers) {
        return template.asyncSend(
                route, exchange -> exchange.getMessage().setHeaders(new java.util.HashMap<>(headers)));
    }

    private static void assertRefused(CompletableFuture<Exchange> sending, String reason) throws Exception {
        assertThat(sending.get(30, TimeUnit.SECONDS).getException())
                .isInstanceOf(ModemUnavailableException.class)
                .hasMessageContaining("queue is full")
                .hasMessageContaining(reason);
    }

    @Test
    void aFullQueueRefusesSendsAndCommands() throws Exception {
        CompletableFuture<CoapExchange> held = new CompletableFuture<>();
        CompletableFuture<Map<String, Object>> manual = new CompletableFuture<>();
        cloud().on("silent", exchange -> {
            if (!held.complete(exchange)) {
                exchange.respond(ResponseCode.CHANGED);
            }
        });
        configuration().setQueueSize(1);
        serve(2, r -> {
            r.from(sandbox.uri("uriPath=/seen", "observable=true")).setBody(r.constant("value"));
            r.from(sandbox.uri("uriPath=/later", "manualReply=true"))
                    .process(e -> manual.complete(e.getMessage().getHeaders()));
            r.from("direct:send").to(sandbox.toCloud("uriPath=silent"));
            r.from("direct:notify").to(sandbox.uri("operation=NOTIFY", "uriPath=/seen"));
            r.from("direct:respond").to(sandbox.uri("operation=RESPOND"));
            r.from("direct:at").to(sandbox.uri("operation=AT", "command=ATI"));
            r.from("direct:status").to(sandbox.uri("operation=STATUS"));
        });
        Request observe = Request.newGet();
        observe.setObserve();
        assertThat(ask(observe, "/seen").getPayloadString()).isEqualTo("value");
        Request later = sendGet("/later");
        Map<String, Object> request = manual.get(30, TimeUnit.SECONDS);

        CompletableFuture<Exchange> first = sending("direct:send", Map.of());
        held.get(30, TimeUnit.SECONDS);
        CompletableFuture<Exchange> waiting = sending("direct:send", Map.of());
        // sends of different threads have no order of their own
        await().until(() -> queueLength() == 1);
        module().clearCommands();
        String reason = "1 sends are waiting";
        assertRefused(sending("direct:send", Map.of()), reason);
        assertRefused(sending("direct:notify", Map.of()), reason);
        assertRefused(sending("direct:respond", request), reason);
        assertThat(sandbox.lines("AT+QCOAPSEND")).isEmpty();

        module().onCommand(line -> line.equals("ATI") ? Optional.of("") : Optional.empty());
        CompletableFuture<Exchange> command = sending("direct:at", Map.of());
        await().until(() -> sandbox.lines().contains("ATI"));
        assertRefused(sending("direct:at", Map.of()), "1 commands are waiting");
        assertRefused(sending("direct:status", Map.of()), "1 commands are waiting");
        module().emit("\r\nOK\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        successful(command.get(30, TimeUnit.SECONDS));

        held.get().respond(ResponseCode.CHANGED);
        successful(first.get(30, TimeUnit.SECONDS));
        successful(waiting.get(30, TimeUnit.SECONDS));
        successful(sending("direct:respond", request).get(30, TimeUnit.SECONDS));
        assertThat(later.waitForResponse(10_000).getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(header(sending("direct:notify", Map.of()).get(30, TimeUnit.SECONDS), "CamelBc66CoapNotified"))
                .isEqualTo(1);
    }

    @Test
    void aSlowRouteDelaysNoOtherRoute() throws Exception {
        pool("bc66coap-request", 2, 3);
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        serve(2, r -> {
            r.from(sandbox.uri("uriPath=/slow")).process(this::awaitRelease).setBody(r.constant("slow"));
            r.from(sandbox.uri("uriPath=/fast")).setBody(r.constant("fast"));
            r.from("direct:start").to(sandbox.toCloud("uriPath=a"));
        });
        List<Request> slow = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            slow.add(sendGet("/slow"));
        }
        await().until(() -> count(Counter.REQUESTS_REFUSED) == 7);

        for (int i = 0; i < 5; i++) {
            assertThat(get("/fast").getPayloadString()).isEqualTo("fast");
            assertThat(text(send("x"))).isEqualTo("done");
        }
        release.countDown();
        List<Response> responses = new ArrayList<>();
        for (Request request : slow) {
            responses.add(request.waitForResponse(10_000));
        }
        assertThat(responses.subList(0, 5)).allMatch(response -> "slow".equals(response.getPayloadString()));
        assertThat(responses.subList(5, 12))
                .allMatch(response ->
                        response.getCode() == ResponseCode.SERVICE_UNAVAILABLE && response.getType() == Type.ACK);
    }

    /** A route that waits without a thread is under way, too. */
    @Test
    void requestsThatWaitWithoutAThreadCountTowardsThePoolLimit() throws Exception {
        pool("bc66coap-request", 2, 3);
        List<AsyncCallback> underWay = new CopyOnWriteArrayList<>();
        serve(1, r -> r.from(sandbox.uri("uriPath=/slow"))
                .process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        underWay.add(callback);
                        return false;
                    }
                })
                .setBody(r.constant("slow")));
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requests.add(sendGet("/slow"));
        }
        await().until(() -> count(Counter.REQUESTS_REFUSED) == 7);
        await().until(() -> underWay.size() == 5);
        underWay.forEach(callback -> callback.done(false));
        List<Response> responses = new ArrayList<>();
        for (Request request : requests) {
            responses.add(request.waitForResponse(10_000));
        }
        assertThat(responses)
                .filteredOn(response -> "slow".equals(response.getPayloadString()))
                .hasSize(5);
        assertThat(responses)
                .filteredOn(response -> response.getCode() == ResponseCode.SERVICE_UNAVAILABLE)
                .hasSize(7);
        assertThat(underWay).hasSize(5);
    }

    @Test
    void aThreadPoolProfileMayNameItsPoolSizeOnly() throws Exception {
        context.getExecutorServiceManager()
                .registerThreadPoolProfile(new ThreadPoolProfileBuilder("bc66coap-request")
                        .poolSize(20)
                        .build());
        AtomicInteger begun = new AtomicInteger();
        serve(1, r -> r.from(sandbox.uri("uriPath=/slow"))
                .process(exchange -> begun.incrementAndGet())
                .process(this::awaitRelease));
        for (int i = 0; i < 25; i++) {
            sendGet("/slow");
        }
        await().until(() -> count(Counter.REQUESTS_RECEIVED) == 25);
        await().until(() -> begun.get() == 20);
        release.countDown();
        await().until(() -> begun.get() == 25);
    }

    /** As much as can be said is what some say for "unbounded". */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aThreadPoolProfileMayBeUnbounded(boolean threads) throws Exception {
        ThreadPoolProfileBuilder profile = new ThreadPoolProfileBuilder("bc66coap-request").poolSize(10);
        context.getExecutorServiceManager()
                .registerThreadPoolProfile(
                        (threads ? profile.maxPoolSize(Integer.MAX_VALUE) : profile.maxQueueSize(Integer.MAX_VALUE))
                                .build());
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setBody(r.constant("x")));
        assertThat(get("/a").getPayloadString()).isEqualTo("x");
    }

    /** What has been taken up before a route stops is done and answered, though it hadn't begun. */
    @Test
    void aStoppingRouteAnswersRequestsThatWait() throws Exception {
        pool("bc66coap-request", 1, 5);
        serve(1, r -> r.from(sandbox.uri("uriPath=/slow"))
                .routeId("slow")
                .process(this::awaitRelease)
                .setBody(r.constant("slow")));
        ShutdownAware consumer = (ShutdownAware) context.getRoute("slow").getConsumer();
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            requests.add(sendGet("/slow"));
        }
        await().until(() -> consumer.getPendingExchangesSize() == 2);
        CompletableFuture<Void> stopped =
                CompletableFuture.runAsync(() -> stopRoute("slow"), RouteTestSupport::inItsOwnThread);
        await().until(() -> get("/slow").getCode(), code -> code == ResponseCode.SERVICE_UNAVAILABLE);
        release.countDown();
        stopped.get(30, TimeUnit.SECONDS);
        for (Request request : requests) {
            assertThat(request.waitForResponse(10_000).getPayloadString()).isEqualTo("slow");
        }
        assertThat(consumer.getPendingExchangesSize()).isZero();
    }

    private void stopRoute(String id) {
        try {
            context.getRouteController().stopRoute(id);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** What waits for its turn when its time is over has been answered 5.03, and must not be done any more. */
    @Test
    void aRequestAnswered503WhileWaitingNeverReachesItsRoute() throws Exception {
        pool("bc66coap-request", 1, 5);
        List<String> begun = new CopyOnWriteArrayList<>();
        serve(1, r -> r.from(sandbox.uri("uriPath=/slow", "replyTimeout=300"))
                .process(e -> begun.add(e.getMessage().getBody(String.class)))
                .process(this::awaitRelease));
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Request request = Request.newPost();
            request.setURI(sandbox.coap("/slow"));
            request.setPayload("request " + i);
            requests.add(request);
            cloud().send(request);
        }
        for (Request request : requests) {
            assertThat(request.waitForResponse(10_000).getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
        }
        release.countDown();
        Request last = Request.newPost().setPayload("last");
        ask(last, "/slow");

        assertThat(begun).containsExactly("request 0", "last");
    }

    @Test
    @NotUnder(
            value = Quirk.REPEATED_RESPONSES,
            because = "it counts what is received and dropped, of which there is more")
    void aResponseDroppedForLackOfRoomIsTakenWhenRepeated() throws Exception {
        pool("bc66coap-event", 7, 1);
        serve(0, r -> r.from(sandbox.uri("events=RESPONSE"))
                .process(this::awaitRelease)
                .to("mock:events"));
        try (RawPeer peer = new RawPeer().towards(module().coapAddress())) {
            Request any = peer.request(Type.CON, org.eclipse.californium.core.coap.CoAP.Code.GET, "a", null);
            List<Response> responses = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Response response = peer.separate(any, Type.CON, ResponseCode.CONTENT, RawPeer.bytes("event " + i));
                responses.add(response);
                peer.send(response);
                long number = i + 1;
                await().until(() -> count(Counter.RESPONSES_RECEIVED) == number);
            }
            assertThat(count(Counter.DROPPED_EVENT)).isOne();
            assertThat(List.of(peer.take().getMID(), peer.take().getMID()))
                    .containsExactly(responses.get(0).getMID(), responses.get(1).getMID());
            release.countDown();
            await().until(() -> getMockEndpoint("mock:events").getReceivedCounter() == 2);
            peer.send(responses.get(2));
            assertThat(peer.take().getMID()).isEqualTo(responses.get(2).getMID());
            await().untilAsserted(() -> assertThat(getMockEndpoint("mock:events").getExchanges().stream()
                            .map(exchange -> exchange.getMessage().getBody(String.class)))
                    .containsExactly("event 0", "event 1", "event 2"));
        }
    }
}
