// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.logging.log4j.Level;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.simulator.testkit.LogRecorder;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class MetersTest extends RouteTestSupport {
    private final MeterRegistry registry = new SimpleMeterRegistry();

    private void measured() {
        context.getRegistry().bind("metricsRegistry", registry);
    }

    @Test
    void sendsAreTimedByMethodCodeAndOutcome() throws Exception {
        measured();
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, "x"));
        sender(sandbox.toCloud());
        send(null, Map.of("CamelBc66CoapUriPath", "/a"));
        send(null, Map.of("CamelBc66CoapUriPath", "/a"));
        send(null, Map.of("CamelBc66CoapUriPath", "/b"));

        assertThat(timer("bc66coap.sends", "GET", "2.05", "success").count()).isEqualTo(2);
        assertThat(timer("bc66coap.sends", "GET", "2.05", "success").totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
        assertThat(timer("bc66coap.sends", "GET", "4.04", "CoapResponseException")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aSendWithoutAResponseHasNoCode() throws Exception {
        measured();
        cloud().on("a", exchange -> {});
        sender(sandbox.toCloud("uriPath=/a", "responseTimeout=1s"));
        send(null);
        assertThat(timer("bc66coap.sends", "GET", "none", "CoapTimeoutException")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void requestsAreTimedByMethodCodeAndOutcome() throws Exception {
        measured();
        serve(1, r -> r.from(sandbox.uri("uriPath=/a")).process(exchange -> {
            if (exchange.getMessage().getBody(String.class).equals("bad")) {
                throw new IllegalStateException("bad");
            }
        }));
        ask(Request.newPut().setPayload("good"), "/a");
        ask(Request.newPut().setPayload("bad"), "/a");
        await().untilAsserted(() -> {
            assertThat(timer("bc66coap.requests", "PUT", "2.04", "success").count())
                    .isEqualTo(1);
            assertThat(timer("bc66coap.requests", "PUT", "5.00", "success").count())
                    .isEqualTo(1);
        });
        assertThat(timer("bc66coap.requests", "PUT", "2.04", "success").totalTime(TimeUnit.NANOSECONDS))
                .isPositive();
    }

    /** From the first use on, and by the same meters after a restart of the route. */
    @Test
    void metersShowCountersAndReadinessOfAModem() throws Exception {
        // a pseudo-terminal may have another name when it is there again
        sandbox.describe(module -> module.tcp(0));
        measured();
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT));
        sender(sandbox.toCloud("uriPath=/a", "reconnectDelay=10ms"));
        await().until(() -> gauge("bc66coap.ready") == 1);
        send(null);
        assertThat(counter(Counter.REQUESTS_ANSWERED)).isEqualTo(1);

        module().hangUp();
        await().until(() -> gauge("bc66coap.ready") == 0 && gauge("bc66coap.failed.attempts") > 0);
        module().reconnect();
        await().until(() -> gauge("bc66coap.ready") == 1);

        String route = context.getRoutes().get(0).getRouteId();
        context.getRouteController().stopRoute(route);
        assertThat(gauge("bc66coap.ready")).isZero();
        context.getRouteController().startRoute(route);
        await().until(() -> gauge("bc66coap.ready") == 1);

        context.stop();
        assertThat(registry.find("bc66coap.ready").meters()).isEmpty();
    }

    /** Listeners of the application run in its registry. */
    @Test
    void aFailingRegistryHarmsNoMessage() throws Exception {
        measured();
        registry.config().onMeterAdded(meter -> {
            throw new IllegalStateException("no " + meter.getId());
        });
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, "x"));
        serve(1, r -> {
            r.from("direct:start").to(sandbox.toCloud("uriPath=/a"));
            r.from(sandbox.uri("uriPath=/b")).setBody().constant("y");
        });
        assertThat(text(send(null))).isEqualTo("x");
        assertThat(get("/b").getPayloadString()).isEqualTo("y");
    }

    /** Listeners of the application run in its registry. */
    @Test
    void aBlockedRegistryDelaysNoMessage() throws Exception {
        measured();
        CountDownLatch over = new CountDownLatch(1);
        serve(1, r -> r.from(sandbox.uri("uriPath=/b")).setBody().constant("y"));
        registry.config().onMeterAdded(meter -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            for (int i = 0; i < 3; i++) {
                assertThat(get("/b").getPayloadString()).isEqualTo("y");
            }
        } finally {
            over.countDown();
        }
        await().untilAsserted(() -> assertThat(
                        timer("bc66coap.requests", "GET", "2.05", "success").count())
                .isEqualTo(3));
    }

    /** They are answered later, if at all. */
    @Test
    void requestsWithManualReplyAreNotTimed() throws Exception {
        measured();
        serve(2, r -> {
            r.from(sandbox.uri("uriPath=/later&manualReply=true")).to("log:taken");
            r.from(sandbox.uri("uriPath=/now")).setBody().constant("x");
        });
        cloud().send(Request.newPost().setURI(sandbox.coap("/later")));
        await().until(() -> count(Counter.REQUESTS_RECEIVED) == 1);
        get("/now");
        await().until(() -> !registry.find("bc66coap.requests").timers().isEmpty());
        assertThat(registry.find("bc66coap.requests").timers())
                .singleElement()
                .satisfies(timer -> assertThat(timer.getId().getTag("method")).isEqualTo("GET"));
    }

    @Test
    void eachMeterIsRegisteredOnceHoweverOftenARouteStarts() throws Exception {
        LogRecorder log = new LogRecorder(Level.WARN);
        List<Meter> removed = new ArrayList<>();
        context.getRegistry().bind("metricsRegistry", new SimpleMeterRegistry() {
            @Override
            public Meter remove(Meter meter) {
                removed.add(meter);
                return super.remove(meter);
            }
        });
        try (log) {
            sender(sandbox.uri("host=127.0.0.1"));
            String route = context.getRoutes().get(0).getRouteId();
            context.getRouteController().stopRoute(route);
            context.getRouteController().startRoute(route);
            context.stop();
        }
        assertThat(log.lines()).noneMatch(line -> line.contains("already registered"));
        assertThat(removed).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void aMeterRegistryOfAnyNameIsUsed() throws Exception {
        context.getRegistry().bind("mine", registry);
        sender(sandbox.uri("host=127.0.0.1"));
        assertThat(registry.find("bc66coap.ready").gauge()).isNotNull();
    }

    @Test
    void nothingIsMeasuredWithoutARegistry() throws Exception {
        sender(sandbox.uri("host=127.0.0.1"));
        assertThat(context.getComponent("bc66coap", Bc66CoapComponent.class).meters())
                .isSameAs(Meters.NONE);
    }

    private Timer timer(String name, String method, String code, String outcome) {
        return registry.get(name)
                .tags("device", module().device(), "method", method, "code", code, "outcome", outcome)
                .timer();
    }

    private double gauge(String name) {
        return registry.get(name).tag("device", module().device()).gauge().value();
    }

    private double counter(Counter counter) {
        return registry.get(
                        "bc66coap." + counter.name().toLowerCase(Locale.ROOT).replace('_', '.'))
                .tag("device", module().device())
                .functionCounter()
                .count();
    }
}
