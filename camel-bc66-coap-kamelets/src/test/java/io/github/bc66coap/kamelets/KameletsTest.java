// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.kamelets;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.kamelets.Sandbox.Line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

/** The three Kamelets in routes of a YAML file, all on one module. */
class KameletsTest {
    private static final Path ROUTES = Path.of("src/test/resources/routes/kamelets.camel.yaml");

    private static Sandbox sandbox(Line line) throws Exception {
        Sandbox sandbox = new Sandbox(line);
        sandbox.on("telemetry", exchange -> exchange.respond(ResponseCode.CHANGED))
                .on("settings", exchange -> exchange.respond(ResponseCode.CONTENT, "interval=60"))
                .start(ROUTES);
        return sandbox;
    }

    private static Message arrived(Sandbox sandbox, String mock) throws InterruptedException {
        MockEndpoint endpoint = sandbox.context().getEndpoint(mock, MockEndpoint.class);
        endpoint.expectedMessageCount(1);
        endpoint.assertIsSatisfied();
        return endpoint.getExchanges().get(0).getMessage();
    }

    private static Request post(String payload) {
        Request request = Request.newPost();
        request.setPayload(payload);
        request.getOptions().setContentFormat(50);
        return request;
    }

    @ParameterizedTest
    @EnumSource
    void sourceReceivesBytesAndHeaders(Line line) throws Exception {
        try (Sandbox sandbox = sandbox(line)) {
            Response response = sandbox.ask(post("{\"value\":412.318}"), "/readings");

            Message message = arrived(sandbox, "mock:received");
            assertThat(message.getBody()).isEqualTo("{\"value\":412.318}".getBytes());
            assertThat(message.getHeaders())
                    .contains(
                            entry("CamelBc66CoapRequestMethod", "POST"),
                            entry("CamelBc66CoapRequestUriPath", "/readings"),
                            entry("CamelBc66CoapDevice", sandbox.module().device()));
            assertThat(response.getCode()).isEqualTo(ResponseCode.CHANGED);
            assertThat(response.getPayloadSize()).isZero();
            assertThat(sandbox.ask(Request.newGet(), "/readings").getCode()).isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sourceReceivesJson(Line line) throws Exception {
        try (Sandbox sandbox = sandbox(line)) {
            Response response = sandbox.ask(post("21 \u00b0C \"inside\""), "/json/a%20b?x=1");

            Message message = arrived(sandbox, "mock:receivedAsJson");
            assertThat(message.getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
            assertThat((JsonObject) Jsoner.deserialize(message.getBody(String.class)))
                    .contains(
                            entry("device", sandbox.module().device()),
                            entry("event", "REQUEST"),
                            entry("method", "POST"),
                            entry("uriPath", "/json/a%20b"),
                            entry("uriQuery", "x=1"),
                            entry("host", "127.0.0.1"),
                            entry("text", "21 \u00b0C \"inside\""),
                            entry("payload", "MjEgwrBDICJpbnNpZGUi"))
                    .containsKeys("messageType", "messageId", "token", "port")
                    .doesNotContainKey("code");
            assertThat(response.getCode()).isEqualTo(ResponseCode.CHANGED);
            assertThat(response.getPayloadSize()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void sourceAnswersWithTheOutcomeOfItsRoute(Line line) throws Exception {
        try (Sandbox sandbox = sandbox(line)) {
            assertThat(sandbox.ask(post("hello"), "/answered").getPayloadString())
                    .isEqualTo("you said hello");
            assertThat(sandbox.ask(post("hello"), "/failing").getCode()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sinkSendsTheBody(Line line) throws Exception {
        try (Sandbox sandbox = sandbox(line);
                ProducerTemplate template = sandbox.context().createProducerTemplate()) {
            template.sendBody("direct:send", "{\"value\":412.318}");

            assertThat(sandbox.received()).singleElement().satisfies(request -> {
                assertThat(request.getCode()).hasToString("PUT");
                assertThat(request.getOptions().getUriPathString()).isEqualTo("telemetry");
                assertThat(request.getOptions().getUriQuery()).isEqualTo(List.of("a=1", "b=&+"));
                assertThat(request.getOptions().getContentFormat()).isEqualTo(50);
                assertThat(request.getPayloadString()).isEqualTo("{\"value\":412.318}");
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void actionReturnsTheResponseToTheRoute(Line line) throws Exception {
        try (Sandbox sandbox = sandbox(line);
                ProducerTemplate template = sandbox.context().createProducerTemplate()) {
            assertThat(template.requestBody("direct:ask", null, String.class)).isEqualTo("2.05 interval=60");
            assertThat(sandbox.received().get(0).getOptions().getAccept()).isZero();
            assertThat(template.requestBody("direct:askForMore", null, String.class))
                    .isEqualTo("4.04");
        }
    }

    @Test
    void aSinkThatFailsFailsItsRoute() throws Exception {
        try (Sandbox sandbox = new Sandbox(Line.PTY);
                ProducerTemplate template = sandbox.context().createProducerTemplate()) {
            sandbox.on("telemetry", exchange -> exchange.respond(ResponseCode.BAD_REQUEST))
                    .start(ROUTES);

            assertThatThrownBy(() -> template.sendBody("direct:send", "x"))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasRootCauseInstanceOf(io.github.bc66coap.camel.CoapResponseException.class);
        }
    }

    /** A response that nobody asked for is acknowledged by a source that takes responses, and reset without one. */
    @ParameterizedTest
    @CsvSource({
        "'', 2",
        "'uriPath: /readings', 3",
        "'methods: POST', 3",
        "'events: \"REQUEST,RESPONSE\"; uriPath: /readings', 2"
    })
    void sourceWithAPathOrMethodsTakesRequestsOnly(String parameter, int type) throws Exception {
        try (Sandbox sandbox = new Sandbox(Line.PTY);
                DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            sandbox.start(
                    ResourceHelper.fromString("source.camel.yaml", """
                    - from:
                        uri: kamelet:bc66-coap-source
                        parameters:
                          device: "{{device}}"
                          %s
                        steps:
                          - to: mock:received
                    """.formatted(parameter.replace("; ", "\n      "))));
            byte[] response = {0x40, 0x45, 0x12, 0x34};
            byte[] confirmation = new byte[4];
            peer.setSoTimeout(30_000);
            peer.send(new DatagramPacket(
                    response, response.length, sandbox.module().coapAddress()));
            peer.receive(new DatagramPacket(confirmation, confirmation.length));

            assertThat(confirmation[0] >> 4 & 3).isEqualTo(type);
        }
    }

    @Test
    void anUnknownFormatFailsTheStart() throws Exception {
        try (Sandbox sandbox = new Sandbox(Line.PTY)) {
            assertThatThrownBy(() -> sandbox.start(ResourceHelper.fromString("wrong.camel.yaml", """
                    - from:
                        uri: kamelet:bc66-coap-source
                        parameters:
                          device: "{{device}}"
                          format: xml
                        steps:
                          - to: mock:received
                    """)))
                    .hasStackTraceContaining("format: expected bytes or json but got xml");
        }
    }

    /** As the component's options: by name, with the range. */
    @ParameterizedTest
    @CsvSource({
        "source, responseTimeout, 25h, 1ms to 24h but is 25h",
        "sink, responseTimeout, 106752d, 1ms to 24h",
        "action, responseTimeout, -1, 1ms to 24h",
        "source, baudRate, 299, 300 to 4000000",
        "sink, localPort, 65536, 1 to 65535",
        "action, blockSize, 7, '0, 16, 32, 64, 128, 256, 512 or 1024'"
    })
    void anOptionOutOfRangeFailsTheStart(String kind, String option, String value, String range) throws Exception {
        String kamelet = """
                        uri: kamelet:bc66-coap-%s
                        parameters:
                          device: "{{device}}"
                          %s: "%s"
                %s""".formatted(kind, option, value, kind.equals("source") ? "" : "          host: 127.0.0.1\n");
        String route = kind.equals("source")
                ? "- from:\n" + kamelet + "        steps:\n          - to: mock:received\n"
                : "- from:\n    uri: direct:out\n    steps:\n      - to:\n" + kamelet.indent(4);
        try (Sandbox sandbox = new Sandbox(Line.PTY)) {
            assertThatThrownBy(() -> sandbox.start(ResourceHelper.fromString("wrong.camel.yaml", route)))
                    .hasStackTraceContaining("option " + option + ": must be " + range);
        }
    }
}
