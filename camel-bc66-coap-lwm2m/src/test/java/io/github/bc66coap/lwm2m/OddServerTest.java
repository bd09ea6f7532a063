// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.simulator.testkit.CoapCloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Servers that answer a registration otherwise than they should, and what comes of it. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class OddServerTest {
    private static final String ROUTE = """
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-registration
                  parameters:
                    device: "{{bc66.device}}"
                    host: "{{lwm2m.host}}"
                    port: "{{lwm2m.port}}"
                    endpoint: "{{lwm2m.endpoint}}"
                    lifetime: 8s
                    objects: OBJECTS
                  steps:
                    - bean: {ref: told, method: add}
            """;

    private final Told told = new Told();
    private CoapCloud server;
    private Device device;

    /** What the route is told. */
    public static final class Told {
        private final List<String> events = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch goOn = new CountDownLatch(0);

        public void add(org.apache.camel.Exchange exchange) throws InterruptedException {
            goOn.await();
            events.add(exchange.getMessage().getHeader(Lwm2mConstants.EVENT) + " "
                    + exchange.getMessage().getBody(String.class));
        }
    }

    /** Answers all that is sent below {@code /rd}. */
    private abstract static class Rd extends CoapResource {
        private final AtomicInteger count = new AtomicInteger();

        Rd() {
            super("rd");
        }

        @Override
        public Resource getChild(String name) {
            return this;
        }

        @Override
        public void handlePOST(CoapExchange exchange) {
            answer(exchange, exchange.getRequestOptions().getUriPath().size() == 1, count.incrementAndGet());
        }

        @Override
        public void handleDELETE(CoapExchange exchange) {
            exchange.respond(ResponseCode.DELETED);
        }

        abstract void answer(CoapExchange exchange, boolean isRegistration, int count);
    }

    private void start(Rd rd) throws Exception {
        start(rd, "/3/0", false);
    }

    private void start(Rd rd, String objects, boolean impatient) throws Exception {
        // none of a file, which Californium would write
        server = new CoapCloud().with(rd);
        device = new Device(server.port(), module -> {}).bind("told", told);
        if (impatient) {
            device.impatient();
        }
        device.start(ROUTE.replace("OBJECTS", objects));
    }

    @AfterEach
    void stop() {
        if (device != null) {
            device.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private void awaitEvent(String start) {
        await().atMost(40, TimeUnit.SECONDS)
                .until(() -> told.events.stream().anyMatch(event -> event.startsWith(start)));
    }

    @ParameterizedTest
    @CsvSource({
        "5.03, FAILED the registration was answered 5.03",
        "none, FAILED the server doesn't say where",
        "late, FAILED no answer within",
        "empty, FAILED the registration was answered 2.05",
    })
    void aFailedRegistrationIsRetried(String how, String event) throws Exception {
        start(
                new Rd() {
                    @Override
                    void answer(CoapExchange exchange, boolean isRegistration, int count) {
                        boolean works = count > 1;
                        if (!works && how.equals("late")) {
                            exchange.accept();
                            return;
                        }
                        if (works || !how.equals("none")) {
                            exchange.setLocationPath("rd/a");
                        }
                        exchange.respond(
                                works || how.equals("none")
                                        ? ResponseCode.CREATED
                                        : how.equals("empty")
                                                ? ResponseCode.CONTENT
                                                : ResponseCode.SERVICE_UNAVAILABLE);
                    }
                },
                "/3/0",
                how.equals("late"));
        awaitEvent("REGISTERED /rd/a");
        assertThat(told.events.get(0)).startsWith(event);
    }

    /** Nothing but the restart can end the wait; the answer that comes after it is too late to count. */
    @ParameterizedTest
    @ValueSource(strings = {"registration", "update"})
    void restartDuringAMessageRegistersAtOnce(String underWay) throws Exception {
        int unanswered = underWay.equals("registration") ? 1 : 2;
        AtomicReference<CoapExchange> late = new AtomicReference<>();
        start(new Rd() {
            @Override
            void answer(CoapExchange exchange, boolean isRegistration, int count) {
                if (count == unanswered) {
                    exchange.accept();
                    late.set(exchange);
                    return;
                }
                if (isRegistration) {
                    exchange.setLocationPath("rd/" + count);
                }
                exchange.respond(isRegistration ? ResponseCode.CREATED : ResponseCode.CHANGED);
            }
        });
        await().atMost(40, TimeUnit.SECONDS).until(() -> late.get() != null);
        device.module().reboot();
        awaitEvent("REGISTERED /rd/" + (unanswered + 1));
        late.get().setLocationPath("rd/late");
        late.get().respond(ResponseCode.CREATED);
        awaitEvent("UPDATED /rd/" + (unanswered + 1));
        assertThat(told.events).filteredOn(event -> event.startsWith("FAILED")).hasSize(1);
    }

    /** The lifetime is 8 s. The route gets what it missed afterwards. */
    @Test
    void aRouteThatHangsDelaysNoUpdate() throws Exception {
        told.goOn = new CountDownLatch(1);
        AtomicInteger updates = new AtomicInteger();
        start(new Rd() {
            @Override
            void answer(CoapExchange exchange, boolean isRegistration, int count) {
                if (isRegistration) {
                    exchange.setLocationPath("rd/" + count);
                } else {
                    updates.incrementAndGet();
                }
                exchange.respond(isRegistration ? ResponseCode.CREATED : ResponseCode.CHANGED);
            }
        });
        try {
            await().atMost(40, TimeUnit.SECONDS).until(() -> updates.get() >= 2);
            assertThat(told.events).isEmpty();
        } finally {
            told.goOn.countDown();
        }
        awaitEvent("UPDATED /rd/1");
        device.close();
        device = null;
        assertThat(told.events).startsWith("REGISTERED /rd/1", "UPDATED /rd/1").endsWith("DEREGISTERED /rd/1");
    }

    /** It goes to the log, the health check and the route. */
    @Test
    void theServersErrorTextBecomesOneShortLine() throws Exception {
        start(new Rd() {
            @Override
            void answer(CoapExchange exchange, boolean isRegistration, int count) {
                exchange.respond(ResponseCode.FORBIDDEN, "no\r\n".repeat(100));
            }
        });
        awaitEvent("FAILED the registration was answered 4.03: no");
        assertThat(told.events.get(0)).hasSizeLessThan(200).matches(".*");
    }

    /** Not only 4.04: some say 4.00 or 4.03 of a registration that they don't know. */
    @ParameterizedTest
    @CsvSource({"BAD_REQUEST", "FORBIDDEN", "NOT_FOUND"})
    void anUpdateThatIsRefusedIsFollowedByARegistration(ResponseCode code) throws Exception {
        start(new Rd() {
            @Override
            void answer(CoapExchange exchange, boolean isRegistration, int count) {
                if (isRegistration) {
                    exchange.setLocationPath("rd/" + count);
                }
                exchange.respond(isRegistration ? ResponseCode.CREATED : code);
            }
        });
        awaitEvent("REGISTERED /rd/1");
        awaitEvent("REGISTERED /rd/3");
        assertThat(told.events.subList(0, 2)).containsExactly("REGISTERED /rd/1", "REGISTERED /rd/3");
    }

    /** Segments of a location are anything. */
    @Test
    void aLongLocationIsUpdated() throws Exception {
        String location = "rd/" + "a b&%/".repeat(6) + "ü".repeat(20);
        start(new Rd() {
            @Override
            void answer(CoapExchange exchange, boolean isRegistration, int count) {
                boolean known = exchange.getRequestOptions().getUriPathString().equals(location);
                if (isRegistration) {
                    exchange.setLocationPath(location);
                }
                exchange.respond(
                        isRegistration
                                ? ResponseCode.CREATED
                                : known ? ResponseCode.CHANGED : ResponseCode.INTERNAL_SERVER_ERROR);
            }
        });
        awaitEvent("UPDATED");
        assertThat(told.events).noneMatch(event -> event.startsWith("FAILED"));
    }

    @Test
    void objectsThatAreNoPathsAreRefusedAtTheStart() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> start(
                        new Rd() {
                            @Override
                            void answer(CoapExchange exchange, boolean isRegistration, int count) {}
                        },
                        "/3/0,meter",
                        false))
                .hasStackTraceContaining("objects: ");
    }
}
