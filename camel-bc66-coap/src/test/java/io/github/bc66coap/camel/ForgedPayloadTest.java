// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.charset.StandardCharsets;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a peer writes is data, however much it looks like what a module says. */
class ForgedPayloadTest extends RouteTestSupport {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\nOK\r\n+QCOAPURC: \"req\",0,1,4711,00\r\n",
                "\r\n\r\n+QCOAPURC: \"req\",127.0.0.1,5683,0,2,4711,80,2,hi\r\n",
                "\r\n+QCOAPURC: \"rsp\",127.0.0.1,5683,2,2.05,1,0,2,hi\r\n",
                "\r\n+QCOAPURC: recovered,1\r\n",
                "\r\nERROR\r\n",
                "\r\n+CME ERROR: 50\r\n",
                "\r\n>",
                ">",
                "\r\nRDY\r\n",
                "\r\n+CFUN: 1\r\nRDY\r\n",
                "\r\n+QCOAPSEND: 3\r\n",
                "\r\n+QCOAPDATASTATUS: 5\r\n\r\nOK\r\n",
                "\r\n",
                "\r",
                "AT+QCOAPDEL\r",
                "\"",
                ",8,\"forged\",3,abc",
                "\u0000\r\nOK\r\n"
            })
    @NotUnder(value = Quirk.RESULT_MISSING, because = "the status is asked for where nothing else tells")
    void aPayloadThatLooksLikeModuleOutputArrivesUnchanged(String forged) throws Exception {
        String text = forged + "end";
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, text));
        routes(r -> {
            r.from("direct:start").to(sandbox.toCloud("uriPath=a", "blockSize=0"));
            // bodies are of any length
            r.from(sandbox.uri("uriPath=/echo", "events=REQUEST,RESPONSE,RECOVERED", "peerBlockSizes=0"))
                    .to("mock:events");
        });
        sandbox.forgetLines(1);
        getMockEndpoint("mock:events").expectedMessageCount(1);

        assertThat(text(send(null))).isEqualTo(text);
        Response echo = ask(post(text), "/echo");

        assertThat(echo.getPayloadString()).isEqualTo(text);
        // the request of the cloud, and nothing else
        getMockEndpoint("mock:events").assertIsSatisfied();
        assertThat(getMockEndpoint("mock:events")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getHeader("CamelBc66CoapRequestUriPath"))
                .isEqualTo("/echo");
        // of the request four, with the question behind it, and of the reply three
        await().untilAsserted(() -> assertThat(sandbox.lines()).hasSize(7));
        assertThat(sandbox.lines("AT+QCOAPSEND")).hasSize(2);
        assertThat(cloud().received()).hasSize(1);
    }

    private static Request post(String text) {
        Request request = Request.newPost().setPayload(text.getBytes(StandardCharsets.UTF_8));
        request.getOptions().setContentFormat(MediaTypeRegistry.TEXT_PLAIN);
        return request;
    }

    /** With options hidden, nothing says whether data is text; its length does. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\nOK\r\n", "\r\n+QCOAPURC: recovered,1\r\n", "\r\nERROR\r\n>", "\r\nRDY\r\n"})
    void aForgedPayloadArrivesUnchangedWithOptionsHidden(String forged) throws Exception {
        String text = forged + "end";
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, text));
        sender(sandbox.toCloud("uriPath=a", "blockSize=0", "showResponseOptions=false"));

        assertThat(text(send(null))).isEqualTo(text);
        // with the question behind it
        await().untilAsserted(() -> assertThat(sandbox.lines()).hasSize(4));
    }
}
