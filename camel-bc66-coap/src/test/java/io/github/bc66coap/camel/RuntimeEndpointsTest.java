// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Endpoints that are made while routes run, and not by a route. */
class RuntimeEndpointsTest extends RouteTestSupport {
    /** Those that can at worst spoil the message that they are in, or must be the same for all users of a module. */
    private static final Set<String> HARMLESS = Set.of(
            "accept",
            "attachTimeout",
            "awaitResponse",
            "baudRate",
            "blockSize",
            "bridgeErrorHandler",
            "commandTimeout",
            "connectOnStart",
            "contentFormat",
            "contentFormats",
            "dtlsRenewAfter",
            "events",
            "exchangePattern",
            "failIfUnobserved",
            "host",
            "keepAliveInterval",
            "lazyStartProducer",
            "localPort",
            "localPorts",
            "manualReply",
            "messageType",
            "method",
            "methods",
            "muteException",
            "observable",
            "observe",
            "observerPatience",
            "peerBlockSizes",
            "port",
            "queueSize",
            "readyOnStart",
            "reconnectDelay",
            "reconnectMaxDelay",
            "replyTimeout",
            "resources",
            "responseTimeout",
            "sendTimeout",
            "separateAfter",
            "separateResponses",
            "showResponseOptions",
            "throwExceptionOnFailure",
            "truncated",
            "uriPath",
            "uriQuery",
            "wakeUp");

    private void assertRefused(String uri, String reason) {
        long before = component().getRefusedEndpoints();

        assertThatThrownBy(() -> template.sendBody(uri, "x"))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining(reason);

        assertThat(component().getRefusedEndpoints()).isEqualTo(before + 1);
        assertThat(context.hasEndpoint(uri)).isNull();
    }

    /** A new option belongs to one of them. */
    @Test
    void everyOptionIsGuardedOrHarmless() throws Exception {
        List<String> names = new ArrayList<>();
        List<String> secrets = new ArrayList<>();
        try (InputStream json = getClass().getResourceAsStream("/META-INF/io/github/bc66coap/camel/bc66coap.json")) {
            for (ComponentModel.EndpointOptionModel option : JsonMapper.generateComponentModel(
                            new String(json.readAllBytes(), StandardCharsets.UTF_8))
                    .getEndpointOptions()) {
                names.add(option.getName());
                if (option.isSecret()
                        || option.getLabel() != null && option.getLabel().contains("security")) {
                    secrets.add(option.getName());
                }
            }
        }

        assertThat(DynamicOptions.GUARDED).containsAll(secrets).doesNotContainAnyElementsOf(HARMLESS);
        assertThat(names).containsAll(DynamicOptions.GUARDED).containsAll(DynamicOptions.HEADERS.keySet());
        names.removeAll(HARMLESS);
        assertThat(names)
                .as("options but the harmless ones, to which a new one belongs unless it is guarded")
                .containsExactlyInAnyOrderElementsOf(DynamicOptions.GUARDED);
    }

    @Test
    void guardedOptionsAreRefusedUnlessDynamicOptionsNamesThem() throws Exception {
        context.start();
        String uri = sandbox.uri("operation=AT", "command=ATI");

        assertRefused(uri, "dynamicOptions of the component");

        component().getConfiguration().setDynamicOptions("operation, command");
        assertThat(template.requestBody(uri, null, List.class))
                .first()
                .asString()
                .contains("Quectel");
    }

    @Test
    void aTemplateMayUseTheEndpointOfARoute() throws Exception {
        String uri = sandbox.uri("operation=AT", "command=ATI");
        routes(r -> r.from("direct:unused").to(uri));

        assertThat(template.requestBody(uri, null, List.class))
                .first()
                .asString()
                .contains("Quectel");
        assertThat(component().getRefusedEndpoints()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allowCommandHeader=true",
                "initCommands=AT+CSQ",
                "initCommands=RAW(AT+CSQ)",
                "pskIdentity=me&secretKey=00",
                "headerFilterStrategy=#filter",
                "exceptionHandler=#handler",
                "dynamicOptions=operation",
                "OPERATION=AT",
                "operation=at",
                "init-commands=AT+CSQ",
                "configuration.operation=AT",
                "component.configuration.dynamicOptions=operation",
                "camelContext.name=x",
                "device=/dev/null",
                "authorship=ALL",
                "uriPath=a&uriPath=b",
                "uriPath=#class:java.io.File('x')",
                "uriPath=RAW(#property:user.home)",
                "uriPath=RAW($simple{sys.user.home})",
                "uriPath=%7B%7Buser.home%7D%7D",
                "host=127.0.0.1&host=127.0.0.2"
            })
    void optionsThatAStrangerMayHaveSetAreRefused(String options) throws Exception {
        context.start();

        assertRefused(sandbox.uri(options), "option");
    }

