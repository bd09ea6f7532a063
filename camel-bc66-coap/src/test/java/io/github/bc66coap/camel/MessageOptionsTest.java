// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Option;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;

/** The options of messages, as they are on the air. */
class MessageOptionsTest extends RouteFixture {
    @Override
    void routes(RouteBuilder r) {
        r.from(uri("uriPath=/reply"))
                .setBody(r.constant("{}"))
                .setHeader(Bc66CoapConstants.REPLY_CONTENT_FORMAT, r.constant("application/json"))
                .setHeader(Bc66CoapConstants.REPLY_OPTIONS, r.constant(Map.of(4, "c0ffee", 14, 300L)));
    }

    @BeforeEach
    void answerEverything() {
        peer.answering(request -> peer.piggyback(request, ResponseCode.CHANGED, new byte[0]));
    }

    /** The values that the server saw of an option, in hexadecimal digits. */
    private List<String> seen(int number) {
        return hex(peer.requests().get(0).getOptions().asSortedList(), number);
    }

    private static List<String> hex(List<Option> options, int number) {
        return options.stream()
                .filter(option -> option.getNumber() == number)
                .map(option -> HexFormat.of().formatHex(option.getValue()))
                .toList();
    }

    private Exchange sendOptions(Map<Integer, Object> options) {
        return send("method=PUT", "body", Map.of(Bc66CoapConstants.OPTIONS, options));
    }

    @ParameterizedTest
    @CsvSource({
        "1, c0ffee, c0ffee",
        "3, example.org, 6578616d706c652e6f7267",
        "4, 0102030405060708, 0102030405060708",
        "6, 0, ''",
        "6, 65536, 010000",
        "7, 5683, 1633",
        "8, löc, 6cc3b663",
        "11, päth, 70c3a47468",
        "12, 0, ''",
        "12, 50, 32",
        "14, 4294967295, ffffffff",
        "14, 256, 0100",
        "15, a=1;b, 613d313b62",
        "17, 40, 28",
        "20, q=x, 713d78",
        "23, 6, 06",
        "27, 6, 06",
        "28, 70000, 011170",
        "39, coap, 636f6170",
        "60, 512, 0200"
    })
    void optionsGoOutByNumber(int number, String value, String onAir) {
        Exchange answer = sendOptions(Map.of(number, value));

        assertThat(answer.getException()).isNull();
        assertThat(seen(number)).containsExactly(onAir);
    }

    @Test
    void theProxyUriOptionGoesOut() {
        assertThat(sendOptions(Map.of(35, "coap://example.org/a")).getException())
                .isNull();
        assertThat(seen(35)).containsExactly(HexFormat.of().formatHex(RawPeer.bytes("coap://example.org/a")));
    }

    @Test
    void optionValuesMayBeBytesAndNumbers() {
        Map<Integer, Object> options = new LinkedHashMap<>();
        options.put(4, new byte[] {(byte) 0xC0, 0});
        options.put(14, 7L);
        options.put(11, RawPeer.bytes("a"));
        options.put(60, new byte[] {1, 0});
        assertThat(sendOptions(options).getException()).isNull();

        assertThat(seen(4)).containsExactly("c000");
        assertThat(seen(14)).containsExactly("07");
        assertThat(seen(11)).containsExactly("61");
        assertThat(seen(60)).containsExactly("0100");
    }

    @Test
    void repeatedOptionsKeepTheirOrder() {
        assertThat(sendOptions(Map.of(15, List.of("z", "a", "m"), 11, List.of("2", "1"), 4, List.of("02", "01")))
                        .getException())
                .isNull();
        assertThat(seen(15)).containsExactly("7a", "61", "6d");
        assertThat(seen(11)).containsExactly("32", "31");
        assertThat(seen(4)).containsExactly("02", "01");
    }

