// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.kamelets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.sun.net.httpserver.HttpServer;

import io.github.bc66coap.kamelets.Sandbox.Line;
import io.github.bc66coap.simulator.junit5.KeyWatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

/** The examples for Camel K, run from their files: what they reach in a cluster is on this machine. */
class ExamplesTest {
    /** Camel shows URIs below INFO. */
    @RegisterExtension
    static final KeyWatch LOG = KeyWatch.of(Sandbox.KEY)
            .expectTrace("io.github.bc66coap")
            .except("TRACE org.apache.camel.", "DEBUG org.apache.camel.");

    private static final Path EXAMPLES = Path.of("examples");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** An example; each pair of texts is one that is there, and what takes its place. */
    private static JsonNode example(String file, String... pairs) throws IOException {
        String example = Files.readString(EXAMPLES.resolve(file));
        for (int i = 0; i < pairs.length; i += 2) {
            assertThat(example).contains(pairs[i]);
            example = example.replace(pairs[i], pairs[i + 1]);
        }
        return YAML.readTree(example).required("spec");
    }

    /** What the operator makes of a Pipe: a route between two Kamelets, and properties of theirs. */
    private static void startPipe(Sandbox sandbox, JsonNode spec) throws Exception {
        for (String end : List.of("source", "sink")) {
            String prefix = "camel.kamelet." + kamelet(spec, end) + "." + end + ".";
            spec.required(end)
                    .required("properties")
                    .fields()
                    .forEachRemaining(property -> sandbox.property(
                            prefix + property.getKey(), property.getValue().asText()));
        }
        start(sandbox, """
                - from:
                    uri: kamelet:%s/source
                    steps:
                    - to: kamelet:%s/sink
                """.formatted(kamelet(spec, "source"), kamelet(spec, "sink")));
    }

    private static String kamelet(JsonNode spec, String end) {
        return spec.required(end).required("ref").required("name").asText();
    }

    private static void startIntegration(Sandbox sandbox, String file) throws Exception {
        JsonNode spec = example(
                file,
                "tcp://bc66-gateway:5000",
                sandbox.module().device(),
                "192.0.2.1\"",
                "127.0.0.1\"\n              port: \"{{port}}\"");
        start(sandbox, spec.required("flows").toString());
    }

    private static void start(Sandbox sandbox, String routes) throws Exception {
        sandbox.start(ResourceHelper.fromString("example.camel.yaml", routes));
        // with connectOnStart=false, none waits for it
        await().until(sandbox.module()::contextExists);
    }

    @Test
    void pipePostsEventsToAService() throws Exception {
        BlockingQueue<String> posted = new LinkedBlockingQueue<>();
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/events", exchange -> {
            posted.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        service.start();
        try (Sandbox sandbox = new Sandbox(Line.TCP)) {
            startPipe(
                    sandbox,
                    example(
                            "events-to-http.pipe.yaml",
                            "tcp://bc66-gateway:5000",
                            sandbox.module().device(),
                            "http://readings.default.svc:8080",
                            "http://127.0.0.1:" + service.getAddress().getPort()));
            Request reading = Request.newPost();
            reading.setPayload("412.318");

            Response response = sandbox.ask(reading, "/meters/7");

            assertThat(response.getCode()).isEqualTo(ResponseCode.CHANGED);
            assertThat(response.getPayloadSize()).isZero();
            assertThat(posted.poll(10, TimeUnit.SECONDS)).isEqualTo("POST application/json");
            assertThat((JsonObject) Jsoner.deserialize(posted.poll(10, TimeUnit.SECONDS)))
                    .contains(entry("uriPath", "/meters/7"), entry("text", "412.318"));
        } finally {
            service.stop(0);
        }
    }

    @Test
    void integrationAsksForSettingsAndForwardsAlarmsOverDtls() throws Exception {
        try (Sandbox sandbox = Sandbox.secure(Line.TCP, "gateway&7 + %41")) {
            sandbox.on("settings", exchange -> exchange.respond(ResponseCode.CONTENT, "interval=60"))
                    .on("alarms", exchange -> exchange.respond(ResponseCode.CHANGED))
                    .property("bc66.pskIdentity", "RAW(gateway&7 + %41)")
                    .property("bc66.secretKey", Sandbox.KEY);
            startIntegration(sandbox, "gateway.integration.yaml");
            await().untilAsserted(() -> assertThat(sandbox.received()).hasSize(1));
            assertThat(sandbox.received().get(0).getOptions().getUriPathString())
                    .isEqualTo("settings");
            Request alarm = Request.newPost();
            alarm.setPayload("leak");

            assertThat(sandbox.ask(alarm, "/alarm").getCode()).isEqualTo(ResponseCode.CHANGED);

            assertThat(sandbox.received()).hasSize(2);
            assertThat(sandbox.received().get(1).getOptions().getUriPathString())
                    .isEqualTo("alarms");
            assertThat(sandbox.received().get(1).getPayloadString()).isEqualTo("leak");
        }
    }

    @Test
    void integrationOnQuarkusPostsReadingsAndAnswersAGet() throws Exception {
        try (Sandbox sandbox = new Sandbox(Line.TCP)) {
            sandbox.on("readings", exchange -> exchange.respond(ResponseCode.CHANGED));
            startIntegration(sandbox, "meter.integration.yaml");
            await().untilAsserted(() -> assertThat(sandbox.received()).isNotEmpty());
            assertThat(sandbox.received().get(0).getPayloadString()).matches("\\d{3}");

            assertThat(sandbox.ask(Request.newGet(), "/temperature").getPayloadString())
                    .matches("\\d{3}");
        }
    }
}
