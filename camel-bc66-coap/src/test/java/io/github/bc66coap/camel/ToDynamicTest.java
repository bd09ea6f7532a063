// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.camel.endpoint.dsl.Bc66CoapEndpointBuilderFactory.Bc66CoapBuilders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** {@code toD} with computed options of the request uses one endpoint and one producer. */
class ToDynamicTest extends RouteTestSupport {
    @BeforeEach
    void echoPaths() {
        for (String path : List.of("a", "b")) {
            cloud().on(
                            path,
                            exchange -> exchange.respond(
                                    ResponseCode.CONTENT,
                                    exchange.getRequestOptions().getUriPathString()));
        }
    }

    /** A route to the cloud with these options, ready and with its own lines forgotten. */
    private void dynamic(String... options) throws Exception {
        dynamicTo(sandbox.toCloud(options));
    }

    private void dynamicTo(String uri) throws Exception {
        routes(r -> {
            // makes the module ready
            r.from("direct:ready").to(sandbox.uri());
            r.from("direct:start").toD(uri);
        });
        sandbox.forgetLines(0);
    }

    private void assertRefused(Map<String, Object> headers, String reason) {
        Exchange exchange = send(null, headers);

        assertThat(exchange.getException())
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
        assertThat(sandbox.lines()).isEmpty();
        assertThat(component().getRefusedEndpoints()).isEqualTo(1);
    }

    private List<String> endpoints() {
        return context.getEndpoints().stream()
                .filter(Bc66CoapEndpoint.class::isInstance)
                .map(Endpoint::getEndpointUri)
                .filter(uri -> uri.contains("?"))
                .toList();
    }

    @Test
    void computedOptionsTravelAsHeadersAndAreGoneAfterwards() throws Exception {
        dynamic("uriPath=${header.path}&uriQuery=${header.query}");
        for (String path : List.of("/a/1", "/b/2", "/a/x%2Fy")) {
            Exchange answer = send(null, Map.of("path", path, "query", "q=" + path.length()));

            assertThat(text(answer)).isEqualTo(path.substring(1).replace("%2F", "/"));
            assertThat(answer.getMessage().getHeader(Bc66CoapConstants.URI_PATH))
                    .isNull();
            assertThat(answer.getMessage().getHeader(Bc66CoapConstants.URI_QUERY))
                    .isNull();
        }
        assertThat(endpoints()).hasSize(1);
        assertThat(sandbox.lines()).contains("AT+QCOAPOPTION=3,11,\"a\",11,\"x/y\",15,\"q=8\"");
    }

