// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.InetAddress;
import java.net.ServerSocket;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import io.github.bc66coap.modem.api.ModemState.Phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A terminal server's port under the wrong scheme: the reason says which one is right, and nothing is sent that it would damage. */
class WrongSchemeTest extends RouteTestSupport {
    private static final String EAGER = "connectOnStart=false&reconnectDelay=50&reconnectMaxDelay=200";

    private Bc66CoapEndpoint start(String device) throws Exception {
        return start(device, "");
    }

    private Bc66CoapEndpoint start(String device, String options) throws Exception {
        String uri = "bc66coap:" + device + "?" + EAGER + options + "&responseTimeout=1s&host=127.0.0.1&uriPath=a&port="
                + cloud().port();
        routes(r -> r.from("direct:start").to(uri));
        return context.getEndpoint(uri, Bc66CoapEndpoint.class);
    }

    private void assertIsNotUsed(Bc66CoapEndpoint endpoint, String reason) throws Exception {
        await().untilAsserted(() -> assertThat(endpoint.getModemReason()).isEqualTo(reason));
        await().until(() -> endpoint.getModemFailedAttempts() > 1);
        Exchange sent = send("x");
        assertThat(sent.getException())
                .isInstanceOf(ModemUnavailableException.class)
                .hasMessageContaining(reason);
        assertThat(sandbox.lines("AT+QCOAP")).isEmpty();
        assertThat(endpoint.getModemState()).doesNotContain(Phase.READY.toString());
    }

    @Test
    void aTelnetPortUnderTcpIsRefusedWithTheRightScheme() throws Exception {
        sandbox.describe(module -> module.tcp(0));
        try (TerminalServer server = new TerminalServer(module().device(), new TelnetPort())) {
            String device = server.device().replace("rfc2217:", "tcp:");
            assertIsNotUsed(
                    start(device), device + " negotiates telnet, which would damage bytes: use " + server.device());
        }
    }

    @Test
    void aRawPortUnderRfc2217IsRefusedWithTheRightScheme() throws Exception {
        sandbox.describe(module -> module.tcp(0));
        try (TerminalServer server = new TerminalServer(module().device())) {
            String device = server.device().replace("tcp:", "rfc2217:");
            assertIsNotUsed(
                    start(device),
                    "Can't open " + device + ": nobody answers telnet's negotiation, so it seems to be a raw port: use "
                            + server.device());
        }
    }

    @Test
    void theReasonForASilentTcpModuleNamesTheRateOfTheServer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Bc66CoapEndpoint endpoint = start("tcp://127.0.0.1:" + silent.getLocalPort(), "&commandTimeout=100");
            await().untilAsserted(() -> assertThat(endpoint.getModemReason())
                    .contains("nothing comes at all")
                    .endsWith(
                            "; over tcp:// the server's own rate holds, with ser2net 9600 unless its connector names one;"
                                    + " rfc2217:// sets it"));
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theReasonForTwoSlashesSuggestsTheDevice() throws Exception {
        Bc66CoapEndpoint endpoint = start("//dev/no-such-tty");
        await().untilAsserted(
                        () -> assertThat(endpoint.getModemReason())
                                .isEqualTo(
                                        "Can't open serial port dev/no-such-tty: there is no such device; was /dev/no-such-tty meant?"));
    }
}
