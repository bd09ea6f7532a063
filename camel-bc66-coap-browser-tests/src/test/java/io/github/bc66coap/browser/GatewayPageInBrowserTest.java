// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.browser;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** The page of a gateway: two routes, of which one asks the other through two virtual modules. */
@Timeout(60)
@ExtendWith(Browser.Resolver.class)
class GatewayPageInBrowserTest {
    private final Browser browser;
    private final VirtualBc66 meter = VirtualBc66.builder().tcp(0).start();
    private final VirtualBc66 reader = VirtualBc66.builder().tcp(0).start();
    private final int http = FreePorts.tcp();
    private final int coap = FreePorts.udp();
    private final Main main = new Main();

    GatewayPageInBrowserTest(Browser browser) {
        this.browser = browser;
    }

    private void start() {
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", Integer.toString(http));
        main.addInitialProperty("bc66coap.monitor.enabled", "true");
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("bc66coap:" + meter.device() + "?uriPath=/temperature&localPort=" + coap)
                        .routeId("thermometer")
                        .setBody(constant("21.5"));
                from("direct:ask")
                        .routeId("asks")
                        .to("bc66coap:" + reader.device() + "?method=GET&uriPath=/temperature&host=127.0.0.1&port="
                                + coap + "&localPort=" + FreePorts.udp());
            }
        });
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
        meter.close();
        reader.close();
    }

    private String ask() {
        return main.getCamelContext().createProducerTemplate().requestBody("direct:ask", null, String.class);
    }

    @Test
    void showsAllStepsOfAnExchange() throws Exception {
        start();
        browser.open("http://127.0.0.1:" + http + "/bc66/");
        browser.run(
                "window.lost = 0; new MutationObserver(() => {"
                        + " if (document.querySelector('#connection').textContent.includes('lost')) window.lost++; })"
                        + ".observe(document.querySelector('#connection'), {childList: true, characterData: true, subtree: true})");
        browser.awaitRow("READY");
        for (int i = 0; i < 3; i++) {
            assertThat(ask()).isEqualTo("21.5");
            browser.awaitRow("CON GET /temperature");
        }
        browser.choose("#device", reader.device());
        browser.clickRow("CON GET /temperature");
        assertThat(browser.text("#details")).contains("/temperature", "AT+QCOAPSEND=", "ACK 2.05", "asks");
        browser.screenshot("monitor-gateway");
        assertThat(browser.run("return document.querySelectorAll('#actions button').length"))
                .as("nothing can be done")
                .isEqualTo(0L);
        assertThat(browser.run("return window.lost"))
                .as("the page asks again and again")
                .isEqualTo(0L);
        main.stop();
        browser.awaitText("#connection", "connection lost");
    }
}
