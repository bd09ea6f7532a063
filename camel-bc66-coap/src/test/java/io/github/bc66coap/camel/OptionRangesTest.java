// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.camel.util.ObjectHelper;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Every option that says how long or how many has a range in the catalog, and what is beyond keeps a route from starting. */
class OptionRangesTest extends RouteTestSupport {
    private static final Pattern RANGE = Pattern.compile("\\b(0s|1ms|[0-9]+) to ([0-9]+[hm]?)\\b");

    /** An option of the catalog, and the ends of its range. */
    private record Range(String option, String from, String to) {}

    private static Stream<BaseOptionModel> options(List<String> types) throws Exception {
        String catalog = "/META-INF/io/github/bc66coap/camel/bc66coap.json";
        try (InputStream in = Objects.requireNonNull(OptionRangesTest.class.getResourceAsStream(catalog))) {
            return JsonMapper.generateComponentModel(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .getEndpointOptions()
                    .stream()
                    .filter(option -> types.contains(option.getJavaType()))
                    .map(BaseOptionModel.class::cast);
        }
    }

    private static Range range(BaseOptionModel option) {
        MatchResult range = RANGE.matcher(option.getDescription())
                .results()
                .findFirst()
                .orElseThrow(() -> new AssertionError(option.getName() + " has no range: " + option.getDescription()));
        return new Range(option.getName(), range.group(1), range.group(2));
    }

    private static List<Range> durations() throws Exception {
        return options(List.of("java.time.Duration"))
                .map(OptionRangesTest::range)
                .toList();
    }

    private static List<Range> numbers() throws Exception {
        return options(List.of("int", "integer", "java.lang.Integer"))
                .filter(option -> !option.getName().equals("blockSize"))
                .map(OptionRangesTest::range)
                .toList();
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text.replace("1ms", "0.001s"));
    }

    /** The first values behind the ends, and some that are more than what a long has nanoseconds for, 292 years. */
    static Stream<Arguments> beyond() throws Exception {
        Stream<Arguments> durations = durations().stream().flatMap(range -> Stream.of(
                        duration(range.from).minusMillis(1).toMillis(),
                        duration(range.to).plusMillis(1).toMillis(),
                        Duration.ofDays(106_752).toMillis(),
                        Long.MAX_VALUE,
                        Long.MIN_VALUE)
                .map(millis -> arguments(range.option, millis.toString())));
        Stream<Arguments> numbers = numbers().stream()
                .flatMap(range -> Stream.of(Long.parseLong(range.from) - 1, Long.parseLong(range.to) + 1)
                        .map(value -> arguments(range.option, value.toString())));
        return Stream.concat(durations, numbers);
    }

