// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.kamelets;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.Bc66CoapEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class EventFormatTest {
    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    private final Exchange exchange = new DefaultExchange(context);
    private final Message message = exchange.getMessage();

    private JsonObject json() throws Exception {
        new EventFormat("json").process(exchange);
        return (JsonObject) Jsoner.deserialize(message.getBody(String.class));
    }

    @Test
    void aResponseBecomesJsonWithCodeTextAndOptions() throws Exception {
        message.setHeader(Bc66CoapConstants.EVENT, Bc66CoapEvent.RESPONSE);
        message.setHeader(Bc66CoapConstants.RESPONSE_CODE, "2.05");
        message.setHeader(Bc66CoapConstants.RESPONSE_OBSERVE, 12);
        message.setHeader(
                Bc66CoapConstants.RESPONSE_OPTIONS, Map.of(6, List.of("12"), 14, List.of("a\"b\n", "\u0001")));
        message.setBody("21".getBytes());

        JsonObject json = json();

        assertThat(json)
                .contains(
                        entry("event", "RESPONSE"),
                        entry("code", "2.05"),
                        entry("text", "21"),
                        entry("options", Map.of("6", List.of("12"), "14", List.of("a\"b\n", "\u0001"))));
        assertThat(((Number) json.get("observe")).intValue()).isEqualTo(12);
    }

    @Test
    void aBinaryPayloadIsInBase64Only() throws Exception {
        message.setBody(new byte[] {(byte) 0xc3, 0x28});

        assertThat(json()).containsEntry("payload", "wyg=").doesNotContainKey("text");
    }

    @Test
    void anEventWithoutPayloadHasEmptyPayloadAndText() throws Exception {
        message.setHeader(Bc66CoapConstants.EVENT, Bc66CoapEvent.RECOVERED);

        assertThat(json()).containsOnly(entry("event", "RECOVERED"), entry("payload", ""), entry("text", ""));
    }

    @Test
    void aLostObserverIsNamedByHostAndPath() throws Exception {
        message.setHeader(Bc66CoapConstants.EVENT, Bc66CoapEvent.OBSERVER_LOST);
        message.setHeader(Bc66CoapConstants.REQUEST_HOST, "192.0.2.1");
        message.setHeader(Bc66CoapConstants.REQUEST_URI_PATH, "/19/0/0");
        message.setBody("RESET");

        assertThat(json())
                .contains(
                        entry("event", "OBSERVER_LOST"),
                        entry("host", "192.0.2.1"),
                        entry("uriPath", "/19/0/0"),
                        entry("text", "RESET"));
    }

    @Test
    void headersOfOtherComponentsAndOfSendsAreLeftOut() throws Exception {
        message.setHeader("Authorization", "secret");
        message.setHeader(Bc66CoapConstants.HOST, "192.0.2.1");

        assertThat(json()).containsOnlyKeys("payload", "text");
    }

    @Test
    void theBytesFormatLeavesThePayloadUntouched() {
        byte[] payload = {1, 2};
        message.setBody(payload);

        new EventFormat("bytes").process(exchange);

        assertThat(message.getBody()).isSameAs(payload);
        assertThat(message.getHeaders()).isEmpty();
    }
}
