// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.LanguageSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.camel.UriTemplate.Bound;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What its author wrote and what expressions yield, told apart. */
class UriTemplateTest {
    private static CamelContext context;

    @BeforeAll
    @BeforeContainer
    static void start() {
        if (context == null) {
            context = new DefaultCamelContext();
            context.getPropertiesComponent().addInitialProperty("word", "revealed");
            context.getPropertiesComponent().addInitialProperty("query", "uriQuery=${header.b}");
            context.start();
        }
    }

    @AfterAll
    @AfterContainer
    static void stop() {
        if (context != null) {
            context.stop();
            context = null;
        }
    }

    private static Exchange exchange(Map<String, ?> headers) {
        Exchange exchange = new DefaultExchange(context);
        headers.forEach(exchange.getMessage()::setHeader);
        return exchange;
    }

    /** As a toD evaluates it: when it is set up, and for a message. */
    private static String evaluated(String template, Exchange exchange) {
        String resolved = EndpointHelper.resolveEndpointUriPropertyPlaceholders(context, template);
        String text = context.resolveLanguage(LanguageSupport.hasSimpleFunction(resolved) ? "simple" : "constant")
                .createExpression(resolved)
                .evaluate(exchange, String.class);
        // Camel 4.18 does this, later versions don't
        return EndpointHelper.resolveEndpointUriPropertyPlaceholders(context, text.trim());
    }

    private static Bound bind(String template, Exchange exchange) {
        return UriTemplate.parse(context, template).bind(exchange, evaluated(template, exchange));
    }

    private static Bound bind(String template, Map<String, ?> headers) {
        return bind(template, exchange(headers));
    }

    // examples