    @ParameterizedTest
    @CsvSource({
        "uriPath=/a%252Fb/c, 11, 612f62 63",
        "uriQuery=RAW(x=1&y=2), 15, 783d31 793d32",
        "contentFormat=50, 12, 32",
        "contentFormat=application/json, 12, 32",
        "contentFormat=text/plain, 12, ''",
        "accept=application/octet-stream, 17, 2a",
        "accept=41, 17, 29"
    })
    void endpointOptionsBecomeCoapOptions(String option, int number, String onAir) {
        assertThat(send(option, "body").getException()).isNull();
        assertThat(seen(number)).containsExactly(onAir.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "UriPath, /x/y, 11, 78 79",
        "UriQuery, k=v, 15, 6b3d76",
        "ContentFormat, application/xml, 12, 29",
        "ContentFormat, 47, 12, 2f",
        "Accept, 0, 17, ''",
        "Observe, 0, 6, ''"
    })
    void headersTakePrecedenceOverEndpointOptions(String header, String value, int number, String onAir) {
        Exchange answer = send(
                "uriPath=/e&uriQuery=e&contentFormat=0&accept=40&method=GET",
                "body",
                Map.of("CamelBc66Coap" + header, value));
        assertThat(answer.getException()).isNull();
        assertThat(seen(number)).containsExactly(onAir.split(" "));
    }

    @Test
    void aContentTypeThatTheModuleKnowsBecomesTheContentFormat() {
        assertThat(send("", "{}", Map.of("Content-Type", "application/json")).getException())
                .isNull();
        assertThat(seen(12)).containsExactly("32");
    }

    @ParameterizedTest
    @CsvSource({
        "5, x, If-None-Match",
        "6, '', Observe",
        "6, 16777216, 16777215",
        "12, 60, or 50 (application/json)",
        "12, 11542, or 50 (application/json)",
        "7, 65536, 65535",
        "11, 'a\"b', double quote",
        "11, '..', must not be",
        "4, xyz, hexadecimal",
        "4, 010203040506070809, 1 to 8 bytes",
        "13, x, not one of those",
        "258, 2, not one of those"
    })
    void anOptionTheModuleCannotSendIsRefusedWithTheReason(int number, String value, String reason) {
        module().clearCommands();
        assertThat(sendOptions(Map.of(number, value)).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("option " + number)
                .hasMessageContaining(reason);
        assertThat(module().commands()).noneMatch(command -> command.startsWith("AT+QCOAPSEND"));
    }

    @ParameterizedTest
    @CsvSource({"3", "6", "7", "12", "14", "17", "23", "27", "28", "39", "60"})
    void repeatingAnOptionThatMustNotBeRepeatedIsRefused(int number) {
        Exchange answer = sendOptions(Map.of(number, List.of("0", "0")));

        assertThat(answer.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("option " + number);
        assertThat(peer.requests()).isEmpty();
    }

    @Test
    void tooManyOptionsAndTooLongValuesAreRefused() {
        assertThat(sendOptions(Map.of(15, java.util.Collections.nCopies(13, "q")))
                        .getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("12");
        assertThat(sendOptions(Map.of(11, "x".repeat(181))).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("180");
    }

    @Test
    @NotUnder(value = Quirk.TEN_OPTIONS, because = "it sends twelve")
    void twelveOptionsGoOut() {
        assertThat(sendOptions(Map.of(15, java.util.Collections.nCopies(12, "q")))
                        .getException())
                .isNull();
        assertThat(seen(15)).hasSize(12);
    }

    @Test
    void optionsOfAMessageAreNotOnTheNextMessage() {
        assertThat(send("uriPath=/a", "x").getException()).isNull();
        assertThat(send("", "x").getException()).isNull();

        assertThat(peer.requests().get(1).getOptions().getUriPathString()).isEmpty();
    }

    @Test
    void optionsOfAResponseArriveInHeaders() {
        peer.answering(request -> {
            Response response = RawPeer.piggybacked(request, ResponseCode.CREATED, RawPeer.bytes("{}"));
            response.getOptions().setLocationPath("a/b").setContentFormat(50);
            peer.send(response);
        });
        Exchange answer = send("method=POST", "x");

        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE))
                .isEqualTo("2.01");
        assertThat(answer.getMessage().getHeader(Bc66CoapConstants.RESPONSE_OPTIONS))
                .isEqualTo(Map.of(8, List.of("a", "b"), 12, List.of("50")));
        assertThat(answer.getMessage().getHeader("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void aReplyCarriesItsOptions() {
        awaitReady();
        Request request = peer.request(Type.CON, Code.GET, "reply", null);
        peer.towards(module().coapAddress()).send(request);

        List<Option> options = peer.takeResponse().getOptions().asSortedList();
        assertThat(hex(options, 4)).containsExactly("c0ffee");
        assertThat(hex(options, 12)).containsExactly("32");
        assertThat(hex(options, 14)).containsExactly("012c");
    }
}
