// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.kamelets;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.camel.support.ResourceHelper;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.camel.Bc66CoapEndpoint;
import io.github.bc66coap.camel.Bc66CoapOperation;
import io.github.bc66coap.kamelets.Sandbox.Line;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A peer's text in a URI that a route of a YAML file computes, and in a Kamelet's: whatever is in it, it asks the module
 * for nothing. Routes in Java are in the component's test of the same name.
 */
class StrangersTextInYamlTest {
    /** What a peer writes, and what becomes of it, goes to the server as a query. */
    private static final String ROUTES = """
            - route:
                from:
                  uri: "bc66coap:{{device}}"
                  parameters:
                    uriPath: /toD/*
                  steps:
                    - toD:
                        uri: "bc66coap:{{device}}"
                        parameters:
                          host: 127.0.0.1
                          port: "{{port}}"
                          uriPath: /up
                          uriQuery: "TEXT"
            - route:
                from:
                  uri: "bc66coap:{{device}}"
                  parameters:
                    uriPath: /raw/*
                  steps:
                    - toD:
                        uri: "bc66coap:{{device}}?host=127.0.0.1&port={{port}}&uriQuery=RAW(TEXT)&uriPath=/up"
            - route:
                from:
                  uri: "bc66coap:{{device}}"
                  parameters:
                    uriPath: /header/*
                  steps:
                    - setHeader:
                        name: CamelBc66CoapUriQuery
                        simple: "TEXT"
                    - to:
                        uri: kamelet:bc66-coap-action
                        parameters:
                          device: "{{device}}"
                          host: 127.0.0.1
                          port: "{{port}}"
                          uriPath: /up
            - route:
                from:
                  uri: "bc66coap:{{device}}"
                  parameters:
                    uriPath: /kamelet/*
                  steps:
                    - toD:
                        uri: kamelet:bc66-coap-action
                        parameters:
                          device: "{{device}}"
                          host: 127.0.0.1
                          port: "{{port}}"
                          uriPath: /up
                          uriQuery: "RAW(TEXT)"
            """;

    private static final String HARMLESS = "a=b";

    private static final List<String> TEXTS = List.of(
            "x&operation=AT&command=AT+CSQ",
            "x%26operation=AT%26command=AT%2BCSQ",
            "x)&operation=AT&command=RAW(AT+CSQ",
            "x)&initCommands=RAW(AT+CSQ",
            "x)&initCommands=AT%2BCSQ&accept=RAW(0",
            "x)&secretKey=RAW(00)&pskIdentity=RAW(me",
            "x)&method=RAW(PUT)&operation=AT&command=RAW(AT+CSQ",
            "x)&method=PUT%26operation=AT%26command=AT&accept=RAW(0",
            "x)&method=PUT%2526operation=AT%2526command=AT&accept=RAW(0",
            "x)&baudRate=115200&operation=AT&command=RAW(AT+CSQ",
            "x)&host=127.0.0.9&accept=RAW(0",
            "x)&device=/dev/null&accept=RAW(0",
            "x}&operation=AT&command=RAW{AT+CSQ",
            "RAW(x)&operation=AT&command=RAW(AT+CSQ)",
            "{{device}}&operation=AT",
            "$simple{sys.user.home}",
            "#class:java.io.File('x')",
            HARMLESS);

    /** They tell of each request that is refused. */
    private static final List<String> LOUD =
            List.of("io.github.bc66coap.camel.Bc66CoapConsumer", "org.apache.camel.processor.errorhandler");

    @AutoClose
    private final Sandbox sandbox = new Sandbox(Line.PTY);

    @BeforeAll
    static void beQuiet() {
        LOUD.forEach(logger -> Configurator.setLevel(logger, Level.OFF));
    }

    @AfterAll
    static void beLoud() {
        LOUD.forEach(logger -> Configurator.setLevel(logger, (Level) null));
    }