    private void assertRefused(String option, String value) {
        String both = sandbox.uri("host=127.0.0.1", "uriPath=/a", "observe=true", option + "=" + value);

        Throwable failure = catchThrowable(() -> routes(r -> r.from(both).to(both.replace("&observe=true", ""))));

        assertThat(failure).isNotNull();
        assertThat(ObjectHelper.createExceptionIterable(failure)).anySatisfy(cause -> assertThat(cause)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("option " + option + ": "));
        assertThat(sandbox.lines()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("beyond")
    void valuesBeyondTheRangeAreRefusedByName(String option, String value) {
        assertRefused(option, value);
    }

    /** Which Camel takes for 0, for milliseconds, or for what is left when the number has overflowed: all within the ranges. */
    static Stream<Arguments> otherForms() throws Exception {
        Stream<Arguments> durations = durations().stream()
                .flatMap(range -> Stream.of("-5s", "1w", "never", "213503982335d", "1m-5s")
                        .map(value -> arguments(range.option, value)));
        Stream<Arguments> numbers = Stream.concat(numbers().stream().map(Range::option), Stream.of("blockSize"))
                .flatMap(option -> Stream.of("none", "512ms", "1s", "4294967808", "5 12", "1e2")
                        .map(value -> arguments(option, value)));
        return Stream.concat(durations, numbers);
    }

    @ParameterizedTest
    @MethodSource("otherForms")
    void malformedValuesAreRefusedByName(String option, String value) {
        assertRefused(option, value);
    }

    /** As camel-main sets a property of the component. */
    @ParameterizedTest
    @MethodSource("otherForms")
    void malformedComponentPropertiesAreRefusedByName(String option, String value) {
        context.start();
        Bc66CoapComponent component = context.getComponent("bc66coap", Bc66CoapComponent.class);

        Throwable failure = catchThrowable(() -> PropertyBindingSupport.build()
                .withConfigurer(component.getComponentPropertyConfigurer())
                .withIgnoreCase(true)
                .bind(context, component, Map.of(option, value)));

        assertThat(failure)
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("option " + option + ": must be ")
                .hasMessageEndingWith(" but is " + value);
    }

    @ParameterizedTest
    @CsvSource({"1h30m, 5400", "90s, 90", "5000ms, 5", "1m500ms, 60.5", "7000, 7", "PT20S, 20", "1h1m1s, 3661"})
    void durationsAreReadInEveryForm(String value, double seconds) {
        Bc66CoapEndpoint endpoint =
                context.getEndpoint(sandbox.uri("attachTimeout=" + value, "queueSize=7"), Bc66CoapEndpoint.class);

        assertThat(endpoint.getConfiguration().getAttachTimeout())
                .isEqualTo(Duration.ofMillis(Math.round(seconds * 1000)));
        assertThat(endpoint.getConfiguration().getQueueSize()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({"7", "-16", "2048"})
    void invalidBlockSizesAreRefused(String size) {
        assertRefused("blockSize", size);
    }

    /** With DTLS they are used in turn. */
    @Test
    void localPortsBeyondTheHighestAreRefused() {
        assertRefused("localPorts", "2&localPort=65535&pskIdentity=me&secretKey=00");
    }

    /** As it might have been written. */
    @ParameterizedTest
    @CsvSource({
        "PT25H, 25h",
        "PT24H1M, 1441m",
        "PT24H0.001S, 86400001ms",
        "PT2562047788015215H30M7.5S, 9223372036854775807500ms",
        "PT24H1S, 86401s",
        "PT-0.001S, -1ms",
        "PT0S, 0s",
        "PT2562047788015215H30M7S, 9223372036854775807s",
    })
    void refusedDurationsAreShownInShortForm(Duration given, String shown) {
        Bc66CoapConfiguration configuration = new Bc66CoapConfiguration();
        configuration.setResponseTimeout(given);
        assertThat(catchThrowable(() -> OptionRanges.check(configuration)))
                .hasMessage("option responseTimeout: must be 1ms to 24h but is " + shown);
    }

    @Test
    void aMissingDurationIsRefused() {
        Bc66CoapConfiguration configuration = new Bc66CoapConfiguration();
        configuration.setResponseTimeout(null);
        assertThat(catchThrowable(() -> OptionRanges.check(configuration)))
                .hasMessage("option responseTimeout: must be 1ms to 24h but is null");
    }

    private static List<String> all(Function<Range, String> end) throws Exception {
        return Stream.concat(durations().stream(), numbers().stream())
                .filter(range -> !range.option.equals("port"))
                .map(range -> range.option + "=" + end.apply(range))
                .toList();
    }

    /** Nothing that is computed from them overflows, from the start to the stop. */
    @Test
    @NotUnder(value = Quirk.TEST_OK_ALONE, because = "each start waits for commandTimeout, here the longest")
    void routesWorkWithTheGreatestValueOfEveryOption() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED));
        String options = String.join("&", all(Range::to));
        serve(1, r -> {
            r.from("direct:start").to(sandbox.toCloud("uriPath=a", options));
            r.from(sandbox.uri("uriPath=/b", options)).setBody(r.constant("taken"));
        });

        successful(send("x"));
        Request request = Request.newGet();
        request.setURI("coap://" + sandbox.address() + ":65535/b");
        assertThat(cloud().ask(request).getPayloadString()).isEqualTo("taken");
        context.stop();

        assertThat(sandbox.lines()).contains("AT+QCOAPDEL");
    }

    /** With these hardly a module would be ready in time, so it isn't asked. */
    @Test
    void endpointsTakeTheLeastValueOfEveryOption() throws Exception {
        String options = String.join("&", all(Range::from));

        context.getEndpoint(sandbox.toCloud("uriPath=a", options))
                .createProducer()
                .init();
        context.getEndpoint(sandbox.uri("uriPath=/b", options))
                .createConsumer(exchange -> {})
                .init();
    }
}
