// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.quirks.QuirkRuns;
import io.github.bc66coap.transport.TestEngine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/** What was stopped leaves nothing behind, and starts again. */
@Isolated("it looks at all of the JVM's threads and files")
class StopAndStartTest extends RouteTestSupport {
    private static final int TIMES = QuirkRuns.times(10);

    private final TestEngine engine = new TestEngine();
    private Set<Thread> threadsBefore;
    private long filesBefore;

    /** With everything but the component running. */
    private void remember(String line) throws Exception {
        sandbox.describe(line.equals("tcp") ? module -> module.tcp(0) : module -> module.pty());
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        module();
        context.start();
        // loads the serial library, which keeps what it loads
        CamelContext warmUp = ownContext();
        warmUp.stop();
        module().clearCommands();
        threadsBefore = Thread.getAllStackTraces().keySet();
        filesBefore = openFiles();
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.map(StopAndStartTest::target)
                    .filter(target -> target.startsWith("/dev/") || target.startsWith("socket:"))
                    .count();
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return ""; // closed meanwhile
        }
    }

    private void assertNothingIsLeft() {
        assertThat(module().contextExists()).isFalse();
        await().untilAsserted(() -> assertThat(newThreads()).isEmpty());
        await().untilAsserted(() -> assertThat(openFiles()).isLessThanOrEqualTo(filesBefore));
    }

    /** Of the component: others have pools that come and go as they like. */
    private Set<String> newThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread) && !engine.owns(thread))
                .map(Thread::getName)
                .filter(name -> !name.startsWith("CoapServer")
                        && !name.startsWith("virtual-bc66")
                        && !name.startsWith("awaitility")
                        && !name.contains("ShutdownTask")
                        && !name.contains("ProducerTemplate"))
                .collect(Collectors.toSet());
    }

    private void addRoutes(CamelContext to) throws Exception {
        RouteBuilder.addRoutes(to, r -> {
            r.errorHandler(r.noErrorHandler());
            r.from("direct:start").routeId("send").to(sandbox.toCloud("uriPath=a"));
            r.from(sandbox.uri("uriPath=/b")).routeId("serve").setBody(r.constant("here"));
        });
    }

    private CamelContext ownContext() throws Exception {
        CamelContext own = new DefaultCamelContext();
        addRoutes(own);
        own.start();
        return own;
    }

    private void assertWorks(CamelContext running) throws Exception {
        assertThat(running.createProducerTemplate().requestBody("direct:start", "x", String.class))
                .isEqualTo("done");
        assertThat(get("/b").getPayloadString()).isEqualTo("here");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pty", "tcp"})
    void routesThatStopAndStartLeaveNothingBehind(String line) throws Exception {
        remember(line);
        addRoutes(context);
        for (int i = 0; i < TIMES; i++) {
            assertWorks(context);
            for (String route : List.of("send", "serve")) {
                context.getRouteController().stopRoute(route);
            }
            assertThat(module().contextExists()).isFalse();
            for (String route : List.of("send", "serve")) {
                context.getRouteController().startRoute(route);
            }
        }
        context.stop();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pty", "tcp"})
    void aComponentThatStopsAndStartsLeavesNothingBehind(String line) throws Exception {
        remember(line);
        addRoutes(context);
        for (int i = 0; i < TIMES; i++) {
            assertWorks(context);
            context.getRouteController().stopAllRoutes();
            context.getComponent("bc66coap").stop();
            assertNothingIsLeft();
            context.getComponent("bc66coap").start();
            context.getRouteController().startAllRoutes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pty", "tcp"})
    void contextsThatStopLeaveNothingBehind(String line) throws Exception {
        remember(line);
        for (int i = 0; i < TIMES; i++) {
            CamelContext own = ownContext();
            assertWorks(own);
            own.stop();
            assertNothingIsLeft();
        }
        assertThat(sandbox.lines("AT+QCOAPDEL")).hasSize(TIMES);
    }

    /** One of two routes on a device is enough to keep it. */
    @Test
    void lastRouteClosesTheModule() throws Exception {
        remember("pty");
        addRoutes(context);
        assertWorks(context);

        context.getRouteController().stopRoute("serve");
        assertThat(template.requestBody("direct:start", "x", String.class)).isEqualTo("done");
        assertThat(module().contextExists()).isTrue();

        context.getRouteController().stopRoute("send");
        assertThat(module().contextExists()).isFalse();
        context.stop();
        assertNothingIsLeft();
    }

    @Test
    void aFailedStartLeavesNothingBehind() throws Exception {
        remember("pty");
        for (int i = 0; i < TIMES; i++) {
            assertThat(catchThrowable(() ->
                            routes(r -> r.from("bc66coap:tcp://127.0.0.1:1").to("mock:x"))))
                    .isNotNull();
        }
        assertNothingIsLeft();
    }
}