    @Test
    void expressionsStayWhereTheirAuthorPutThem() {
        Bound bound = bind(
                "bc66coap:/dev/x?host=192.0.2.1&uriPath=/a/${header.a}/b&method=PUT&uriQuery=RAW(q=${header.b})",
                Map.of("a", "x&operation=AT", "b", "y)&method=GET&uriQuery=RAW(z"));

        assertThat(bound.endpoint()).isEqualTo("bc66coap:/dev/x?host=192.0.2.1&method=PUT");
        assertThat(bound.request())
                .isEqualTo(Map.of("uriPath", "/a/x&operation=AT/b", "uriQuery", "q=y)&method=GET&uriQuery=RAW(z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&operation=AT",
                "?operation=AT",
                ")&operation=AT",
                ")",
                "}&operation=AT",
                "RAW(x)",
                "RAW{x",
                "%26operation=AT",
                "%2526",
                "%2B",
                "+",
                "a=b",
                "a#b",
                ";a",
                "\r\n&operation=AT",
                "${header.b}",
                "$simple{header.b}",
                "\\n",
                "\\}",
                "zx0z",
                "$1",
                " a ",
                "\t",
                "\u00e9\ud83d\ude00",
                ""
            })
    void aValueStaysWhole(String value) {
        for (String template : List.of(
                "bc66coap:/dev/x?uriPath=${header.a}",
                "bc66coap:/dev/x?uriPath=RAW(${header.a})",
                "bc66coap:/dev/x?uriPath=RAW{${in.header.a}}",
                "bc66coap:/dev/x?uriPath=$simple{headers.a}",
                "bc66coap:/dev/x?uriPath=${header[a]}",
                "bc66coap:/dev/x?uriPath=${headers['a']}",
                "bc66coap:/dev/x?uriPath=${header:a}&host=192.0.2.1",
                "bc66coap:/dev/x?uriPath=${exchangeProperty.a}",
                "bc66coap:/dev/x?uriPath=${variable.a}",
                "bc66coap:/dev/x?uriPath=${body}",
                "bc66coap:/dev/x?uriPath=${in.body}&host=192.0.2.1")) {
            Exchange exchange = exchange(Map.of("a", value, "b", "never"));
            exchange.setProperty("a", value);
            exchange.setVariable("a", value);
            exchange.getMessage().setBody(value);

            assertThat(bind(template, exchange).request()).as(template).isEqualTo(Map.of("uriPath", value));
        }
    }

    @Test
    void aMissingValueIsEmpty() {
        assertThat(bind("bc66coap:x?uriPath=/a${header.none}${body}&uriQuery=${exchangeProperty.none}", Map.of())
                        .request())
                .isEqualTo(Map.of("uriPath", "/a", "uriQuery", ""));
    }

    /** As {@code to} does it: twice, but in RAW() not at all. */
    @ParameterizedTest
    @CsvSource({
        "/a/x%20y,        /a/x y",
        "/a/x%2520y,      /a/x%20y",
        "/a+b,            /a b",
        "/a%2Bb,          /a b",
        "RAW(/a+b%2520c), /a+b%20c",
        "RAW{/a)b&c=d},   /a)b&c=d",
        "/\u00e9,         /\u00e9"
    })
    void textOfTheTemplateIsDecodedAsWithTo(String written, String read) {
        Bound bound = bind("bc66coap:x?uriPath=" + written + "&uriQuery=${header.a}", Map.of("a", "b"));

        assertThat(EndpointUri.read(bound.endpoint())).isEqualTo(EndpointUri.read("bc66coap:x?uriPath=" + written));
        assertThat(EndpointUri.read(bound.endpoint()).options()).containsEntry("uriPath", read);
    }

    @ParameterizedTest
    @CsvSource({
        "/a%2520b/${header.a},      /a%20b/%41+",
        "RAW(/a%20b/${header.a}),   /a%20b/%41+",
        "RAW{/a+b/${header.a}},     /a+b/%41+",
        "/a+b/${header.a}/c%2Bd,    /a b/%41+/c d",
        "${header.a}${header.a},    %41+%41+"
    })
    void textBesideAnExpressionIsDecodedAsWithTo(String written, String read) {
        assertThat(bind("bc66coap:x?uriPath=" + written, Map.of("a", "%41+")).request())
                .isEqualTo(Map.of("uriPath", read));
    }

    @Test
    void placeholdersCountAsTextOfTheTemplate() {
        assertThat(bind("bc66coap:{{word}}?host=192.0.2.1&{{query}}", Map.of("b", "&host=192.0.2.9")))
                .isEqualTo(new Bound("bc66coap:revealed?host=192.0.2.1", true, Map.of("uriQuery", "&host=192.0.2.9")));
    }

    @Test
    void aPlaceholderInAValueIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bind("bc66coap:x?uriPath=/${header.a}", Map.of("a", "{{word}}")))
                .withMessageContaining("headers");
    }

    @Test
    void linesOfATextBlockAreJoined() {
        Bound bound = bind("""
                bc66coap:x?
                    host=192.0.2.1
                    &uriPath=/a/${header.a}
                    &method=PUT
                """, Map.of("a", "b\n&method=GET"));

        assertThat(EndpointUri.read(bound.endpoint()))
                .isEqualTo(EndpointUri.read("bc66coap:x?host=192.0.2.1&method=PUT"));
        assertThat(bound.request()).isEqualTo(Map.of("uriPath", "/a/b\n&method=GET"));
    }

    @Test
    void aStreamIsReadOnce() throws Exception {
        String template = "bc66coap:x?uriPath=/a/${body}&host=192.0.2.1";
        Exchange exchange = exchange(Map.of());

        exchange.getMessage().setBody(new ByteArrayInputStream("x&y".getBytes()));
        assertThat(bind(template, exchange).request()).isEqualTo(Map.of("uriPath", "/a/x&y"));

        InputStreamCache cache = new InputStreamCache("x&host=1&y".getBytes());
        exchange.getMessage().setBody(cache);
        assertThat(bind(template, exchange).request()).isEqualTo(Map.of("uriPath", "/a/x&host=1&y"));
        assertThat(cache.readAllBytes()).hasSize(10);
    }

    /** Evaluated again, they might yield something else, or do something. */
    @Test
    void expressionsWithSideEffectsAreEvaluatedOnce() {
        List<Integer> calls = new ArrayList<>();
        context.getRegistry().bind("counter", new Object() {
            @SuppressWarnings("unused")
            public String next() {
                calls.add(1);
                return "n" + calls.size() + "&method=GET";
            }
        });

        String template = "bc66coap:x?uriPath=/${bean:counter?method=next}&uriQuery=${uuid}${date:now:SSS}&method=PUT";
        assertThat(bind(template, Map.of()))
                .satisfies(bound -> assertThat(bound.endpoint()).isEqualTo("bc66coap:x?method=PUT"))
                .satisfies(bound -> assertThat(bound.request()).containsEntry("uriPath", "/n1&method=GET"));
        assertThat(calls).hasSize(1);
    }

    @Test
    void aTextThatTwoExpressionsMayHaveYieldedIsRefused() {
        String template = "bc66coap:x?uriPath=/${header.a.trim()}&uriQuery=${header.b.trim()}";

        assertThat(bind(template, Map.of("a", "x&y", "b", "z")).request())
                .isEqualTo(Map.of("uriPath", "/x&y", "uriQuery", "z"));
        assertThatIllegalArgumentException().isThrownBy(() -> bind(template, Map.of("a", "x&uriQuery=y", "b", "z")));
        assertThatIllegalArgumentException().isThrownBy(() -> bind(template, Map.of("a", "x", "b", "y&uriQuery=z")));
    }

    @Test
    void ambiguityWithinOneOptionIsAccepted() {
        assertThat(bind("bc66coap:x?uriPath=/${header.a.trim()}/${header.b.trim()}", Map.of("a", "x/y", "b", "z/z"))
                        .request())
                .isEqualTo(Map.of("uriPath", "/x/y/z/z"));
        // except where Camel decodes what its author wrote
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bind(
                        "bc66coap:x?uriPath=/${header.a.trim()}%20${header.b.trim()}", Map.of("a", "x%20y", "b", "z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bc66coap:x?${header.a}",
                "bc66coap:x?${header.a}=b",
                "bc66coap:x?uriPath=a&${header.a}",
                "bc66coap:x?uriPath=a&uriPath=${header.a}",
                "bc66coap:x?uriPath=a&uriPath=b",
                "bc66coap:x?uriPath=${header.a}&"
            })
    void aTemplateOfWhichTheOptionsArentKnownIsRefused(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> UriTemplate.parse(context, template));
    }

    @Test
    void aTextThatDoesNotFitTheTemplateIsRefused() {
        UriTemplate template = UriTemplate.parse(context, "bc66coap:x?host=192.0.2.1&uriPath=${header.a}");
        Exchange exchange = exchange(Map.of("a", "b"));

        for (String other : List.of(
                "bc66coap:x?host=192.0.2.9&uriPath=b",
                "bc66coap:y?host=192.0.2.1&uriPath=b",
                "bc66coap:x?host=192.0.2.1&uriPath=b&operation=AT",
                "bc66coap:x?host=192.0.2.1&uriPath=c",
                "")) {
            assertThatIllegalArgumentException().as(other).isThrownBy(() -> template.bind(exchange, other));
        }
    }

    @Test
    void optionsOfNoRequestBecomePartOfTheEndpoint() {
        UriTemplate template = UriTemplate.parse(
                context, "bc66coap:${header.d}?blockSize=${header.b}&command=RAW(${header.c})&uriPath=${header.p}");
        assertThat(template.fromExpressions()).containsExactlyInAnyOrder("device", "blockSize", "command", "uriPath");

        for (String command : List.of("AT+CSQ", "AT+X=\"a&b=c\"", "AT+X=(1)", "AT+X=)&operation=AT", "100%", "")) {
            Map<String, String> values = Map.of("d", "/dev/x", "b", "64", "c", command, "p", "&d=e");
            Bound bound = bind(
                    "bc66coap:${header.d}?blockSize=${header.b}&command=RAW(${header.c})&uriPath=${header.p}", values);
            assertThat(EndpointUri.read(bound.endpoint()))
                    .isEqualTo(new EndpointUri("/dev/x", Map.of("blockSize", "64", "command", command)));
            assertThat(bound.request()).isEqualTo(Map.of("uriPath", "&d=e"));
            assertThat(bound.isDeviceWritten()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "d, x?operation=AT",
        "d, x%3Fa=b",
        "d, {{word}}",
        "c, #bean:a",
        "c, '#class:java.io.File(''a'')'",
        "c, a$simple{body}",
        "c, %25",
        "c, 'a)&b=c}&d=e'"
    })
    void aPartOfTheEndpointThatCamelWouldChangeIsRefused(String header, String value) {
        Map<String, String> values = new LinkedHashMap<>(Map.of("d", "x", "c", "AT"));
        values.put(header, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bind("bc66coap:${header.d}?command=RAW(${header.c})", values));
    }

    // any template and any values

    private static final List<String> NAMES =
            List.of("host", "uriPath", "uriQuery", "port", "accept", "contentFormat", "method", "messageType");

    /** A piece of a value; the header of that number, if it is an expression. */
    private record Piece(String text, String header, boolean isRead) {
        String template() {
            if (header == null) {
                return text;
            }
            return isRead ? "${header." + header + "}" : "${headerAs(" + header + ",String)}";
        }

        String value(Map<String, String> headers) {
            return header == null ? text : headers.get(header);
        }
    }

    private record Value(List<Piece> pieces, String open, String close) {
        boolean isDynamic() {
            return pieces.stream().anyMatch(piece -> piece.header() != null);
        }

        String template() {
            return open + String.join("", pieces.stream().map(Piece::template).toList()) + close;
        }

        String value(Map<String, String> headers) {
            return String.join(
                    "", pieces.stream().map(piece -> piece.value(headers)).toList());
        }
    }

    @Property(tries = 5000, seed = "1")
    void anyTemplateKeepsOptionsAndValuesOrIsRefused(
            @ForAll("options") List<Value> options, @ForAll("headers") Map<String, String> headers) {
        StringBuilder template = new StringBuilder("bc66coap:x?awaitResponse=true");
        Map<String, Object> written = new LinkedHashMap<>(Map.of("awaitResponse", "true"));
        Map<String, String> computed = new LinkedHashMap<>();
        for (int i = 0; i < options.size(); i++) {
            Value value = options.get(i);
            template.append('&').append(NAMES.get(i)).append('=').append(value.template());
            if (value.isDynamic()) {
                computed.put(NAMES.get(i), value.value(headers));
            } else {
                written.put(NAMES.get(i), value.value(headers));
            }
        }
        Exchange exchange = exchange(headers);
        Optional<String> evaluated = tried(() -> evaluated(template.toString(), exchange));
        // Camel itself ends the exchange of a message with a placeholder of which there is no property
        assumeThat(evaluated).isPresent();

        Optional<Bound> bound =
                tried(() -> UriTemplate.parse(context, template.toString()).bind(exchange, evaluated.get()));

        List<Piece> pieces =
                options.stream().flatMap(value -> value.pieces().stream()).toList();
        boolean isRead = pieces.stream().allMatch(piece -> piece.header() == null || piece.isRead());
        boolean hasPlaceholder = headers.values().stream().anyMatch(value -> value.contains("{{"));
        if (isRead && !hasPlaceholder) {
            assertThat(bound).isPresent();
        }
        bound.ifPresent(found -> {
            assertThat(EndpointUri.read(found.endpoint())).isEqualTo(new EndpointUri("x", written));
            assertThat(found.request().keySet()).isEqualTo(computed.keySet());
            if (!hasPlaceholder || isRead) {
                Value last = options.get(options.size() - 1);
                found.request().forEach((name, value) -> {
                    boolean mayBeCut = !isRead && last.close().isEmpty() && name.equals(NAMES.get(options.size() - 1));
                    String expected = computed.get(name);
                    // what stands at the end of it all has lost its white space to Camel
                    assertThat(mayBeCut ? ("|" + value).trim() : "|" + value)
                            .isEqualTo(mayBeCut ? ("|" + expected).trim() : "|" + expected);
                });
            }
        });
    }

    private static <T> Optional<T> tried(java.util.function.Supplier<T> what) {
        try {
            return Optional.of(what.get());
        } catch (IllegalArgumentException | ResolveEndpointFailedException e) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<List<Value>> options() {
        Arbitrary<Piece> text = Arbitraries.of("a", "/", "/b/", "-1", ".c").map(known -> new Piece(known, null, true));
        Arbitrary<Piece> expression = Combinators.combine(
                        Arbitraries.of("a", "b", "c"), Arbitraries.of(true, true, true, false))
                .as((header, isRead) -> new Piece(null, header, isRead));
        Arbitrary<List<Piece>> pieces = Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(1, text), net.jqwik.api.Tuple.of(1, expression))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
        Arbitrary<Value> value = Combinators.combine(pieces, Arbitraries.of("", "(", "{"))
                .as((all, raw) -> switch (raw) {
                    case "(" -> new Value(all, "RAW(", ")");
                    case "{" -> new Value(all, "RAW{", "}");
                    default -> new Value(all, "", "");
                });
        return value.list().ofMinSize(1).ofMaxSize(5);
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        Arbitrary<String> part = Arbitraries.of(
                "&",
                "=",
                "uriPath",
                "uriQuery",
                "host",
                "&uriPath=",
                "&uriQuery=RAW(",
                "&operation=AT",
                "/",
                "/b/",
                "a",
                "-1",
                ".c",
                "RAW(",
                "RAW{",
                ")",
                "}",
                ")&",
                "}&",
                "%26",
                "%2526",
                "%2B",
                "+",
                "#",
                "?",
                ";",
                " ",
                "\t",
                "\r\n",
                "{{word}}",
                "{{",
                "}}",
                "{{none}}",
                "{{?none}}",
                "${body}",
                "$simple{body}",
                "zx0z",
                "zxx1z",
                "\\",
                "\\n",
                "$1",
                "\u0000",
                "\u00e9",
                "\ud83d\ude00",
                "\ud83d");
        Arbitrary<String> value = part.list().ofMaxSize(5).map(parts -> String.join("", parts));
        return Combinators.combine(value, value, value).as((a, b, c) -> Map.of("a", a, "b", b, "c", c));
    }
}