    @Test
    void sendsNotificationsAndStatusAreNotRefused() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, "hi"));
        routes(r ->
                r.from(sandbox.uri("uriPath=/temperature", "observable=true")).setBody(r.constant("21")));

        assertThat(template.requestBody(sandbox.toCloud("uriPath=RAW(/a)", "awaitResponse=true"), null, String.class))
                .isEqualTo("hi");
        assertThat(template.requestBody(sandbox.uri("operation=NOTIFY", "uriPath=/temperature"), "21", Integer.class))
                .isZero();
        assertThat(template.requestBody(sandbox.uri("operation=status"), null, Integer.class))
                .isEqualTo(4);
        assertThat(component().getRefusedEndpoints()).isZero();
    }

    @NotUnder(value = Quirk.DEEP_SLEEP, because = "an endpoint is made before its wire is laid")
    @Test
    void aDeviceOfNoRouteIsRefused() throws Exception {
        context.start();
        template.request(sandbox.toCloud("uriPath=/a", "awaitResponse=false"), exchange -> {});
        assertThat(component().getRefusedEndpoints()).isZero();

        routes(r -> r.from("direct:unused").to(sandbox.uri("operation=STATUS")));
        assertRefused("bc66coap:tcp://127.0.0.1:1?connectOnStart=false&host=127.0.0.1", "device");

        component().getConfiguration().setDynamicOptions("device");
        template.request(
                "bc66coap:tcp://127.0.0.1:1?connectOnStart=false&host=127.0.0.1&responseTimeout=10ms", exchange -> {});
        assertThat(component().getRefusedEndpoints()).isEqualTo(1);
    }

    @Test
    void aDeviceOfNoRouteIsRefusedBesideAComputedUri() throws Exception {
        routes(r -> r.from("direct:start").toD(sandbox.uri("operation=STATUS", "accept=${header.none}")));
        send(null);

        assertRefused("bc66coap:tcp://127.0.0.1:1?connectOnStart=false&host=127.0.0.1", "device");
    }

    /** Text alone can be a stranger's. */
    @Test
    void optionsGivenAsObjectsAreAccepted() throws Exception {
        context.start();
        Bc66CoapHeaderFilterStrategy filter = new Bc66CoapHeaderFilterStrategy();

        Bc66CoapEndpoint endpoint = (Bc66CoapEndpoint) context.getEndpoint(
                sandbox.uri("host=127.0.0.1"),
                Map.of("headerFilterStrategy", filter, "operation", Bc66CoapOperation.AT));

        assertThat(endpoint.getConfiguration().getHeaderFilterStrategy()).isSameAs(filter);
        assertThat(endpoint.getConfiguration().getOperation()).isEqualTo(Bc66CoapOperation.AT);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void routesAddedLaterMayUseGuardedOptions(boolean supervised) throws Exception {
        if (supervised) {
            context.getRouteController().supervising();
        }
        context.start();
        routes(r -> r.from("direct:start").to(sandbox.uri("operation=AT", "command=ATI", "initCommands=AT+CSQ")));
        // the supervising controller leaves that to whoever adds one
        context.getRouteController().startAllRoutes();

        assertThat(text(send(null))).contains("Quectel");
        assertThat(sandbox.lines("AT+CSQ")).hasSize(1);
        assertThat(component().getRefusedEndpoints()).isZero();
    }

    @Test
    void aRouteCannotSetTheAuthorshipOfAnEndpoint() {
        assertThatThrownBy(() -> routes(r -> r.from("direct:start").to(sandbox.uri("authorship=ALL"))))
                .hasMessageContaining("Unknown parameters=[{authorship=ALL}]");
    }

    @Test
    void guardedOptionsSetByABeanAreRefused() throws Exception {
        routes(r -> r.from("direct:start").process(exchange -> exchange.getContext()
                .createProducerTemplate()
                .sendBody(sandbox.uri("operation=AT", "command=ATI"), null)));

        Exchange exchange = send(null);

        assertThat(exchange.getException()).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThat(component().getRefusedEndpoints()).isEqualTo(1);
    }
}
