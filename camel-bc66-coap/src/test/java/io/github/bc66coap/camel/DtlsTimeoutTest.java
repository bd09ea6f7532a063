// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.quirks.QuirkRuns;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.junit5.KeyWatch;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A module that tries a handshake for longer than a send may take. */
class DtlsTimeoutTest extends ModuleFixture {
    private static final String SERVER_HOST = FreePorts.address();
    private static final Duration SEND_TIMEOUT = Duration.ofMillis(700);
    private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(2 + 4 + 8 + 16 + 32);

    @RegisterExtension
    static final KeyWatch LOG = QuirkRuns.keyWatch(DtlsRoutesTest.KEY);

    @BeforeAll
    static void warmUp() {
        VirtualBc66.warmUp();
    }

    @Override
    void describe(VirtualBc66.Builder bc66) {
        bc66.dtlsTimers(Duration.ofSeconds(2), 4);
    }

    @Override
    void configure(Bc66CoapConfiguration configuration) {
        configuration.setPskIdentity(DtlsRoutesTest.IDENTITY);
        configuration.setSecretKey(DtlsRoutesTest.KEY);
        configuration.setSendTimeout(SEND_TIMEOUT);
    }

    @Override
    void routes(RouteBuilder r) {
        r.from("direct:send").to(uri("uriPath=/time&host=" + SERVER_HOST));
        r.from("direct:at").to(uri("operation=AT&command=RAW(AT+CSQ)"));
    }

    private Exchange send(String route) {
        return template.request(route, exchange -> {});
    }

    @Test
    void theFirstMessageThatDoesNotLeaveInTimeIsAFailedHandshake() {
        long start = System.nanoTime();
        Exchange failed = send("direct:send");
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(failed.getException())
                .isInstanceOf(DtlsHandshakeException.class)
                .hasMessageContaining(SERVER_HOST)
                .hasMessageContaining("did not end in time");
        assertThat(took).isBetween(SEND_TIMEOUT, HANDSHAKE_TIMEOUT.dividedBy(2));
        // the module goes on trying for longer than this waits; whether it still answers may be asked first
        await("the module can be used").until(() -> send("direct:at").getException() == null);
    }

    /** A module that takes messages and doesn't send them, as its status says. */
    private static Optional<String> sendsNothing(String line) {
        if (line.startsWith("AT+QCOAPDATASTATUS?")) {
            return Optional.of("\r\n+QCOAPDATASTATUS: 0\r\n\r\nOK\r\n");
        }
        return line.startsWith("AT+QCOAPSEND") ? Optional.of("\r\nOK\r\n") : Optional.empty();
    }

    @Test
    void anUnsentMessageAfterAHandshakeIsAnAtTimeout() {
        try (CoapCloud cloud = SecureCloud.start(
                new InetSocketAddress(SERVER_HOST, 5684), DtlsRoutesTest.IDENTITY, DtlsRoutesTest.KEY)) {
            cloud.on("time", exchange -> exchange.respond(ResponseCode.CONTENT, "12:00"));
            // a busy machine may need more than one deadline for the handshake
            await().until(() -> send("direct:send").getException() == null);
            module().onCommand(DtlsTimeoutTest::sendsNothing);
            assertThat(send("direct:send").getException()).isInstanceOf(AtTimeoutException.class);
        }
    }
}
