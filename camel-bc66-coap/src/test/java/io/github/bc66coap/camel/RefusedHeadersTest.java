// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What a route can't mean is refused by its name, before a byte is written. A value is never cut to fit. */
class RefusedHeadersTest extends RouteTestSupport {
    /** What isn't refused, but should be, then fails soon. */
    private static final String SOON = "responseTimeout=500";

    /** A percent sign, so that it isn't refused before for what else is in it. */
    private static final String FORGED = "%\r\n2026-11-29 ERROR forged\u001b[2J\u2028\u202e" + "y".repeat(5000);

    private static final String LONG = "x".repeat(181);

    static Stream<Arguments> badHeaders() {
        List<Arguments> all = new ArrayList<>();
        bad(all, "Method", "PATCH", "", "GET POST", "\r\n");
        bad(all, "MessageType", "ACK", "RST", "x", "0");
        bad(all, "MessageId", -1, 65536, "abc", "", 4294967301L, 1.5, "1.5", "4294967301", List.of(1));
        bad(all, "Token", "", "123", "010203040506070809", "zz", "01\"02", "01\r\n");
        bad(
                all,
                "UriPath",
                "/a%2",
                "/a%zz",
                "/%22",
                "/a\"b",
                "/a%0D%0Ab",
                "/a\u007fb",
                "/a%00",
                "/" + LONG,
                "/../a",
                "//");
        bad(all, "UriQuery", "a=%2", "a=\"", "a=%0A", "a\u007f", LONG, "a&&b", "x".repeat(179) + "é");
        bad(
                all,
                "ContentFormat",
                "application/unknown",
                65536,
                60,
                "application/cbor",
                -1,
                "text/plain;charset=latin1");
        bad(all, "Accept", 11542, "image/png", "*/*");
        bad(all, "Observe", -1, 16777216, "x", 0.5, 4294967296L);
        bad(
                all,
                "Host",
                "example.com",
                "localhost",
                "256.1.1.1",
                "1.2.3",
                "",
                "1.2.3.4\"",
                "127.0.0.1\r\n",
                "fe80::1%eth0",
                "01.2.3.4");
        bad(all, "Port", 0, 65536, -1, "coap", 4294972979L, 5683.5);
        bad(all, "Options", "11=a", List.of(11), 11);
        bad(
                all,
                "Options",
                Map.of("x", "a"),
                Map.of(11.5, "a"),
                Map.of(4294967307L, "a"),
                Map.of(70000, "a"),
                Map.of(-1, "a"));
        bad(
                all,
                "Options",
                Map.of(11, "a\"b"),
                Map.of(11, "a\r\nb"),
                Map.of(15, "\u007f"),
                Map.of(11, LONG),
                Map.of(11, ""));
        bad(all, "UriPath", new ByteArrayInputStream(new byte[] {'a'}), new StringReader("a"));
        bad(all, "Options", Map.of(5, ""), Map.of(5, "x"), Map.of(5, new byte[0]));
        bad(all, "Options", Map.of(2, "1"), Map.of(99, "1"), Map.of(12, 60), Map.of(17, "11542"), Map.of(12, "050"));
        bad(
                all,
                "Options",
                Map.of(6, -1),
                Map.of(6, 16777216),
                Map.of(7, 65536),
                Map.of(14, 4294967296L),
                Map.of(14, "x"));
        bad(
                all,
                "Options",
                Map.of(4, "zz"),
                Map.of(4, "123"),
                Map.of(4, new byte[9]),
                Map.of(1, ""),
                Map.of(4, new byte[0]));
        bad(
                all,
                "Options",
                Map.of(11, 1.5),
                Map.of(11, new Object()),
                Map.of(11, Map.of()),
                Map.of(11, List.of(List.of("a"))));
        bad(
                all,
                "Options",
                Collections.singletonMap(11, null),
                Map.of(11, Arrays.asList("a", null)),
                Collections.singletonMap(null, "a"));
        return all.stream();
    }