    @BeforeEach
    void serve() {
        sandbox.on("up", exchange -> exchange.respond(ResponseCode.CONTENT, "up"));
    }

    @ParameterizedTest
    @CsvSource({
        "toD,     p=${header.CamelBc66CoapRequestUriPath}, true",
        "toD,     ${header.CamelBc66CoapRequestUriQuery},  true",
        "toD,     ${body},                                 true",
        "raw,     p=${header.CamelBc66CoapRequestUriPath}, true",
        "raw,     ${header.CamelBc66CoapRequestUriQuery},  true",
        "raw,     ${body},                                 true",
        "header,  p=${header.CamelBc66CoapRequestUriPath}, true",
        "header,  ${header.CamelBc66CoapRequestUriQuery},  true",
        "header,  ${body},                                 true",
        "kamelet, p=${header.CamelBc66CoapRequestUriPath}, false",
        "kamelet, ${header.CamelBc66CoapRequestUriQuery},  false",
        "kamelet, ${body},                                 false"
    })
    void noTextOfAPeerIsReadAsAnOption(String route, String expression, boolean staysWhole) throws Exception {
        // bodies are of any length
        sandbox.context()
                .getComponent("bc66coap", Bc66CoapComponent.class)
                .getConfiguration()
                .setPeerBlockSizes("0");
        sandbox.start(ResourceHelper.fromString("strangers.camel.yaml", ROUTES.replace("TEXT", expression)));
        for (String text : TEXTS) {
            check(route, expression, text, staysWhole);
        }
    }

    private void check(String route, String expression, String text, boolean staysWhole) throws Exception {
        sandbox.forgetReceived();
        long refused = refused();
        Request request = Request.newPost();
        boolean isBody = expression.equals("${body}");
        boolean isPath = expression.startsWith("p=");
        if (isBody) {
            request.setPayload(text);
        }
        sandbox.ask(request, "/" + route + "/x", options -> {
            if (isPath) {
                options.addUriPath(text);
            } else if (!isBody) {
                options.addUriQuery(text);
            }
        });

        assertThat(sandbox.module().commands())
                .as(text)
                .allMatch(line -> line.matches("AT(E0|\\+QCOAP[A-Z]+.*|\\+CGATT\\?|\\+CPIN\\?)?"));
        assertThat(sandbox.context().getEndpoints())
                .filteredOn(Bc66CoapEndpoint.class::isInstance)
                .extracting(endpoint -> ((Bc66CoapEndpoint) endpoint).getConfiguration())
                .as(text)
                .allSatisfy(configuration -> {
                    assertThat(configuration.getDevice())
                            .isEqualTo(sandbox.module().device());
                    assertThat(configuration.getOperation()).isEqualTo(Bc66CoapOperation.SEND);
                    assertThat(configuration.getInitCommands()).isNull();
                    assertThat(configuration.getPskIdentity()).isNull();
                    // a Kamelet makes no address of two
                    assertThat(configuration.getHost()).isIn(null, "127.0.0.1", "[127.0.0.1, 127.0.0.9]");
                });
        if ((staysWhole || text.equals(HARMLESS)) && !(isBody && text.matches(".*(\\{\\{|%(?![0-9A-F]{2})).*"))) {
            assertThat(sandbox.received()).as(text).hasSize(1);
            String query = sandbox.received().get(0).getOptions().getUriQueryString();
            assertThat(query).as(text).isEqualTo(expected(text, route, isPath, isBody));
            assertThat(refused()).as(text).isEqualTo(refused);
        }
    }

    private long refused() {
        return sandbox.context()
                .getComponent("bc66coap", Bc66CoapComponent.class)
                .getRefusedEndpoints();
    }

    private static String expected(String text, String route, boolean isPath, boolean isBody) {
        if (isPath) {
            return "p=/" + route + "/x/" + text;
        }
        // a query in a body is percent-encoded, and a plus sign is one
        return isBody ? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8) : text;
    }
}
