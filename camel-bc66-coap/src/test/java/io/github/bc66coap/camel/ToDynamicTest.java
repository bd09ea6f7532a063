/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.junit5.Bc66Extension;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code toD} with computed options of the request uses one endpoint and one producer. */
class ToDynamicTest extends CamelTestSupport {
    @RegisterExtension
    static final Bc66Extension MODULE =
            Bc66Extension.with(module -> module.pty().address(Loopback.address("3.1")));

    private final Cloud cloud = new Cloud()
            .on(
                    "a",
                    exchange -> exchange.respond(
                            ResponseCode.CONTENT, exchange.getRequestOptions().getUriPathString()))
            .on(
                    "b",
                    exchange -> exchange.respond(
                            ResponseCode.CONTENT, exchange.getRequestOptions().getUriPathString()));

    @Override
    protected RouteBuilder createRouteBuilder() {
        VirtualBc66 module = MODULE.modem();
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dynamic")
                        .toD("bc66coap:" + module.device() + "?host=127.0.0.1&port=" + cloud.port()
                                + "&uriPath=${header.path}&uriQuery=${header.query}");
            }
        };
    }

    @AfterEach
    void closeCloud() {
        cloud.close();
    }

    @Test
    void computedOptionsTravelAsHeadersAndAreGoneAfterwards() {
        for (String path : List.of("/a/1", "/b/2", "/a/x%2Fy")) {
            Exchange answer = template.request("direct:dynamic", exchange -> {
                exchange.getMessage().setHeader("path", path);
                exchange.getMessage().setHeader("query", "q=" + path.length());
            });

            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getBody(String.class))
                    .isEqualTo(path.substring(1).replace("%2F", "/"));
            assertThat(answer.getMessage().getHeader(Bc66CoapConstants.URI_PATH))
                    .isNull();
            assertThat(answer.getMessage().getHeader(Bc66CoapConstants.URI_QUERY))
                    .isNull();
        }
        assertThat(context.getEndpoints())
                .filteredOn(Bc66CoapEndpoint.class::isInstance)
                .extracting(Endpoint::getEndpointUri)
                .hasSize(1);
        assertThat(MODULE.modem().commands()).contains("AT+QCOAPOPTION=3,11,\"a\",11,\"x/y\",15,\"q=8\"");
    }

    @Test
    void aHeaderThatTheRouteSetGoesBeforeAndStays() {
        Exchange answer = template.request("direct:dynamic", exchange -> exchange.getMessage()
                .setHeaders(new java.util.HashMap<>(
                        Map.of("path", "/a/1", "query", "x=1", Bc66CoapConstants.URI_PATH, "/b/9"))));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(String.class)).isEqualTo("b/9");
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.URI_PATH)).isEqualTo("/b/9");
    }
}
