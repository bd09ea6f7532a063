// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Where threads are few, exchanges take longer or are refused; each has an end. */
class FewThreadsTest extends RouteTestSupport {
    private static final int MANY = 900;

    /** As a JVM that can make so many more threads for the component, and then none. */
    private void limit(int threads) {
        AtomicInteger left = new AtomicInteger(threads);
        context.getExecutorServiceManager().setThreadPoolFactory(new DefaultThreadPoolFactory() {
            @Override
            public ExecutorService newCachedThreadPool(ThreadFactory factory) {
                return super.newCachedThreadPool(limited(factory));
            }

            @Override
            public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory factory) {
                return super.newThreadPool(
                        profile, profile.getId().startsWith("bc66coap") ? limited(factory) : factory);
            }

            private ThreadFactory limited(ThreadFactory factory) {
                return task -> {
                    if (left.getAndDecrement() <= 0) {
                        throw new OutOfMemoryError("unable to create native thread: expected");
                    }
                    return factory.newThread(task);
                };
            }
        });
    }

    private void workers(int usual, int most) {
        context.getExecutorServiceManager()
                .registerThreadPoolProfile(new ThreadPoolProfileBuilder("bc66coap-worker")
                        .poolSize(usual)
                        .maxPoolSize(most)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void everyExchangeEndsWhereThreadsAreFew(int threads) throws Exception {
        limit(threads);
        context.start();
        Bc66CoapEndpoint endpoint = context.getEndpoint(sandbox.toCloud("uriPath=a"), Bc66CoapEndpoint.class);
        Bc66CoapProducer producer = (Bc66CoapProducer) endpoint.createProducer();
        producer.start();
        List<Exchange> exchanges = new ArrayList<>();
        AtomicInteger ended = new AtomicInteger();
        CompletableFuture<Object> first = new CompletableFuture<>();
        cloud().on("a", first::complete);
        for (int i = 0; i < MANY; i++) {
            Exchange exchange = endpoint.createExchange();
            exchanges.add(exchange);
            producer.process(exchange, doneSync -> ended.incrementAndGet());
        }
        first.get(30, TimeUnit.SECONDS);

        producer.stop();

        await().untilAsserted(() -> assertThat(ended).hasValue(MANY));
        assertThat(exchanges)
                .allSatisfy(exchange -> assertThat(exchange.getException()).isInstanceOf(Bc66CoapException.class));
    }

    /** Each exchange that goes on waits, on its thread, for another one that does. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void exchangesThatWaitForEachOtherAllEnd(int usual) throws Exception {
        workers(usual, 100);
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, "x"));
        routes(r -> {
            r.from("direct:start").to(sandbox.toCloud("uriPath=a")).process(exchange -> exchange.getMessage()
                    .setBody(template.requestBody("direct:inner", "y", String.class)));
            r.from("direct:inner").to(sandbox.toCloud("uriPath=a"));
        });
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(template.asyncSend("direct:start", exchange -> {}));
        }
        for (CompletableFuture<Exchange> each : all) {
            assertThat(text(each.get(30, TimeUnit.SECONDS))).isEqualTo("x");
        }
    }

    /** As many as may be under way are, however often each of them sends. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void anExchangeThatSendsSeveralTimesCountsOnce(int most) throws Exception {
        workers(1, most);
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, "x"));
        String send = sandbox.toCloud("uriPath=a");
        routes(r -> r.from("direct:start")
                .to(send)
                .split(r.constant(List.of("1", "2")))
                .to(send)
                .end()
                .to(send));
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            all.add(template.asyncSend("direct:start", exchange -> {}));
        }
        for (CompletableFuture<Exchange> each : all) {
            assertThat(text(each.get(30, TimeUnit.SECONDS))).isEqualTo("x");
        }
    }

    /** What can't be sent takes nobody's place. */
    @Test
    void anExchangeThatIsNotSentIsNotUnderWay() throws Exception {
        workers(1, 1);
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, "x"));
        sender(sandbox.toCloud("uriPath=a"));
        Map<String, Object> tooMany = Map.of("CamelBc66CoapOptions", Map.of(20, Collections.nCopies(12, "a")));
        for (int i = 0; i < 3; i++) {
            assertThat(send("x", tooMany).getException()).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(text(send("x"))).isEqualTo("x");
    }

    @Test
    void exchangesBeyondTheLimitAreRefusedAtOnce() throws Exception {
        // a pseudo-terminal that is closed may be another test's at once
        sandbox.describe(module -> module.tcp(0));
        workers(1, 2);
        CompletableFuture<Object> held = new CompletableFuture<>();
        cloud().on("a", held::complete);
        routes(r -> r.from("direct:start").to(sandbox.toCloud("uriPath=a", "responseTimeout=5s")));
        CompletableFuture<Exchange> first = template.asyncSend("direct:start", exchange -> {});
        held.get(30, TimeUnit.SECONDS);
        CompletableFuture<Exchange> second = template.asyncSend("direct:start", exchange -> {});
        await().until(() -> context.getEndpoints().stream()
                .filter(Bc66CoapEndpoint.class::isInstance)
                .anyMatch(endpoint -> ((Bc66CoapEndpoint) endpoint).getModemQueueLength() == 1));

        assertThat(send("x").getException())
                .isInstanceOf(ModemUnavailableException.class)
                .hasMessageContaining("2 exchanges are under way");

        assertThat(first).isNotDone();
        module().close();
        first.get(30, TimeUnit.SECONDS);
        second.get(70, TimeUnit.SECONDS);
    }

    @Test
    void aRequestWithoutAThreadIsRefusedAtOnce() throws Exception {
        limit(0);
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setBody(r.constant("x")));
        for (int i = 0; i < 3; i++) {
            assertThat(get("/a").getCode()).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
        }
    }

    /** The one thread that there is serves them; what comes while it is busy with the last one's end is refused. */
    @Test
    void requestsShareTheOnlyThread() throws Exception {
        limit(1);
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).setBody(r.constant("x")));
        for (int i = 0; i < 5; i++) {
            await().until(() -> get("/a").getCode() == ResponseCode.CONTENT);
        }
    }

    /** Neither may start at all: the line is free for whoever comes next. */
    @ParameterizedTest
    @ValueSource(strings = {"bc66coap-request", "bc66coap-event"})
    void aConsumerWithoutAPoolLeavesNoLineOpen(String name) throws Exception {
        AtomicInteger left = new AtomicInteger(1);
        context.getExecutorServiceManager().setThreadPoolFactory(new DefaultThreadPoolFactory() {
            @Override
            public ExecutorService newThreadPool(ThreadPoolProfile profile, ThreadFactory factory) {
                if (profile.getId().equals(name) && left.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("expected");
                }
                return super.newThreadPool(profile, factory);
            }
        });
        context.start();
        Bc66CoapEndpoint endpoint = context.getEndpoint(sandbox.uri("uriPath=/a"), Bc66CoapEndpoint.class);
        Consumer consumer = endpoint.createConsumer(exchange -> {});
        assertThatThrownBy(consumer::start).hasStackTraceContaining("expected");
        assertThat(endpoint.getComponent().modems().modems()).isEmpty();
        serve(1, r -> r.from(sandbox.uri("uriPath=/b")).setBody(r.constant("x")));
        assertThat(get("/b").getPayloadString()).isEqualTo("x");
    }
}
