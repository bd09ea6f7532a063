// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;

import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.camel.endpoint.StaticEndpointBuilders;
import io.github.bc66coap.camel.endpoint.dsl.Bc66CoapEndpointBuilderFactory.Bc66CoapBuilders;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

/** The typed builder that the build generates: URIs that the compiler has read. */
class EndpointDslTest extends RouteTestSupport {
    /** A producer and a consumer. */
    private final class TypedRoutes extends EndpointRouteBuilder implements Bc66CoapBuilders {
        @Override
        public void configure() {
            from(direct("readings"))
                    .to(bc66coap("{{device}}")
                            .responseTimeout("20s")
                            .host("127.0.0.1")
                            .port("{{port}}")
                            .method(Method.PUT)
                            .uriPath("/readings")
                            .contentFormat("application/json"));
            from(bc66coap("{{device}}").responseTimeout("20s").uriPath("/4/0/8").methods("GET"))
                    .to(bc66coap("{{device}}")
                            .responseTimeout("20s")
                            .operation(Bc66CoapOperation.AT)
                            .command("AT+QENG=0"))
                    .setBody(simple("${body[0]}"));
        }
    }

    /** The same as text. */
    private static final class TextRoutes extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:readings")
                    .to("bc66coap:{{device}}?responseTimeout=20s&host=127.0.0.1&port={{port}}&method=PUT"
                            + "&uriPath=/readings&contentFormat=application/json");
            from("bc66coap:{{device}}?responseTimeout=20s&uriPath=/4/0/8&methods=GET")
                    .to("bc66coap:{{device}}?responseTimeout=20s&operation=AT&command=AT+QENG=0")
                    .setBody(simple("${body[0]}"));
        }
    }

    private RouteBuilder routes(boolean typed) {
        return typed ? new TypedRoutes() : new TextRoutes();
    }

    private void start(RouteBuilder routes) throws Exception {
        context.getPropertiesComponent().addInitialProperty("device", module().device());
        context.getPropertiesComponent().addInitialProperty("port", Integer.toString(cloud().port()));
        context.addRoutes(routes);
        context.start();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @NotUnder(value = Quirk.NO_SPACE_AFTER_COLON, because = "it is shown a line as the module prints it")
    void typedRoutesAndTextRoutesBehaveAlike(boolean typed) throws Exception {
        cloud().on("readings", exchange -> exchange.respond(ResponseCode.CHANGED));
        start(routes(typed));
        sandbox.forgetLines(1);

        template.sendBody("direct:readings", "{\"value\":412.318}");
        String answer = get("/4/0/8").getPayloadString();

        Request reading = cloud().theRequest();
        assertThat(reading.getCode()).hasToString("PUT");
        assertThat(reading.getOptions().getContentFormat()).isEqualTo(50);
        assertThat(reading.getPayloadString()).isEqualTo("{\"value\":412.318}");
        assertThat(answer).startsWith("+QENG: 0,");
        assertThat(sandbox.lines().stream()
                        .map(line -> line.replaceFirst("[,=].*", ""))
                        // comes whenever the line is idle
                        .filter(line -> !line.equals("AT+QCOAPDATASTATUS?")))
                .containsExactly(
                        "AT+QCOAPHEAD", // the request
                        "AT+QCOAPOPTION",
                        "AT+QCOAPSEND",
                        "AT+QENG", // the question
                        "AT+QCOAPHEAD",
                        "AT+QCOAPOPTION",
                        "AT+QCOAPSEND");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void typedRoutesAndTextRoutesHaveEqualUris(boolean typed) throws Exception {
        start(routes(typed));

        assertThat(context.getEndpoints().stream()
                        .filter(Bc66CoapEndpoint.class::isInstance)
                        .map(Endpoint::getEndpointUri)
                        .map(uri -> uri.replace(module().device(), "DEVICE")
                                // as later versions of Camel write what has characters that mean something in a URI
                                .replace("RAW(AT+QENG=0)", "AT+QENG%3D0")
                                .replace("port=" + cloud().port(), "port=PORT")))
                .containsExactlyInAnyOrder(
                        "bc66coap://DEVICE?contentFormat=application%2Fjson&host=127.0.0.1&method=PUT&port=PORT"
                                + "&responseTimeout=20s&uriPath=%2Freadings",
                        "bc66coap://DEVICE?methods=GET&responseTimeout=20s&uriPath=%2F4%2F0%2F8",
                        "bc66coap://DEVICE?command=AT+QENG%3D0&operation=AT&responseTimeout=20s");
    }

    /** Consumers that observe have the options of a request; a value that isn't text is a bean. */
    @Test
    void aTypedConsumerObserves() throws Exception {
        cloud().on("temperature", exchange -> exchange.respond(ResponseCode.CONTENT, "21"));
        start(new EndpointRouteBuilder() {
            @Override
            public void configure() {
                from(StaticEndpointBuilders.bc66coap("{{device}}")
                                .observe(true)
                                .host("127.0.0.1")
                                .port("{{port}}")
                                .uriPath("/temperature")
                                .accept("text/plain")
                                .blockSize(256)
                                .responseTimeout(Duration.ofSeconds(20))
                                .advanced()
                                .queueSize(10))
                        .to(mock("news"));
            }
        });

        await().untilAsserted(() -> assertThat(cloud().received()).hasSize(1));
        assertThat(cloud().theRequest().getOptions().getObserve()).isZero();
        assertThat(cloud().theRequest().getOptions().getAccept()).isZero();
        assertThat(context.getEndpoints())
                .filteredOn(Bc66CoapEndpoint.class::isInstance)
                .singleElement(as(type(Bc66CoapEndpoint.class)))
                .extracting(endpoint -> endpoint.getConfiguration().getResponseTimeout())
                .isEqualTo(Duration.ofSeconds(20));
    }
}
