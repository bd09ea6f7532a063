// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.Quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes over a module that never prints {@code +QCOAPSEND:}, beside one that does. */
class UnprintedOutcomesRoutesTest extends RouteTestSupport {
    private static final int EXCHANGES = 60;
    /** No machine is busy for so long: whoever waited for what isn't printed would be seen. */
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Sandbox printing = new Sandbox();

    @AfterEach
    void closeTheOther() {
        context.stop();
        printing.close();
    }

    /** A module that takes requests and sends them, by routes of the same form. */
    private void start(String name, Sandbox module, Quirks quirks) throws Exception {
        module.describe(builder -> builder.quirks(quirks));
        String patient = "commandTimeout=" + SILENCE.toMillis();
        routes(r -> {
            r.from("direct:" + name).to(module.uri(patient, "host=127.0.0.1", "uriPath=a", "port=" + cloud().port()));
            r.from(module.uri(patient, "uriPath=r")).setBody(r.constant("reply"));
        });
        module.awaitReady(1);
    }

    /** How long requests, NONs and replies take in turn. */
    private Duration exchanges(String name, Sandbox module) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < EXCHANGES; i++) {
            switch (i % 3) {
                case 0 -> assertThat(text(send(name, Map.of()))).isEqualTo("done");
                case 1 -> successful(send(name, Map.of(Bc66CoapConstants.MESSAGE_TYPE, "NON")));
                default -> assertThat(ask(module).getPayloadString()).isEqualTo("reply");
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Exchange send(String name, Map<String, Object> headers) {
        return template.request("direct:" + name, exchange -> {
            exchange.getMessage().setBody("x");
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    private Response ask(Sandbox module) throws InterruptedException {
        Request request = new Request(Code.GET);
        request.setURI(module.coap("/r"));
        return cloud().ask(request);
    }

    @Test
    void sixtyMixedExchangesAreAboutAsFastAsWithPrintedResults() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED, "done"));
        start("printed", printing, Quirks.NONE);
        start("unprinted", sandbox, Quirks.of(Quirk.RESULT_MISSING));
        Duration printed = exchanges("printed", printing);
        Duration unprinted = exchanges("unprinted", sandbox);
        assertThat(unprinted).as("beside %s", printed).isLessThan(SILENCE);
        await().until(() -> cloud().received().size() == 2 * EXCHANGES * 2 / 3);
        assertThat(count(Counter.REQUESTS_FAILED)).isZero();
        DevConsole console = context.getCamelContextExtension()
                .getContextPlugin(DevConsoleRegistry.class)
                .resolveById("bc66coap");
        assertThat((String) console.call(DevConsole.MediaType.TEXT))
                .containsOnlyOnce("firmware prints no +QCOAPSEND\n");
        assertThat(console.call(DevConsole.MediaType.JSON).toString()).contains("unprintedOutcomes=[+QCOAPSEND]");
    }
}
