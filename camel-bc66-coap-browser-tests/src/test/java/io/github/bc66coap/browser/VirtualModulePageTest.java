// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.browser;

import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.fault.Fault;
import io.github.bc66coap.simulator.monitor.Bc66Page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What can be done with a virtual module on its page: each button. */
@Timeout(60)
@ExtendWith(Browser.Resolver.class)
class VirtualModulePageTest {
    private final Browser browser;
    private final Bc66Page page = new Bc66Page();
    private VirtualBc66 module;
    private Socket line;
    private int port;

    VirtualModulePageTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void open() throws Exception {
        module = VirtualBc66.builder().tcp(0).trace(page::trace).start();
        connect();
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            port = free.getLocalPort();
        }
        browser.open(page.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), module));
        browser.awaitText("#title", "virtual BC66 on tcp://");
    }

    @AfterEach
    void close() throws Exception {
        page.close();
        line.close();
        module.close();
    }

    private void connect() throws Exception {
        URI device = URI.create(module.device());
        line = new Socket(device.getHost(), device.getPort());
    }

    private void command(String command) throws Exception {
        OutputStream out = line.getOutputStream();
        out.write((command + "\r").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private void makeContext(String more) throws Exception {
        command("AT+QCOAPCREATE=" + port + more);
        browser.awaitText("#state", "READY");
    }

    private void press(String action, String result) {
        browser.click("#action-" + action + " button");
        browser.awaitText("#actions .result", result);
    }

    @Test
    void sendsARequest() throws Exception {
        makeContext(",0");
        browser.choose("#action-request [name=method]", "PUT");
        browser.type("#action-request [name=path]", "/valve?state=open");
        browser.type("#action-request [name=payload]", "now");
        press("request", "PUT /valve?state=open was sent.");
        browser.awaitRow("CON PUT /valve");
        browser.awaitRow("+QCOAPURC: \"req\"");
        command("AT+QCOAPCFG=\"Showra\",1");
        browser.screenshotForDocs("monitor-actions");
    }

    @Test
    void aRequestIsRefusedWithoutAContextOrWithDtls() throws Exception {
        press("request", "there is no CoAP context");
        assertThat(browser.find("#actions .result").getDomAttribute("class")).contains("bad");
        makeContext(",1,\"gateway\",\"0102030405\"");
        press("request", "one with DTLS");
    }

    @Test
    void refusesAMalformedPath() throws Exception {
        makeContext(",0");
        browser.type("#action-request [name=path]", "/ %%%");
        browser.click("#action-request button");
        await().untilAsserted(() -> assertThat(browser.find("#actions .result").getDomAttribute("class"))
                .contains("bad"));
    }

    @Test
    void theModuleSleepsAndWakes() throws Exception {
        makeContext(",0");
        press("sleep", "It sleeps.");
        browser.awaitText("#state", "ASLEEP");
        press("wake", "PSM_EINT was pulsed.");
        browser.awaitText("#state", "READY");
        browser.awaitRow("+QCOAPURC: recovered,0");
    }

    @Test
    void theModuleResetsWithAndWithoutRdy() throws Exception {
        makeContext(",0");
        press("reset-silently", "It has restarted, without RDY.");
        browser.awaitText("#state", "NO CONTEXT");
        assertThat(browser.rows()).noneMatch(row -> row.contains("RDY"));
        press("reset", "It has restarted, with RDY.");
        browser.awaitRow("RDY");
    }

    @Test
    void pullsTheLineAndPutsItBack() throws Exception {
        press("pull", "The line is hung up.");
        browser.awaitText("#state", "LINE LOST");
        press("plug", "The line is back.");
        browser.awaitText("#state", "NO CONTEXT");
        connect();
        command("AT+QCOAPDATASTATUS?");
        browser.awaitRow("AT+QCOAPDATASTATUS?");
    }

    @Test
    void theModuleDetachesAttachesAndLosesMessages() throws Exception {
        makeContext(",0");
        press("detach", "It is detached.");
        browser.awaitText("#state", "DETACHED");
        press("attach", "It is attached.");
        browser.awaitText("#state", "READY");
        browser.choose("#action-loss [name=rate]", "1");
        press("loss", "Messages are lost: 100 %.");
        browser.choose("#action-request [name=type]", "NON");
        press("request", "was sent");
        browser.awaitRow("fault: network-loss");
        press("no-faults", "No fault strikes any more.");
        press("request", "was sent");
        browser.awaitRow("NON GET /readings");
    }

    @Test
    void theModuleForgetsItsDtlsSessions() throws Exception {
        press("forget-sessions", "There is no CoAP context with DTLS.");
        makeContext(",1,\"gateway\",\"0102030405\"");
        press("forget-sessions", "It has forgotten its DTLS sessions.");
        browser.awaitRow("DTLS sessions forgotten");
        assertThat(browser.rows())
                .as("the key")
                .anyMatch(row -> row.contains("AT+QCOAPCREATE=" + port + ",1,\"gateway\",***"))
                .noneMatch(row -> row.contains("0102030405"));
    }

    @Test
    void eachFaultIsOfferedOnceAtRandomOrNever() throws Exception {
        assertThat(browser.texts("#action-fault [name=name] option"))
                .containsExactly(
                        Arrays.stream(Fault.values()).map(Fault::cliName).toArray(String[]::new));
        browser.choose("#action-fault [name=name]", "missing-ok");
        press("fault", "missing-ok: once");
        command("AT+QCOAPDATASTATUS?");
        browser.awaitRow("fault: missing-ok after AT+QCOAPDATASTATUS");
        browser.choose("#action-fault [name=when]", "at random");
        press("fault", "missing-ok: at random");
        browser.choose("#action-fault [name=when]", "never");
        press("fault", "missing-ok: never");
    }
}
