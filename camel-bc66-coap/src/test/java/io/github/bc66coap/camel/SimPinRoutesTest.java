// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.SupervisingRouteController;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.quirks.QuirkRuns;
import io.github.bc66coap.simulator.junit5.KeyWatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The SIM's PIN, with a virtual module behind a link: which PINs were refused is remembered by device as long as the process
 * lives, and names of terminals come again.
 */
@Isolated("it takes what all of the JVM logs")
class SimPinRoutesTest extends RouteTestSupport {
    private static final String RETRY = "reconnectDelay=10&reconnectMaxDelay=50";
    private static final String RIGHT = "90817263";
    private static final String WRONG = "36271809";

    @RegisterExtension
    static final KeyWatch WATCH = QuirkRuns.keyWatch(RIGHT, WRONG);

    @TempDir
    private Path folder;

    private Path link() {
        return folder.resolve("modem");
    }

    @BeforeEach
    void describe() {
        sandbox.describe(module -> module.pty(link()).simPin(RIGHT));
    }

    private void simPin(CamelContext of, String pin) {
        of.getComponent("bc66coap", Bc66CoapComponent.class).getConfiguration().setSimPin(pin);
    }

    private void addRoutes(CamelContext to) throws Exception {
        RouteBuilder.addRoutes(to, r -> {
            r.errorHandler(r.noErrorHandler());
            r.from("direct:start").routeId("send").to(sandbox.toCloud("uriPath=a", RETRY, "responseTimeout=5s"));
        });
    }

    private List<String> pins() {
        return sandbox.lines("AT+CPIN=");
    }

    private void awaitAttempts(int more) {
        int seen = sandbox.lines("AT+CPIN?").size();
        await().until(() -> sandbox.lines("AT+CPIN?").size() >= seen + more);
    }

    private static String reason(CamelContext of) {
        return of.getCamelContextExtension()
                .getContextPlugin(ModemPool.class)
                .modems()
                .get(0)
                .state()
                .reason();
    }

    private static void assertSaysWhy(CamelContext of) {
        await().untilAsserted(() -> assertThat(reason(of))
                .startsWith("simPin was refused: ")
                .endsWith("; to spare the SIM it isn't sent again until it is changed or this program is restarted")
                .contains("(tries left: 2)"));
    }

    @Test
    void aLockedSimIsUnlockedAgainAfterEachRestart() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        simPin(context, RIGHT);
        addRoutes(context);
        context.start();

        assertThat(text(send("x"))).isEqualTo("done");

        module().clearCommands();
        module().reboot();
        sandbox.awaitReady(0);
        assertThat(text(send("x"))).isEqualTo("done");
        assertThat(pins()).containsExactly("AT+CPIN=\"" + RIGHT + "\"");
    }

    @Test
    void aRefusedPinIsSentOnceInTheLifeOfTheProcess() throws Exception {
        simPin(context, WRONG);
        addRoutes(context);
        context.start();
        assertSaysWhy(context);
        awaitAttempts(5);

        context.getRouteController().stopRoute("send");
        context.getRouteController().startRoute("send");
        awaitAttempts(5);
        context.stop();
        // a stopped context has forgotten all of it
        simPin(context, WRONG);
        addRoutes(context);
        context.start();
        awaitAttempts(5);
        assertSaysWhy(context);
        context.stop();
        try (CamelContext other = new DefaultCamelContext()) {
            simPin(other, WRONG);
            addRoutes(other);
            other.start();
            awaitAttempts(5);
            assertSaysWhy(other);
            module().reboot();
            awaitAttempts(5);
        }
        assertThat(pins()).containsExactly("AT+CPIN=\"" + WRONG + "\"");
    }

    @Test
    void aSupervisedRouteSendsARefusedPinOnce() throws Exception {
        SupervisingRouteController supervisor = context.getRouteController().supervising();
        supervisor.setInitialDelay(1);
        supervisor.setBackOffDelay(20);
        supervisor.setBackOffMultiplier(1);
        simPin(context, WRONG);
        RouteBuilder.addRoutes(context, r -> r.from("bc66coap:" + link() + "?uriPath=/b&" + RETRY)
                .routeId("serve")
                .setBody(r.constant("here")));
        context.start();
        await().until(() -> supervisor.getRestartException("serve") != null);

        module();

        await().until(() -> supervisor.getRouteStatus("serve") == ServiceStatus.Started);
        awaitAttempts(5);
        for (int i = 0; i < 3; i++) {
            module().hangUp();
            module().reconnect();
            awaitAttempts(2);
        }
        assertThat(pins()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT+CPIN=11112222", "AT+CPIN=\"11112222\""})
    void initCommandsSendARefusedPinOnce(String command) throws Exception {
        routes(r -> r.from("direct:start").to(sandbox.uri(RETRY, "initCommands=RAW(" + command + ")")));
        await().untilAsserted(() -> assertThat(reason(context)).startsWith("AT+CPIN=*** was refused: "));
        awaitAttempts(5);
        assertThat(pins()).containsExactly(command);
    }

    /** Camel tries again what has failed, and so does a timer. */
    @Test
    void aRetriedCommandSendsARefusedPinOnce() throws Exception {
        sandbox.describe(module -> module.pty(link()));
        RouteBuilder.addRoutes(context, r -> {
            r.errorHandler(r.defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));
            r.from("direct:start").to(sandbox.uri("operation=AT", "command=RAW(AT+CPIN=33334444)"));
        });
        context.start();
        sandbox.awaitReady(0);
        module().onCommand(line -> line.startsWith("AT+CPIN=")
                ? Optional.of("\r\n+CME ERROR: 16\r\n")
                : line.equals("AT+CPIN?") ? Optional.of("\r\n+CPIN: SIM PIN\r\n\r\nOK\r\n") : Optional.empty());

        for (int i = 0; i < 2; i++) {
            assertThat(send(null).getException())
                    .isInstanceOf(ModemUnavailableException.class)
                    .hasMessageContaining("AT+CPIN=*** was refused: +CME ERROR: 16; to spare the SIM");
        }
        assertThat(pins()).hasSize(1);
    }

    /** Its refusal of a PIN that nobody asks for used to keep it from getting ready. */
    @Test
    void anUnlockedSimGetsNoPin() throws Exception {
        sandbox.describe(module -> module.pty(link()));
        routes(r -> r.from("direct:start").to(sandbox.uri("initCommands=RAW(AT+CPIN=1234)", "simPin=1234")));
        sandbox.forgetLines(0);
        module().reboot();
        sandbox.awaitReady(0);
        assertThat(pins()).isEmpty();
    }

    @Test
    void aSimThatWaitsForItsPukGetsNoPin() throws Exception {
        sandbox.answer("AT+CPIN?", "\r\n+CPIN: SIM PUK\r\n\r\nOK\r\n");
        routes(r -> r.from("direct:start").to(sandbox.uri(RETRY, "simPin=8765")));
        awaitAttempts(5);
        assertThat(pins()).isEmpty();
        await().untilAsserted(() -> assertThat(reason(context)).endsWith("so simPin isn't sent: +CPIN: SIM PUK"));
    }
}
