// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.SupervisingRouteController;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A start that waits until peers reach the module: {@code readyOnStart}. */
class ReadyOnStartTest extends RouteTestSupport {
    private CompletableFuture<Void> starting(Routes routes) {
        CompletableFuture<Void> started = new CompletableFuture<>();
        inItsOwnThread(() -> {
            try {
                routes(routes);
                started.complete(null);
            } catch (Exception e) {
                started.completeExceptionally(e);
            }
        });
        return started;
    }

    private ModemState.Phase phase() {
        return context.getComponent("bc66coap", Bc66CoapComponent.class).modems().modems().stream()
                .map(modem -> modem.state().phase())
                .findFirst()
                .orElse(ModemState.Phase.STOPPED);
    }

    /** Nothing waits in between: what comes first comes after the start, and that is all. */
    @RepeatedTest(3)
    void theFirstRequestsOfEitherSideAreAnswered() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        routes(r -> {
            r.from(sandbox.uri("uriPath=/b", "readyOnStart=true")).setBody(r.constant("here"));
            r.from("direct:start").to(sandbox.toCloud("uriPath=/a", "readyOnStart=true"));
        });

        assertThat(module().resources()).containsExactly("/b");
        assertThat(get("/b").getPayloadString()).isEqualTo("here");
        assertThat(text(send("x"))).isEqualTo("done");
    }

    @Test
    void aStartWaitsForAModuleThatAttachesLate() throws Exception {
        sandbox.describe(module -> module.attached(false));
        CompletableFuture<Void> started = starting(
                r -> r.from(sandbox.uri("uriPath=/b", "readyOnStart=true")).setBody(r.constant("here")));
        await().until(() -> phase() == ModemState.Phase.ATTACHING);
        assertThat(started).isNotDone();

        module().attach(true);

        started.join();
        assertThat(phase()).isEqualTo(ModemState.Phase.READY);
        assertThat(get("/b").getPayloadString()).isEqualTo("here");
    }

    /** Others may have made it ready long before; what is new is that it is told of this path. */
    @Test
    @NotUnder(value = Quirk.TEST_OK_ALONE, because = "each start waits for commandTimeout, here a minute")
    void aStartWaitsUntilItsPathIsAnnounced() throws Exception {
        serve(1, r -> r.from(sandbox.uri("uriPath=/a", "commandTimeout=1m")).setBody(r.constant("first")));
        sandbox.answer("AT+QCOAPADDRES", "");
        CompletableFuture<Void> started =
                starting(r -> r.from(sandbox.uri("uriPath=/b", "commandTimeout=1m", "readyOnStart=true"))
                        .setBody(r.constant("second")));
        await().until(() -> !sandbox.lines("AT+QCOAPADDRES=2,\"/b\"").isEmpty());
        assertThat(phase()).isEqualTo(ModemState.Phase.READY);
        assertThat(started).isNotDone();

        module().emit("\r\nOK\r\n".getBytes(StandardCharsets.US_ASCII));

        started.join();
    }

    @Test
    void aModuleThatNeverAttachesFailsTheStartWithTheReason() {
        sandbox.describe(module -> module.attached(false));
        assertThatThrownBy(() -> routes(r -> r.from(sandbox.uri("uriPath=/b", "readyOnStart=true", "attachTimeout=1s"))
                        .to("mock:b")))
                .hasStackTraceContaining("ModemUnavailableException: no module on " + module().device()
                        + ": the module has not attached to the network within 1 s")
                .hasStackTraceContaining("; with readyOnStart=false, it starts before the module is ready");
        assertThat(phase()).isEqualTo(ModemState.Phase.STOPPED);
    }

    @Test
    void withoutReadyOnStartAStartDoesNotWait() throws Exception {
        sandbox.describe(module -> module.attached(false));
        routes(r -> r.from(sandbox.uri("uriPath=/b")).to("mock:b"));
        assertThat(phase()).isNotEqualTo(ModemState.Phase.READY);
    }

    @Test
    void aStartDoesNotWaitWhereConnectOnStartIsOff(@TempDir Path folder) throws Exception {
        routes(r -> r.from("bc66coap:" + folder.resolve("none") + "?connectOnStart=false&readyOnStart=true&uriPath=/b")
                .to("mock:b"));
    }

    @Test
    void aSupervisedRouteStartsWhenTheModuleIsReady(@TempDir Path folder) throws Exception {
        Path link = folder.resolve("modem");
        sandbox.describe(module -> module.pty(link).attached(false));
        SupervisingRouteController supervisor = context.getRouteController().supervising();
        supervisor.setBackOffDelay(50);
        supervisor.setBackOffMultiplier(1);
        supervisor.setBackOffMaxAttempts(0);
        RouteBuilder.addRoutes(
                context, r -> r.from("bc66coap:" + link + "?uriPath=/b&readyOnStart=true&attachTimeout=1s")
                        .routeId("serve")
                        .setBody(r.constant("here")));
        context.start();
        await().untilAsserted(() ->
                assertThat(supervisor.getRestartException("serve")).hasStackTraceContaining("there is no such device"));
        module();
        await().untilAsserted(() -> assertThat(supervisor.getRestartException("serve"))
                .hasStackTraceContaining("has not attached to the network within 1 s"));
        assertThat(supervisor.getRouteStatus("serve")).isNotEqualTo(ServiceStatus.Started);

        module().attach(true);

        await().untilAsserted(
                        () -> assertThat(supervisor.getRouteStatus("serve")).isEqualTo(ServiceStatus.Started));
        assertThat(get("/b").getPayloadString()).isEqualTo("here");
    }

    /** As the page on the component says. */
    @Test
    void aSupervisedRouteThatWaitsDelaysOnlyLaterRoutes() throws Exception {
        sandbox.describe(module -> module.attached(false));
        context.getRouteController().supervising().setInitialDelay(1);
        RouteBuilder.addRoutes(context, r -> {
            r.from("direct:behind").routeId("behind").startupOrder(3).to("mock:behind");
            r.from(sandbox.uri("uriPath=/b", "readyOnStart=true"))
                    .routeId("waits")
                    .startupOrder(2)
                    .setBody(r.constant("here"));
            r.from("direct:before").routeId("before").startupOrder(1).to("mock:before");
        });
        context.start();
        await().until(() -> phase() == ModemState.Phase.ATTACHING);
        assertThat(status("before")).isEqualTo(ServiceStatus.Started);
        assertThat(status("waits")).isNotEqualTo(ServiceStatus.Started);
        assertThat(status("behind")).isNotEqualTo(ServiceStatus.Started);

        module().attach(true);

        await().untilAsserted(() -> assertThat(status("waits")).isEqualTo(ServiceStatus.Started));
        await().untilAsserted(() -> assertThat(status("behind")).isEqualTo(ServiceStatus.Started));
    }

    private ServiceStatus status(String route) {
        return context.getRouteController().getRouteStatus(route);
    }

    @Test
    void aStopDoesNotWaitForAStartThatIsUnderWay() throws Exception {
        sandbox.describe(module -> module.attached(false));
        context.getRouteController().supervising().setInitialDelay(1);
        RouteBuilder.addRoutes(context, r -> r.from(sandbox.uri("uriPath=/b", "readyOnStart=true"))
                .to("mock:b"));
        context.start();
        await().until(() -> phase() == ModemState.Phase.ATTACHING);

        Bc66CoapEndpoint starting =
                (Bc66CoapEndpoint) context.getRoutes().get(0).getEndpoint();
        long begun = System.nanoTime();

        context.stop();

        // not only after attachTimeout
        assertThat(starting.getModemState()).isEqualTo("STOPPED");
        assertThat(System.nanoTime() - begun).isLessThan(Duration.ofSeconds(90).toNanos());
    }
}
