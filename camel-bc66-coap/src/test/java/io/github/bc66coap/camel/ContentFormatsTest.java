// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.net.InetSocketAddress;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.Quirks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.CONTENT;
import static org.eclipse.californium.core.coap.CoAP.ResponseCode.INTERNAL_SERVER_ERROR;

/** Firmware that takes other Content-Formats than the note's six. */
class ContentFormatsTest extends RouteTestSupport {
    private final RawPeer peer = new RawPeer();

    @AfterEach
    void closePeer() {
        peer.close();
    }

    private Response ask(String... options) throws Exception {
        serve(1, r -> {
            r.onException(IllegalArgumentException.class).to("mock:refused");
            r.from(sandbox.uri(options))
                    .setBody(r.constant("x"))
                    .setHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT, r.constant(11542));
        });
        peer.towards(
                new InetSocketAddress(sandbox.address(), module().coapAddress().getPort()));
        peer.send(peer.request(Type.CON, Code.GET, "a", null));
        return peer.takeResponse();
    }

    @Test
    void aFormatThatTheFirmwareTakesGoesOut() throws Exception {
        sandbox.describe(module -> module.quirks(Quirks.of(Quirk.ANY_CONTENT_FORMAT)));

        Response response = ask("uriPath=/a", "contentFormats=0,40,41,42,47,50,11542");

        assertThat(response.getCode()).isEqualTo(CONTENT);
        assertThat(response.getOptions().getContentFormat()).isEqualTo(11542);
    }

    @Test
    @NotUnder(value = Quirk.ANY_CONTENT_FORMAT, because = "it refuses none")
    void aFormatThatTheFirmwareRefusesIsAnswered500() throws Exception {
        Response response = ask("uriPath=/a", "contentFormats=11542");

        assertThat(response.getCode()).isEqualTo(INTERNAL_SERVER_ERROR);
        assertThat(sandbox.lines("AT+QCOAPOPTION=1,12,\"11542\"")).isNotEmpty();
    }

    @Test
    void anUnlistedFormatIsRefusedWithAdviceForThePlatform() throws Exception {
        routes(r -> r.from("direct:start").to(sandbox.uri("host=127.0.0.1", "method=POST")));
        Exchange exchange = context.createProducerTemplate().request("direct:start", asked -> {
            asked.getMessage().setBody("x");
            asked.getMessage().setHeader(Bc66CoapConstants.CONTENT_FORMAT, 11542);
        });

        assertThat(exchange.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "the only formats that the module takes, but is 11542: ask the platform to read single"
                                + " resources, which go as text (0) or opaque (42)")
                .hasMessageEndingWith("contentFormats names them");
        assertThat(sandbox.lines("AT+QCOAPSEND")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0,", "tlv", "-1", "65536", "0;42"})
    void aMalformedListOfFormatsIsRefusedByName(String formats) {
        assertThatThrownBy(() -> routes(r -> r.from(sandbox.uri("uriPath=/a", "contentFormats=" + formats))
                        .to("mock:taken")))
                .hasStackTraceContaining("option contentFormats: content-format must be a number");
    }
}
