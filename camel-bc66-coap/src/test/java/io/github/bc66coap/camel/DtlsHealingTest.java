// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.quirks.QuirkRuns;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.Quirks;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.junit5.KeyWatch;
import io.github.bc66coap.simulator.network.Nat;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Sessions that one end has lost, with a real server of CoAP over DTLS: routes go on without anybody's help. */
class DtlsHealingTest extends CamelTestSupport {
    private static final String MODULE_HOST = FreePorts.address();
    private static final InetSocketAddress SERVER = new InetSocketAddress(FreePorts.address(), 5684);
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(4);

    @RegisterExtension
    static final KeyWatch LOG = QuirkRuns.keyWatch(DtlsRoutesTest.KEY);

    @TempDir
    Path directory;

    /** Those of a server that keeps them for far longer than a test takes. */
    private final KeptSessions kept = new KeptSessions(Duration.ofSeconds(300));

    private final List<AutoCloseable> open = new ArrayList<>();
    private VirtualBc66 module;
    private CoapCloud cloud;

    @BeforeAll
    static void warmUp() {
        VirtualBc66.warmUp();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        camel.setDevConsole(true);
        return camel;
    }

    @Override
    protected boolean useJmx() {
        return true;
    }

    @AfterEach
    void close() throws Exception {
        context.stop();
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private void startModule(Quirk... quirks) {
        module = VirtualBc66.builder()
                .pty(directory.resolve("bc66"))
                .address(MODULE_HOST)
                .dtlsTimers(Duration.ofMillis(200), 1)
                .quirks(Quirks.of(quirks))
                .start();
        open.add(module);
    }

    private void startCloud(KeptSessions kept) {
        cloud = SecureCloud.start(SERVER, DtlsRoutesTest.IDENTITY, DtlsRoutesTest.KEY, kept)
                .on("time", exchange -> exchange.respond(ResponseCode.CONTENT, "12:00"));
        open.add(cloud);
    }

    private void startCloud() {
        startCloud(new KeptSessions(Duration.ZERO));
    }

    private String modem() {
        Bc66CoapConfiguration common =
                context.getComponent("bc66coap", Bc66CoapComponent.class).getConfiguration();
        common.setPskIdentity(DtlsRoutesTest.IDENTITY);
        common.setSecretKey(DtlsRoutesTest.KEY);
        common.setResponseTimeout(RESPONSE_TIMEOUT);
        common.setKeepAliveInterval(Duration.ZERO);
        return "bc66coap:" + module.device();
    }

    private void startRoutes(InetSocketAddress server) throws Exception {
        String modem = modem();
        RouteBuilder.addRoutes(context, r -> {
            r.errorHandler(r.noErrorHandler());
            r.from("direct:time")
                    .to(modem + "?uriPath=/time&host=" + server.getHostString() + "&port=" + server.getPort());
            r.from("direct:reset").to(modem + "?operation=RESET");
            r.from("direct:restart").to(modem + "?operation=AT&command=RAW(AT+QRST)");
            r.from(modem + "?uriPath=/own").setBody(r.constant("mine"));
        });
        assertThat(time()).isEqualTo("12:00");
    }

    private void start() throws Exception {
        startModule();
        startCloud();
        startRoutes(SERVER);
    }

    private void startWithKeptSessions(Quirk... quirks) throws Exception {
        startModule(quirks);
        startCloud(kept);
        startRoutes(SERVER);
    }

    private Exchange send(String route) {
        return template.request(
                "direct:" + route, exchange -> exchange.getMessage().setBody("body"));
    }

    /** The answer, or the failure. */
    private Object time() {
        Exchange answer = send("time");
        return answer.getException() == null ? answer.getMessage().getBody(String.class) : answer.getException();
    }

    /** Asks as a route would that asks from time to time. */
    private void healsInTime() {
        await().pollInSameThread()
                .pollInterval(200, TimeUnit.MILLISECONDS)
                .atMost(RESPONSE_TIMEOUT.plusSeconds(10))
                .until(() -> "12:00".equals(time()));
    }

    private long count(Counter counter) {
        return ModemCounts.of(context, counter);
    }

    private List<String> creations() {
        return module.commands().stream()
                .filter(command -> command.startsWith("AT+QCOAPCREATE=5"))
                .map(command -> command.substring("AT+QCOAPCREATE=".length(), command.indexOf(',')))
                .toList();
    }

    // the server forgets

    @Test
    void routesRecoverFromAServerRestartAfterOneTimeout() throws Exception {
        start();
        cloud.close();
        startCloud();

        assertThat(time()).isInstanceOf(CoapTimeoutException.class);
        assertThat(time()).isEqualTo("12:00");
        assertThat(count(Counter.CONTEXT_RENEWALS)).isEqualTo(1);
        assertThat(creations()).containsExactly("56830", "56830");
        assertThat(module.resources()).containsExactly("/own");
        assertThat(cloud.ask(own()).getPayloadString())
                .as("the server's own requests")
                .isEqualTo("mine");
    }

    private static Request own() {
        Request request = Request.newGet();
        request.setURI("coaps://" + MODULE_HOST + ":56830/own");
        return request;
    }

    @Test
    void routesRecoverWhenTheNetworkChangesThePort() throws Exception {
        startModule();
        startCloud();
        Nat nat = new Nat(new InetSocketAddress(MODULE_HOST, 0), SERVER);
        open.add(nat);
        startRoutes(nat.address());
        nat.rebind();

        healsInTime();
        assertThat(count(Counter.CONTEXT_RENEWALS)).isEqualTo(1);
    }

    @Test
    void routesRecoverWhenAnAbsentServerComesBack() throws Exception {
        start();
        cloud.close();
        assertThat(time()).isInstanceOf(CoapTimeoutException.class);
        // within its deadline it has tried both ports
        assertThat(time()).isInstanceOf(DtlsHandshakeException.class);
        assertThat(count(Counter.DTLS_HANDSHAKES_FAILED)).isGreaterThanOrEqualTo(2);
        startCloud();

        healsInTime();
    }

    // the module forgets, and the server doesn't

    @Test
    void aRestartedModuleHandshakesFromTheNextPort() throws Exception {
        startWithKeptSessions();
        assertThat(send("restart").getException()).isNull();
        await().until(() -> count(Counter.RESTARTS) == 1);

        assertThat(time()).isEqualTo("12:00");
        assertThat(creations()).containsExactly("56830", "56831");
        assertThat(kept.ignored()).isZero();
        assertThat(count(Counter.DTLS_HANDSHAKES_FAILED)).isZero();
    }

    @Test
    void aModuleThatLostItsPowerHandshakesFromTheNextPort() throws Exception {
        startWithKeptSessions();
        module.hangUp();
        module.reboot();
        module.reconnect();

        assertThat(time()).isEqualTo("12:00");
        assertThat(creations()).last().isEqualTo("56831");
        assertThat(kept.ignored()).isZero();
    }

    /** Nobody knows any more that there was a session. */
    @Test
    void afterARestartOfModuleAndGatewayTheNextPortIsUsed() throws Exception {
        startWithKeptSessions();
        module.close();
        context.getRouteController().stopAllRoutes();
        context.getRouteController().removeAllRoutes();
        startModule();
        startRoutes(SERVER);

        assertThat(time()).isEqualTo("12:00");
        assertThat(creations()).containsExactly("56830", "56831");
        assertThat(kept.ignored()).isPositive();
    }

    @Test
    void aStopClosesTheSessionSoANewStartUsesTheSamePort() throws Exception {
        startWithKeptSessions();
        context.getRouteController().stopAllRoutes();
        context.getRouteController().startAllRoutes();

        assertThat(time()).isEqualTo("12:00");
        assertThat(creations()).containsExactly("56830", "56830");
        assertThat(kept.ignored()).isZero();
    }

    // on demand

    @Test
    void aResetOpensANewSessionFromTheSamePort() throws Exception {
        startWithKeptSessions();
        Exchange reset = send("reset");
        assertThat(reset.getException()).isNull();
        assertThat(reset.getMessage().getBody()).isEqualTo("body");
        assertThat(reset.getMessage().getHeader(Bc66CoapConstants.DEVICE)).isEqualTo(module.device());

        assertThat(time()).isEqualTo("12:00");
        assertThat(creations()).containsExactly("56830", "56830");
        assertThat(kept.ignored()).isZero();
    }

    @Test
    void moduleThatNeverClosesSessionsUsesTheNextPortAfterAReset() throws Exception {
        startWithKeptSessions(Quirk.NO_CLOSE_NOTIFY);
        assertThat(send("reset").getException()).isNull();

        assertThat(time()).isEqualTo("12:00");
        assertThat(creations()).containsExactly("56830", "56830", "56831");
        assertThat(kept.ignored()).isPositive();
    }

    @Test
    void consoleAndEndpointShowTheLocalPortInUse() throws Exception {
        start();
        module.reboot();
        await().until(() -> creations().contains("56831"));
        assertThat(time()).isEqualTo("12:00");

        assertThat(Consoles.shown(context).get("bc66coap"))
                .contains("local port 56831")
                .contains("localPort=56831");
        assertThat(context.getEndpoints().stream()
                        .filter(Bc66CoapEndpoint.class::isInstance)
                        .map(Bc66CoapEndpoint.class::cast))
                .extracting(Bc66CoapEndpoint::getModemLocalPort)
                .contains(56831);
    }
}
