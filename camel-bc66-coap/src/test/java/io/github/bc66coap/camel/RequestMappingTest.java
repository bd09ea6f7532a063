// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.quirks.NotUnder;
import io.github.bc66coap.simulator.Quirk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of an exchange on the air. */
class RequestMappingTest extends RouteTestSupport {

    private void start(String... options) throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT));
        cloud().on("b", exchange -> exchange.respond(ResponseCode.CONTENT));
        sender(sandbox.toCloud(options));
    }

    private Request received() {
        return cloud().theRequest();
    }

    @ParameterizedTest
    @CsvSource({"CON,GET", "CON,POST", "CON,PUT", "CON,DELETE", "NON,GET", "NON,POST", "NON,PUT", "NON,DELETE"})
    void messageTypeAndMethodAreSent(String type, String method) throws Exception {
        start("uriPath=a", "messageType=" + type, "method=" + method, "awaitResponse=true");

        Exchange answer = send(null);

        assertThat(header(answer, "CamelBc66CoapResponseCode")).isEqualTo("2.05");
        assertThat(header(answer, "CamelBc66CoapResponseMessageType")).isEqualTo(type.equals("CON") ? "ACK" : "NON");
        assertThat(received().getType()).isEqualTo(Type.valueOf(type));
        assertThat(received().getCode()).hasToString(method);
    }

    @ParameterizedTest
    @CsvSource({"GET,NON", "put,non", " Delete ,CON"})
    void headersTakePrecedenceOverEndpointOptions(String method, String type) throws Exception {
        start("uriPath=b", "uriQuery=x=1", "method=POST", "contentFormat=40", "accept=40");

        successful(send(
                "x",
                Map.of(
                        "CamelBc66CoapMethod", method,
                        "CamelBc66CoapMessageType", type,
                        "CamelBc66CoapUriPath", "/a/b%2Fc",
                        "CamelBc66CoapUriQuery", "y=2&z=%26",
                        "CamelBc66CoapContentFormat", "application/json",
                        "CamelBc66CoapAccept", 50,
                        "CamelBc66CoapToken", "0a0B0c",
                        "CamelBc66CoapMessageId", "4711")));

        await().until(() -> !cloud().received().isEmpty());
        assertThat(received().getCode()).hasToString(method.strip().toUpperCase());
        assertThat(received().getType()).hasToString(type.toUpperCase());
        assertThat(received().getOptions().getUriPath()).containsExactly("a", "b/c");
        assertThat(received().getOptions().getUriQuery()).containsExactly("y=2", "z=&");
        assertThat(received().getOptions().getContentFormat()).isEqualTo(50);
        assertThat(received().getOptions().getAccept()).isEqualTo(50);
        assertThat(received().getTokenString()).isEqualToIgnoringCase("0A0B0C");
        assertThat(received().getMID()).isEqualTo(4711);
    }

    @Test
    void headersChooseHostAndPort() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT));
        sender(sandbox.uri("host=192.0.2.1", "port=9", "uriPath=a"));

        Exchange answer = send(null, Map.of("CamelBc66CoapHost", "127.0.0.1", "CamelBc66CoapPort", cloud().port()));

        assertThat(header(answer, "CamelBc66CoapResponsePort")).isEqualTo(cloud().port());
    }

    @Test
    void defaultPortIsThatOfCoap() throws Exception {
        sender(sandbox.uri("host=127.0.0.1", "awaitResponse=false"));

        successful(send(null));

        assertThat(sandbox.lines("AT+QCOAPSEND")).containsExactly("AT+QCOAPSEND=0,1,\"127.0.0.1\",5683,0");
    }

    @ParameterizedTest
    @CsvSource({"text,POST", "'',GET", ",GET"})
    void theDefaultMethodDependsOnTheBody(String body, String method) throws Exception {
        start("uriPath=a");

        successful(send(body));

        assertThat(received().getCode()).hasToString(method);
    }

    @ParameterizedTest
    @CsvSource({"CON,,true", "NON,,false", "CON,false,false", "NON,true,true"})
    void typeAndAwaitResponseDecideWhetherASendWaits(String type, String option, boolean waits) throws Exception {
        String await = option == null ? "" : "awaitResponse=" + option;
        start("uriPath=a", "messageType=" + type, await);

        Exchange answer = send("the body");

        assertThat(header(answer, "CamelBc66CoapResponseCode")).isEqualTo(waits ? "2.05" : null);
        assertThat(text(answer)).isEqualTo(waits ? "" : "the body");
    }

    @Test
    @NotUnder(value = Quirk.TEN_OPTIONS, because = "it sends twelve")
    void optionsAreTakenInAllForms() throws Exception {
        start();
        Map<Object, Object> options = new LinkedHashMap<>();
        options.put(15, List.of("z", "a", "m"));
        options.put("12", 42);
        options.put(4L, new byte[] {1, (byte) 0xAB});
        options.put(1, List.of(new byte[] {2}, "03"));
        options.put(6, 0);
        options.put(11, List.of("a", "b"));
        options.put(60, new byte[] {1, 0});
        options.put(14, 4294967295L);

        successful(send("x", Map.of("CamelBc66CoapOptions", options)));

        assertThat(sandbox.lines("AT+QCOAPOPTION"))
                .containsExactly("AT+QCOAPOPTION=12,1,\"02\",1,\"03\",4,\"01ab\",6,\"0\",11,\"a\",11,\"b\",12,\"42\","
                        + "14,\"4294967295\",15,\"z\",15,\"a\",15,\"m\",60,\"256\"");
        assertThat(received().getOptions().getUriQuery()).containsExactly("z", "a", "m");
        assertThat(received().getOptions().getETags()).containsExactly(new byte[] {1, (byte) 0xAB});
        assertThat(received().getOptions().getIfMatch()).containsExactly(new byte[] {2}, new byte[] {3});
        assertThat(received().getOptions().getObserve()).isZero();
        assertThat(received().getOptions().getSize1()).isEqualTo(256);
    }

    @Test
    void specificHeadersTakePrecedenceOverTheOptionsMap() throws Exception {
        start("uriPath=b");

        successful(send(
                "x",
                Map.of(
                        "CamelBc66CoapOptions",
                        Map.of(11, "b", 12, "40", 15, "q"),
                        "CamelBc66CoapUriPath",
                        "a",
                        "CamelBc66CoapContentFormat",
                        50,
                        "CamelBc66CoapObserve",
                        0)));

        assertThat(sandbox.lines("AT+QCOAPOPTION"))
                .containsExactly("AT+QCOAPOPTION=4,6,\"0\",11,\"a\",12,\"50\",15,\"q\"");
    }

    @Test
    @NotUnder(value = Quirk.TEN_OPTIONS, because = "it sends twelve")
    void twelveOptionsAreSent() throws Exception {
        start("uriPath=/a/b/c/d/e/f/g/h/i/j/k/l");

        successful(send(null));

        assertThat(received().getOptions().getUriPath()).hasSize(12);
    }

    @Test
    void theLongestOptionIsSent() throws Exception {
        String value = "é".repeat(90);
        start("uriPath=a");

        successful(send(null, Map.of("CamelBc66CoapUriQuery", value)));

        assertThat(received().getOptions().getUriQuery()).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,0",
        "text/plain; charset=UTF-8,0",
        "application/json,50",
        "application/octet-stream,42",
        "APPLICATION/XML,41"
    })
    void contentTypeIsReadWhenNoContentFormatIsGiven(String type, int format) throws Exception {
        start("uriPath=a");

        successful(send("x", Map.of(Exchange.CONTENT_TYPE, type)));

        assertThat(received().getOptions().getContentFormat()).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/cbor", "text/html", "nonsense", "text/plain; charset=latin1", "a\r\nb"})
    void anUnsupportedContentTypeIsLeftOut(String type) throws Exception {
        start("uriPath=a");

        successful(send("x", Map.of(Exchange.CONTENT_TYPE, type)));

        assertThat(received().getOptions().hasContentFormat()).isFalse();
    }

    @Test
    void contentTypeOfNoBodyIsLeftOut() throws Exception {
        start("uriPath=a");

        successful(send(null, Map.of(Exchange.CONTENT_TYPE, "application/json")));

        assertThat(received().getOptions().hasContentFormat()).isFalse();
    }

    @Test
    void contentFormatTakesPrecedenceOverContentType() throws Exception {
        start("uriPath=a", "contentFormat=application/xml");

        successful(send("x", Map.of(Exchange.CONTENT_TYPE, "application/json")));

        assertThat(received().getOptions().getContentFormat()).isEqualTo(41);
    }

    @ParameterizedTest
    @CsvSource({
        "0,text/plain; charset=utf-8",
        "50,application/json",
        "42,application/octet-stream",
        "60,application/cbor"
    })
    void contentTypeIsSetFromTheContentFormat(int format, String type) throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, new byte[] {'{', '}'}, format));
        sender(sandbox.toCloud("uriPath=a"));

        Exchange answer = send(null);

        assertThat(text(answer)).isEqualTo("{}");
        assertThat(header(answer, Exchange.CONTENT_TYPE)).isEqualTo(type);
        assertThat(header(answer, "CamelBc66CoapResponseContentFormat")).isEqualTo(format);
    }

    @Test
    void everyHeaderOfAResponseIsSet() throws Exception {
        cloud().on("a", exchange -> exchange.respond(ResponseCode.CONTENT, "x"));
        sender(sandbox.toCloud("uriPath=a"));

        Exchange answer = send(null, Map.of("CamelBc66CoapToken", "0102", "CamelBc66CoapMessageId", 7));

        assertThat(successful(answer).getMessage().getHeaders())
                .containsEntry("CamelBc66CoapResponseCode", "2.05")
                .containsEntry("CamelBc66CoapResponseMessageType", "ACK")
                .containsEntry("CamelBc66CoapResponseMessageId", 7)
                .containsEntry("CamelBc66CoapResponseToken", "0102")
                .containsEntry("CamelBc66CoapResponseOptions", Map.of(12, List.of("0")))
                .containsEntry("CamelBc66CoapResponseContentFormat", 0)
                .containsEntry("CamelBc66CoapResponseHost", "127.0.0.1")
                .containsEntry("CamelBc66CoapResponsePort", cloud().port())
                .containsEntry("CamelBc66CoapDevice", module().device())
                .doesNotContainKeys("CamelBc66CoapResponseObserve", "CamelBc66CoapTruncated");
    }
}