    private static void bad(List<Arguments> all, String header, Object... values) {
        Arrays.stream(values).forEach(value -> all.add(arguments("CamelBc66Coap" + header, value)));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("badHeaders")
    void anInvalidHeaderIsRefusedByName(String header, Object value) throws Exception {
        sender(sandbox.uri("host=127.0.0.1", "port=9", SOON));

        assertRefused(send("x", Map.of(header, value)), header);
    }

    private void assertRefused(Exchange exchange, String named) {
        assertThat(exchange.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
        // what comes behind it is the first that is written
        template.requestBody(sandbox.uri("operation=STATUS", SOON), (Object) null);
        assertThat(sandbox.lines()).containsExactly("AT+QCOAPDATASTATUS?");
    }

    static Stream<Arguments> textHeaders() {
        return Stream.of(
                        "Method",
                        "MessageType",
                        "Token",
                        "UriPath",
                        "UriQuery",
                        "ContentFormat",
                        "Accept",
                        "Host",
                        "Port")
                .map(name -> arguments("CamelBc66Coap" + name, FORGED));
    }

    /** Nobody writes a line of a log in the component's name. */
    @ParameterizedTest
    @MethodSource("textHeaders")
    void anInvalidHeaderIsShownOnOneLine(String header, String value) throws Exception {
        sender(sandbox.uri("host=127.0.0.1", "port=9", SOON));

        assertOneLine(send("x", Map.of(header, value)));
    }

    @Test
    void anInvalidOptionNumberIsShownOnOneLine() throws Exception {
        sender(sandbox.uri("host=127.0.0.1", "port=9", SOON));

        assertOneLine(send("x", Map.of("CamelBc66CoapOptions", Map.of(FORGED, "a"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RESPOND", "NOTIFY"})
    void anInvalidResponseCodeIsShownOnOneLine(String operation) throws Exception {
        sender(sandbox.uri("operation=" + operation, "uriPath=/a"));

        assertOneLine(send(
                "x",
                Map.of(
                        "CamelBc66CoapCode",
                        FORGED,
                        "CamelBc66CoapRequestHost",
                        "127.0.0.1",
                        "CamelBc66CoapRequestPort",
                        9,
                        "CamelBc66CoapRequestMessageId",
                        1)));
    }

    private static void assertOneLine(Exchange exchange) {
        assertThat(ObjectHelper.createExceptionIterable(exchange.getException()))
                .isNotEmpty()
                .allSatisfy(cause -> assertThat(cause.toString())
                        .hasSizeLessThan(400)
                        .doesNotContainPattern("[\\p{Cntrl}\u2028\u202e]"));
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                arguments(new Object(), "body"),
                arguments(Map.of("a", 1), "body"),
                arguments(new byte[1025], "payload"),
                arguments("é".repeat(513), "payload"));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void anInvalidBodyIsRefusedByName(Object body, String named) throws Exception {
        sender(sandbox.uri("host=127.0.0.1", "port=9", "blockSize=0", SOON));

        assertRefused(send(body), named);
    }

    @Test
    void thirteenOptionsAreRefused() throws Exception {
        sender(sandbox.uri("host=127.0.0.1", "port=9", SOON, "uriPath=/a/b"));
        List<String> eleven = IntStream.range(0, 11).mapToObj(i -> "q" + i).toList();

        assertRefused(send("x", Map.of("CamelBc66CoapOptions", Map.of(15, eleven))), "number of options");
    }

    @Test
    void aMissingHostIsRefused() throws Exception {
        sender(sandbox.uri(SOON));

        assertRefused(send("x"), "host");
    }

    @Test
    void aMessageIdUsedBeforeIsRefused() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CHANGED));
        sender(sandbox.toCloud("uriPath=a"));
        successful(send("x", Map.of("CamelBc66CoapMessageId", 4711)));
        // what follows a response
        await().until(() -> !sandbox.lines("AT+QCOAPDATASTATUS?").isEmpty());
        sandbox.module().clearCommands();

        Exchange again = send("x", Map.of("CamelBc66CoapMessageId", 4711));

        assertThat(again.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("message ID 4711");
        assertThat(sandbox.lines()).isEmpty();
        assertThat(cloud().received()).hasSize(1);
    }
}
