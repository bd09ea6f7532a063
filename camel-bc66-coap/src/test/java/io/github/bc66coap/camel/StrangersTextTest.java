// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.option.StandardOptionRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.coap.UriPaths;
import io.github.bc66coap.quirks.QuirkRuns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * A peer's text in the URI of an endpoint that a route computes: whatever separators are in it, and by whichever way the
 * route goes, it asks the module for nothing, and changes nothing that the route's author wrote. Kamelets and YAML are in
 * the test of the same name of the Kamelets.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class StrangersTextTest extends RouteTestSupport {
    /** What a peer may try to get into an endpoint. */
    static final List<String> OPTIONS = List.of(
            "operation=AT",
            "command=AT+CSQ",
            "command=AT%2BCSQ",
            "allowCommandHeader=true",
            "initCommands=AT+CSQ",
            "pskIdentity=me",
            "secretKey=00",
            "host=127.0.0.9",
            "port=9",
            "dynamicOptions=operation,command",
            "headerFilterStrategy=#class:org.apache.camel.support.DefaultHeaderFilterStrategy",
            "component.configuration.initCommands=AT+CSQ",
            "camelContext.autoStartup=false",
            "device=/dev/null",
            "noSuchOption=1");

    /** Texts with separators of all kinds. */
    static final List<String> TEXTS = List.of(
            "x&operation=AT&command=AT+CSQ",
            "x?operation=AT&command=AT+CSQ",
            "x#&operation=AT&command=AT+CSQ",
            "x;operation=AT;command=AT+CSQ",
            "x%26operation=AT%26command=AT%2BCSQ",
            "x%2526operation=AT%2526command=AT%252BCSQ",
            "x)&operation=AT&command=RAW(AT+CSQ",
            "x)&operation=AT&command=AT+CSQ&accept=RAW(0",
            "x}&operation=AT&command=RAW{AT+CSQ",
            "RAW(x)&operation=AT&command=RAW(AT+CSQ)",
            "RAW(x)",
            "RAW{x",
            "x)",
            "x+y=z+%2B",
            "x\r\n&operation=AT&command=AT+CSQ",
            "x\r\nAT+CSQ\r\n",
            "{{strangersTextSecret}}",
            "x{{strangersTextSecret}}&operation=AT",
            "{{?strangersTextSecret}}",
            "%7B%7BstrangersTextSecret%7D%7D",
            "${sys.strangersTextSecret}",
            "$simple{sys.strangersTextSecret}",
            "#property:strangersTextSecret",
            "#class:java.io.File('strangersTextSecret')",
            "#bean:camelContext",
            " ",
            "\u00e9\ud83d\ude00&operation=AT");

    /** Nothing that a peer writes here; else it would be another endpoint that begins there, of any component. */
    private static final String NO_SEPARATOR = "\u241e";

    /** A property of the context and of the system. */
    private static final String SECRET = "strangersTextSecret";

    private static final String NEVER_SENT = "revealed";

    /** Where in its request a peer has the text, and what the route makes of it. */
    private enum Carrier {
        PATH("uriPath=/up${header.CamelBc66CoapRequestUriPath}", (request, text) -> request.getOptions()
                .addUriPath(text)),
        QUERY("uriPath=/up&uriQuery=${header.CamelBc66CoapRequestUriQuery}", (request, text) -> request.getOptions()
                .addUriQuery(text)),
        PAYLOAD("uriPath=/up&uriQuery=${body}", (request, text) -> request.setPayload(text)),
        /** One that the module shows. */
        OPTION("uriPath=/up/${header.CamelBc66CoapRequestOptions}&uriQuery=a", (request, text) -> request.getOptions()
                .addOption(new Option(StandardOptionRegistry.LOCATION_PATH, RawPeer.bytes(text))));

        private final String options;
        private final BiConsumer<Request, String> writing;

        Carrier(String options, BiConsumer<Request, String> writing) {
            this.options = options;
            this.writing = writing;
        }

        String path() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** What is after the path's first segment, or the query, when the text has stayed whole. */
        List<String> whole(String text) {
            return switch (this) {
                case PATH, QUERY -> List.of(text);
                case PAYLOAD -> UriPaths.splitQuery(text);
                case OPTION -> List.of();
            };
        }
    }

    /** The ways to an endpoint that a route computes. */
    private enum Way {
        /** Without a computed URI, as the page recommends. */
        HEADERS(true, (r, route, uri) -> {
            String[] parts = uri.split("(?=&uri)");
            for (int i = 1; i < parts.length; i++) {
                String[] option = parts[i].substring(1).split("=", 2);
                route.setHeader(DynamicOptions.HEADERS.get(option[0])).simple(option[1]);
            }
            route.to(parts[0]);
        }),
        TO_D(true, (r, route, uri) -> route.toD(uri)),
        TO_D_RAW(true, (r, route, uri) -> route.toD(raw(uri))),
        TO_D_ONLY_ONCE(true, (r, route, uri) -> route.toD(uri, -1)),
        ENRICH(true, (r, route, uri) -> route.enrich().simple(uri)),
        TO_D_NOT_OPTIMISED(
                false,
                (r, route, uri) -> route.toD().allowOptimisedComponents(false).uri(uri)),
        TO_D_NOT_OPTIMISED_RAW(
                false,
                (r, route, uri) -> route.toD().allowOptimisedComponents(false).uri(raw(uri))),
        TO_D_OF_A_LANGUAGE(false, (r, route, uri) -> route.toD("language:simple:" + uri)),
        RECIPIENT_LIST(false, (r, route, uri) -> route.recipientList(r.simple(uri), "false")),
        RECIPIENT_LIST_RAW(false, (r, route, uri) -> route.recipientList(r.simple(raw(uri)), NO_SEPARATOR)),
        ROUTING_SLIP(
                false,
                (r, route, uri) -> route.routingSlip(r.simple("direct:before" + NO_SEPARATOR + uri), NO_SEPARATOR)),
        DYNAMIC_ROUTER(false, (r, route, uri) -> route.dynamicRouter(r.method(new Once(uri), "next"))),
        ENRICH_NOT_OPTIMISED(
                false, (r, route, uri) -> route.enrich().simple(uri).allowOptimisedComponents(false)),
        POLL_ENRICH(false, (r, route, uri) -> route.pollEnrich().simple(uri).timeout(1));

        private final boolean isGuardedByItsTemplate;
        private final Going going;

        Way(boolean isGuardedByItsTemplate, Going going) {
            this.isGuardedByItsTemplate = isGuardedByItsTemplate;
            this.going = going;
        }

        private interface Going {
            void add(RouteBuilder r, RouteDefinition route, String uri);
        }

        private static String raw(String uri) {
            return uri.replaceAll("=([^&=]*\\$\\{[^}]*})", "=RAW($1)");
        }
    }

    /** A router's bean, which goes to one endpoint and then to no other. */
    public static final class Once {
        private final String uri;

        Once(String uri) {
            this.uri = uri;
        }

        /** The next endpoint, or none. */
        public String next(org.apache.camel.Exchange exchange) {
            if (exchange.getProperty("been", false, boolean.class)) {
                return null;
            }
            exchange.setProperty("been", true);
            return exchange.getContext()
                    .resolveLanguage("simple")
                    .createExpression(uri)
                    .evaluate(exchange, String.class);
        }
    }

    /** They tell of each request that is refused. */
    private static final List<String> LOUD =
            List.of(Bc66CoapConsumer.class.getName(), "org.apache.camel.support.DefaultPollingConsumerPollStrategy");

    @BeforeAll
    static void beQuiet() {
        System.setProperty(SECRET, NEVER_SENT);
        LOUD.forEach(logger -> Configurator.setLevel(logger, Level.OFF));
    }

    @AfterAll
    static void beLoud() {
        System.clearProperty(SECRET);
        LOUD.forEach(logger -> Configurator.setLevel(logger, (Level) null));
    }

    /** What modules print decides what a peer can get into a header; this is about the one of the note. */
    @BeforeEach
    void onlyTheNotesModule() {
        assumeFalse(QuirkRuns.isOne());
    }

    private void start(Way way) throws Exception {
        context.getPropertiesComponent().addInitialProperty(SECRET, NEVER_SENT);
        // bodies are of any length
        configuration().setPeerBlockSizes("0");
        cloud().on("up", exchange -> exchange.respond(ResponseCode.CONTENT, "up"));
        serve(0, r -> {
            r.from("direct:before").setProperty("before").constant(true);
            for (Carrier carrier : Carrier.values()) {
                RouteDefinition route = r.from(sandbox.uri("uriPath=/" + carrier.path() + "/*"));
                // a route that makes a reply of what comes back has no use for the module's body
                ProcessorDefinition<?> received = route.convertBodyTo(String.class);
                assertThat(received).isNotNull();
                way.going.add(r, route, sandbox.toCloud(carrier.options));
            }
        });
    }

    private Response attack(Carrier carrier, String text) throws InterruptedException {
        Request request = Request.newPost();
        request.setURI(sandbox.coap("/" + carrier.path()));
        carrier.writing.accept(request, text);
        return cloud().ask(request);
    }

    @ParameterizedTest
    @EnumSource
    void noTextOfAPeerIsReadAsAnOption(Way way) throws Exception {
        start(way);
        for (Carrier carrier : Carrier.values()) {
            for (String option : OPTIONS) {
                for (String end : List.of("", ")")) {
                    check(way, carrier, "x" + end + "&" + option);
                }
            }
            for (String text : TEXTS) {
                if (carrier == Carrier.PAYLOAD || text.indexOf('\n') < 0) {
                    // elsewhere a line's end is one of the module's, see SpoofedOptionsTest
                    check(way, carrier, text);
                }
            }
        }
    }

    private void check(Way way, Carrier carrier, String text) throws InterruptedException {
        cloud().clear();
        module().clearCommands();
        long refused = refused();

        Response response = attack(carrier, text);

        assertThat(response).as("%s by %s", text, carrier).isNotNull();
        assertThat(sandbox.lines())
                .as("%s by %s", text, carrier)
                .allMatch(line -> line.matches("AT(E0|\\+QCOAP[A-Z]+.*|\\+CGATT\\?)?"));
        if (way.isGuardedByItsTemplate || !text.contains("{{")) {
            // elsewhere Camel puts in properties before the component sees the URI, and doesn't in later versions
            assertThat(cloud().arrived()).as("%s by %s", text, carrier).noneMatch(message -> message.toString()
                    .contains(NEVER_SENT));
        }
        assertThat(context.getEndpoints())
                .filteredOn(Bc66CoapEndpoint.class::isInstance)
                .extracting(endpoint -> ((Bc66CoapEndpoint) endpoint).getConfiguration())
                .as("%s by %s", text, carrier)
                .allSatisfy(configuration -> {
                    assertThat(configuration.getDevice()).isEqualTo(module().device());
                    assertThat(configuration.getOperation()).isEqualTo(Bc66CoapOperation.SEND);
                    assertThat(configuration.getCommand()).isNull();
                    assertThat(configuration.getInitCommands()).isNull();
                    assertThat(configuration.isAllowCommandHeader()).isFalse();
                    assertThat(configuration.getPskIdentity()).isNull();
                    assertThat(configuration.getSecretKey()).isNull();
                    assertThat(configuration.getDynamicOptions()).isNull();
                    assertThat(configuration.getHeaderFilterStrategy())
                            .isExactlyInstanceOf(Bc66CoapHeaderFilterStrategy.class);
                    assertThat(configuration.getHost()).isIn(null, "127.0.0.1");
                    assertThat(configuration.getPort()).isIn(null, cloud().port());
                });
        if (way.isGuardedByItsTemplate) {
            wholeOrRefused(carrier, text, response, refused);
        }
    }

    /** Refusals are of text that the module doesn't take in an option, or that Camel has evaluated before. */
    private void wholeOrRefused(Carrier carrier, String text, Response response, long refused) {
        List<Request> sent = cloud().received();
        if (sent.isEmpty()) {
            assertThat(response.getCode()).as("%s by %s", text, carrier).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
            assertThat(text).as("by " + carrier).matches("(?s).*([\r\n]|\\{\\{|%(?![0-9A-F]{2})).*");
            return;
        }
        assertThat(sent).hasSize(1);
        assertThat(refused()).isEqualTo(refused);
        List<String> path = sent.get(0).getOptions().getUriPath();
        List<String> query = sent.get(0).getOptions().getUriQuery();
        switch (carrier) {
            case PATH -> assertThat(path).containsExactly("up", "path", text);
            case QUERY, PAYLOAD -> {
                assertThat(path).containsExactly("up");
                assertThat(query).isEqualTo(carrier.whole(text));
            }
            case OPTION -> {
                assertThat(String.join("/", path)).startsWith("up/{8=[").contains("]");
                assertThat(query).containsExactly("a");
            }
        }
    }

    private long refused() {
        return context.getComponent("bc66coap", Bc66CoapComponent.class).getRefusedEndpoints();
    }
}
