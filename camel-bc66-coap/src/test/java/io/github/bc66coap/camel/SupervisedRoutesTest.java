// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.SupervisingRouteController;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Camel's supervising route controller starts routes again whose module was not there. */
class SupervisedRoutesTest extends RouteTestSupport {
    @TempDir
    private Path folder;

    private SupervisingRouteController supervise() {
        SupervisingRouteController supervisor = context.getRouteController().supervising();
        supervisor.setInitialDelay(1);
        supervisor.setBackOffDelay(50);
        supervisor.setBackOffMultiplier(1);
        supervisor.setBackOffMaxAttempts(0);
        return supervisor;
    }

    @Test
    void routesStartWhenTheirModuleComesAndConsumersReceive() throws Exception {
        Path link = folder.resolve("modem");
        sandbox.describe(module -> module.pty(link));
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        SupervisingRouteController supervisor = supervise();
        // before the context starts: what fails later is told to who adds it
        RouteBuilder.addRoutes(context, r -> {
            r.from("bc66coap:" + link + "?uriPath=/b").routeId("serve").setBody(r.constant("here"));
            r.from("bc66coap:" + link + "?uriPath=/c")
                    .routeId("forward")
                    .to("bc66coap:" + link + "?host=127.0.0.1&uriPath=a&port=" + cloud().port());
        });
        context.start();

        assertThat(context.isStarted()).isTrue();
        for (String route : new String[] {"serve", "forward"}) {
            await().untilAsserted(() -> assertThat(supervisor.getRestartException(route))
                    .hasStackTraceContaining(
                            "no module on " + link + ": Can't open serial port " + link + ": there is no such device"));
            assertThat(supervisor.getRouteStatus(route)).isNotEqualTo(ServiceStatus.Started);
        }

        module();
        await().untilAsserted(() -> {
            assertThat(supervisor.getRouteStatus("serve")).isEqualTo(ServiceStatus.Started);
            assertThat(supervisor.getRouteStatus("forward")).isEqualTo(ServiceStatus.Started);
        });
        sandbox.awaitReady(2);
        assertThat(get("/b").getPayloadString()).isEqualTo("here");
        assertThat(ask(Request.newPost(), "/c").getPayloadString()).isEqualTo("done");
        assertThat(module().resources()).containsExactlyInAnyOrder("/b", "/c");
    }

    /** The session of the route that has started would not try again for minutes. */
    @Test
    void routeStartsWithTheModuleEvenIfAnotherRouteDidNotWait() throws Exception {
        Path link = folder.resolve("modem");
        String uri = "bc66coap:" + link + "?reconnectDelay=10m&reconnectMaxDelay=10m";
        sandbox.describe(module -> module.pty(link));
        SupervisingRouteController supervisor = supervise();
        RouteBuilder.addRoutes(context, r -> {
            r.from(uri + "&uriPath=/b&connectOnStart=false").setBody(r.constant("here"));
            r.from(uri + "&uriPath=/c").routeId("supervised").setBody(r.constant("here, too"));
        });
        context.start();
        await().untilAsserted(() -> assertThat(supervisor.getRestartException("supervised"))
                .hasStackTraceContaining("there is no such device"));
        Files.createFile(link);
        await().untilAsserted(() ->
                assertThat(supervisor.getRestartException("supervised")).hasStackTraceContaining("not a serial port"));
        Files.delete(link);

        module();
        await().untilAsserted(() ->
                assertThat(supervisor.getRouteStatus("supervised")).isEqualTo(ServiceStatus.Started));
        sandbox.awaitReady(2);
        assertThat(get("/b").getPayloadString()).isEqualTo("here");
        assertThat(get("/c").getPayloadString()).isEqualTo("here, too");
    }

    @Test
    void aStopDoesNotWaitForAStartThatIsUnderWay() throws Exception {
        module().onCommand(line -> Optional.of(""));
        supervise();
        RouteBuilder.addRoutes(context, r -> r.from(sandbox.uri("uriPath=/b", "commandTimeout=3s"))
                .to("mock:b"));
        context.start();
        await().until(() -> !module().commands().isEmpty());
        Bc66CoapEndpoint starting =
                (Bc66CoapEndpoint) context.getRoutes().get(0).getEndpoint();
        assertThat(starting.getModemState()).isEqualTo("WAKING");

        context.stop();

        // of five, before it would be given up
        assertThat(module().commands()).hasSizeLessThan(3);
        assertThat(starting.getModemState()).isEqualTo("STOPPED");
    }
}