    @Test
    void aHeaderThatTheRouteSetTakesPrecedenceAndStays() throws Exception {
        dynamic("uriPath=${header.path}&uriQuery=${header.query}");

        Exchange answer = send(null, Map.of("path", "/a/1", "query", "x=1", Bc66CoapConstants.URI_PATH, "/b/9"));

        assertThat(text(answer)).isEqualTo("b/9");
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.URI_PATH)).isEqualTo("/b/9");
    }

    /** Camel decodes what its author wrote once, the component the path, as everywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"/a/x%2520y", "/a/x%20y", "/a/x+y", "RAW(/a/x%20y)", "RAW(/a/x+y%2Bz)", "RAW{/a/(x)&y=z}"})
    void optionsWithoutExpressionsAreReadAsWithTo(String path) throws Exception {
        routes(r -> {
            r.from("direct:static").to(sandbox.toCloud("uriPath=" + path));
            r.from("direct:start").toD(sandbox.toCloud("uriPath=" + path, "method=${header.method}"));
        });

        String expected = template.requestBody("direct:static", null, String.class);
        assertThat(text(send(null, Map.of("method", "GET")))).isEqualTo(expected);
        assertThat(endpoints().stream().distinct()).hasSize(1);
    }

    /** The example of the page, and its stranger. */
    @ParameterizedTest
    @ValueSource(strings = {"RAW(/a/${header.meter})", "RAW{/a/${header.meter}}", "/a/${header.meter}"})
    void valuesInsideRawReachTheNetworkUnchanged(String path) throws Exception {
        dynamic("uriPath=" + path + "&uriQuery=RAW(${header.query})");

        send(null, Map.of("meter", "7)&operation=AT&command=RAW(AT+CSQ", "query", "RAW(y)"));

        assertThat(cloud().theRequest().getOptions().getUriPath())
                .containsExactly("a", "7)&operation=AT&command=RAW(AT+CSQ");
        assertThat(cloud().theRequest().getOptions().getUriQuery()).containsExactly("RAW(y)");
    }

    @Test
    void aCommandIsReadAsWithTo() throws Exception {
        dynamicTo(sandbox.uri("operation=AT", "command=AT%2BCSQ", "accept=${header.none}"));

        assertThat(text(send(null))).contains("+CSQ:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"command=${header.x}", "operation=${header.x}", "initCommands=RAW(${header.x})"})
    void expressionsMayNotSetGuardedOptions(String option) throws Exception {
        dynamic(option);

        assertRefused(Map.of("x", "AT"), "dynamicOptions");
    }

    @Test
    void dynamicOptionsOfAnEndpointAllowGuardedOptions() throws Exception {
        dynamicTo(sandbox.uri("dynamicOptions=operation,command", "operation=${header.o}", "command=RAW(${header.c})"));

        assertThat(text(send(null, Map.of("o", "AT", "c", "ATI")))).contains("Quectel");
        assertThat(text(send(null, Map.of("o", "STATUS", "c", "")))).isEqualTo("0");
        assertThat(text(send(null, Map.of("o", "AT", "c", "AT+CSQ")))).contains("+CSQ:");

        module().clearCommands();
        assertRefused(Map.of("o", "AT", "c", "ATI)&initCommands=AT}&x={"), "");
    }

    @Test
    void dynamicOptionsOfTheComponentAllowADevice() throws Exception {
        component().getConfiguration().setDynamicOptions("device");
        dynamicTo("bc66coap:${header.device}?operation=STATUS");

        assertThat(text(send(null, Map.of("device", module().device())))).isEqualTo("0");
    }

    /** Only for those whose author lets it: other computed URIs don't get it by that. */
    @Test
    void aDeviceFromAnExpressionIsNoDeviceOfARoute() throws Exception {
        String other = "tcp://127.0.0.1:1";
        String options = "?connectOnStart=false&host=127.0.0.1&responseTimeout=10ms";
        dynamicTo("bc66coap:${header.device}" + options + "&dynamicOptions=device");

        assertThat(send(null, Map.of("device", other)).getException()).isInstanceOf(ModemUnavailableException.class);
        assertThat(component().getRefusedEndpoints()).isZero();

        assertThatThrownBy(() -> template.requestBody("bc66coap:" + other + options, "x"))
                .rootCause()
                .hasMessageContaining("option device: no route has this one");
    }

    @Test
    void expressionsMayNotSetTheDevice() throws Exception {
        dynamicTo("bc66coap:${header.device}?host=127.0.0.1");

        assertRefused(Map.of("device", module().device()), "device");
    }

    @Test
    void expressionsMayNotSetDynamicOptions() throws Exception {
        dynamic("uriPath=${header.x}&dynamicOptions=${header.x}");

        assertRefused(Map.of("x", "operation"), "dynamicOptions");
    }

    @Test
    void expressionsMayNotNameOptions() throws Exception {
        dynamic("${header.options}");

        assertRefused(Map.of("options", "uriPath=/a"), "name");
    }

    /** Camel takes expressions for text then, and would ask for the path ${header.x}. */
    @Test
    void anExpressionBesideAMissingPlaceholderIsRefused() throws Exception {
        dynamic("uriPath=/a/${header.x}&uriQuery={{?query}}");

        assertRefused(Map.of("x", "1"), "optional placeholder");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{?there}}", "{{absent:q=1}}"})
    void anExpressionMayStandBesideAPresentPlaceholder(String placeholder) throws Exception {
        context.getPropertiesComponent().addInitialProperty("there", "q=1");
        dynamic("uriPath=/a/${header.x}&uriQuery=" + placeholder);

        assertThat(text(send(null, Map.of("x", "1")))).isEqualTo("a/1");
        assertThat(cloud().theRequest().getOptions().getUriQuery()).containsExactly("q=1");
    }

    @Test
    void anAmbiguousUriIsRefused() throws Exception {
        dynamic("uriPath=/a/${header.x.trim()}&uriQuery=${header.y.trim()}");

        assertRefused(Map.of("x", "1&uriQuery=2", "y", "3"), "can't be told apart");
    }

    /** It is sent nowhere all the same. */
    @Test
    void anInvalidEndpointMayBeIgnored() throws Exception {
        routes(r -> {
            r.from("direct:ready").to(sandbox.uri());
            r.from("direct:start").toD(sandbox.toCloud("command=${header.x}"), true);
        });
        sandbox.forgetLines(0);

        assertThat(send(null, Map.of("x", "AT")).getException()).isNull();
        assertThat(sandbox.lines()).isEmpty();
        assertThat(component().getRefusedEndpoints()).isEqualTo(1);
    }

    @Test
    void aWireTapKeepsValuesWhole() throws Exception {
        routes(r -> r.from("direct:start").wireTap(sandbox.toCloud("uriPath=/a/${header.x}")));

        template.send("direct:start", ExchangePattern.InOnly, exchange -> exchange.getMessage()
                .setHeader("x", "1&operation=STATUS"));

        await().untilAsserted(() -> assertThat(cloud().received()).hasSize(1));
        assertThat(cloud().theRequest().getOptions().getUriPath()).containsExactly("a", "1&operation=STATUS");
    }

    @Test
    void aComponentUnderAnotherNameKeepsValuesWhole() throws Exception {
        context.addComponent("nbiot", new Bc66CoapComponent());
        routes(r -> r.from("direct:start")
                .toD(sandbox.toCloud("uriPath=/a/${header.x}").replace("bc66coap:", "nbiot:")));

        assertThat(text(send(null, Map.of("x", "1&operation=AT")))).isEqualTo("a/1&operation=AT");
    }

    @Test
    void typedEndpointsKeepValuesWhole() throws Exception {
        context.getPropertiesComponent().addInitialProperty("device", module().device());
        final class TypedRoutes extends EndpointRouteBuilder implements Bc66CoapBuilders {
            @Override
            public void configure() {
                from(direct("start"))
                        .toD(bc66coap("{{device}}")
                                .host("127.0.0.1")
                                .port(cloud().port())
                                .uriPath("/a/${header.x}"));
            }
        }
        context.addRoutes(new TypedRoutes());
        context.start();

        assertThat(text(send(null, Map.of("x", "1&operation=AT")))).isEqualTo("a/1&operation=AT");
    }

    /** What a template's parameter is, its route's author has said. */
    @Test
    void routeTemplatesKeepValuesWhole() throws Exception {
        routes(r -> r.routeTemplate("sender")
                .templateParameter("options")
                .from("direct:start")
                .toD(sandbox.toCloud("{{options}}")));
        org.apache.camel.builder.TemplatedRouteBuilder.builder(context, "sender")
                .parameter("options", "uriPath=/a/${header.x}&method=GET")
                .add();

        assertThat(text(send("body", Map.of("x", "1&method=PUT")))).isEqualTo("a/1&method=PUT");
        assertThat(cloud().theRequest().getCode()).hasToString("GET");
    }
}
