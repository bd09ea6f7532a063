// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.mqtt;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.examples.sandbox.Cloud;
import io.github.bc66coap.examples.sandbox.ExampleRun;
import io.github.bc66coap.examples.sandbox.MqttBroker;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static io.github.bc66coap.examples.mqtt.MqttClientForTests.answerTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Commands are for valves, because the example's own operator switches the lamp now and then. */
@Timeout(180)
class MqttExampleTest {
    private static final String ANSWERS = "tests/answers";
    private static final String DEVICE = "bc66/meter-1/";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Cloud cloud;
    private MqttBroker broker;

    @BeforeEach
    void start() throws Exception {
        cloud = Cloud.start();
        // one of them is to come back on it
        broker = MqttBroker.start(FreePorts.tcp());
    }

    @AfterEach
    void stop() throws Exception {
        threads.shutdownNow();
        cloud.close();
        broker.close();
    }

    private ExampleRun example(String dsl) {
        return ExampleRun.started(
                "mqtt", "--dsl=" + dsl, "--broker=" + broker.url(), "--server=127.0.0.1:" + cloud.port());
    }

    private InetSocketAddress module() {
        await().until(() -> !cloud.modules().isEmpty());
        return cloud.modules().get(0);
    }

    private ResponseCode ask(Code method, List<String> path, String payload) throws Exception {
        Request request = new Request(method);
        path.forEach(request.getOptions()::addUriPath);
        if (payload != null) {
            request.getOptions().setContentFormat(MediaTypeRegistry.APPLICATION_JSON);
            request.setPayload(payload);
        }
        return cloud.ask(module(), request).getCode();
    }

    /** The same for the routes in all three languages. */
    @ParameterizedTest
    @ValueSource(strings = {"java", "endpoint", "yaml"})
    void commandsAndTelemetryFlowThroughMqtt(String dsl) throws Exception {
        try (ExampleRun example = example(dsl);
                MqttClientForTests client = new MqttClientForTests(broker.url(), DEVICE + "replies/#", ANSWERS)) {
            notificationsAreRetained();
            requestsAreRetained();
            whatAPeerSendsAsPathIsNoWildcard();
            commandsAreAnsweredWhereTheyWant(client);
            commandsThatFailAreAnsweredWithTheReason(client);
            answersAreNoCommands(client);
            assertThat(example.err()).isEmpty();
        }
        commandsThatComeMeanwhileAreDoneLater(dsl);
    }

    private void notificationsAreRetained() throws Exception {
        String topic = DEVICE + "telemetry/temperature";
        try (MqttClientForTests live = new MqttClientForTests(broker.url(), topic)) {
            await().until(() -> live.on(topic).size() >= 3);
            assertThat(live.on(topic)).allSatisfy(one -> {
                assertThat(one.text()).matches("[0-9]+\\.[0-9]");
                assertThat(one.message().getProperties().getContentType()).startsWith("text/plain");
            });
            assertThat(live.on(topic).get(2).message().isRetained()).isFalse();
        }
        try (MqttClientForTests later = new MqttClientForTests(broker.url(), topic)) {
            assertThat(later.first(topic).message().isRetained()).isTrue();
        }
    }

    private void requestsAreRetained() throws Exception {
        String topic = DEVICE + "telemetry/meter/alarm";
        assertThat(ask(Code.PUT, List.of("meter", "alarm"), "{\"leak\":1}")).isEqualTo(ResponseCode.CHANGED);
        assertThat(ask(Code.POST, List.of("meter", "alarm"), "{\"leak\":2}")).isEqualTo(ResponseCode.CHANGED);
        try (MqttClientForTests later = new MqttClientForTests(broker.url(), topic)) {
            assertThat(later.first(topic).text()).isEqualTo("{\"leak\":2}");
            assertThat(later.first(topic).message().getProperties().getContentType())
                    .isEqualTo("application/json");
        }
        assertThat(ask(Code.DELETE, List.of("meter", "alarm"), null)).isEqualTo(ResponseCode.DELETED);
        assertThat(ask(Code.GET, List.of("meter", "alarm"), null)).isEqualTo(ResponseCode.METHOD_NOT_ALLOWED);
        try (MqttClientForTests later =
                new MqttClientForTests(broker.url(), DEVICE + "telemetry/#", DEVICE + "telemetry/temperature")) {
            // what is retained comes before what follows
            later.first(DEVICE + "telemetry/temperature");
            assertThat(later.on(topic)).isEmpty();
        }
    }

    private void whatAPeerSendsAsPathIsNoWildcard() throws Exception {
        String topic = DEVICE + "telemetry/a%2Bb/%23/%/%2A%2E%24x";
        assertThat(ask(Code.PUT, List.of("a+b", "#", "", "*.$x"), "1")).isEqualTo(ResponseCode.CHANGED);
        try (MqttClientForTests later = new MqttClientForTests(broker.url(), DEVICE + "telemetry/+/+/+/+")) {
            assertThat(later.first(topic).text()).isEqualTo("1");
        }
    }

    private void commandsAreAnsweredWhereTheyWant(MqttClientForTests client) throws Exception {
        MqttProperties properties = answerTo(ANSWERS, "\u0000\u00ff1");
        properties.setContentType("application/json");
        client.publish(DEVICE + "commands/valve/1", "{\"open\":true}", false, properties);
        assertThat(client.answer(ANSWERS, "\u0000\u00ff1").user("code")).isEqualTo("2.04");
        assertThat(cloud.written("/valve/1")).isEqualTo("PUT {\"open\":true}");

        MqttProperties nowhere = answerTo(null, "2");
        client.publish(DEVICE + "commands/valve/2", "shut", false, nowhere);
        assertThat(client.answer(DEVICE + "replies/valve/2", "2").user("code")).isEqualTo("2.04");
        assertThat(cloud.written("/valve/2")).isEqualTo("PUT shut");
    }

    private void commandsThatFailAreAnsweredWithTheReason(MqttClientForTests client) throws Exception {
        client.publish(DEVICE + "commands/temperature", "40", false, answerTo(ANSWERS, "3"));
        assertThat(client.answer(ANSWERS, "3").user("code")).isEqualTo("4.05");

        MqttProperties image = answerTo(ANSWERS, "4");
        image.setContentType("image/png");
        client.publish(DEVICE + "commands/valve/4", "x", false, image);
        assertThat(client.answer(ANSWERS, "4").user("error")).isEqualTo("IllegalArgumentException");
        assertThat(client.answer(ANSWERS, "4").user("code")).isNull();
        assertThat(client.answer(ANSWERS, "4").text()).contains("Content-Format");

        client.publish(DEVICE + "commands/bad%escape", "x", false, answerTo(ANSWERS, "5"));
        assertThat(client.answer(ANSWERS, "5").text()).contains("percent-encoding");
    }

    private void answersAreNoCommands(MqttClientForTests client) throws Exception {
        client.publish(DEVICE + "commands/valve/6", "x", false, answerTo(DEVICE + "commands/valve/7", "6"));
        assertThat(client.answer(DEVICE + "replies/valve/6", "6").user("error")).isEqualTo("IllegalArgumentException");
        assertThat(cloud.written("/valve/6")).isNull();
        assertThat(cloud.written("/valve/7")).isNull();
    }

    private void commandsThatComeMeanwhileAreDoneLater(String dsl) throws Exception {
        try (MqttClientForTests client = new MqttClientForTests(broker.url(), ANSWERS)) {
            client.publish(DEVICE + "commands/valve/8", "on", false, answerTo(ANSWERS, "8"));
            try (ExampleRun again = example(dsl)) {
                assertThat(client.answer(ANSWERS, "8").user("code")).isEqualTo("2.04");
                assertThat(cloud.written("/valve/8")).isEqualTo("PUT on");
                assertThat(again.err()).isEmpty();
            }
        }
    }

    @Test
    void aRetainedCommandIsIgnoredAtStart() throws Exception {
        try (MqttClientForTests client = new MqttClientForTests(broker.url(), ANSWERS)) {
            client.publish(DEVICE + "commands/valve/1", "on", true, answerTo(ANSWERS, "1"));
            try (ExampleRun example = example("java")) {
                client.publish(DEVICE + "commands/valve/2", "on", false, answerTo(ANSWERS, "2"));
                client.answer(ANSWERS, "2");
                assertThat(cloud.written("/valve/1")).isNull();
                assertThat(example.err()).isEmpty();
            }
        }
    }

    @Test
    void theGatewayResumesWhenTheBrokerIsBack() throws Exception {
        int port = Integer.parseInt(broker.url().replaceFirst(".*:", ""));
        try (ExampleRun example = example("java")) {
            module();
            broker.close();
            Request meanwhile = Request.newPut();
            meanwhile.getOptions().setUriPath("/meanwhile");
            meanwhile.setPayload("1");
            Future<Response> answer = threads.submit(() -> cloud.ask(module(), meanwhile));

            broker = MqttBroker.start(port);
            String topic = DEVICE + "telemetry/meanwhile";
            try (MqttClientForTests client = new MqttClientForTests(broker.url(), topic, ANSWERS)) {
                assertThat(client.first(topic).text()).isEqualTo("1");
                assertThat(answer.get().getCode()).isEqualTo(ResponseCode.CHANGED);
                await().atMost(60, TimeUnit.SECONDS).until(() -> {
                    client.publish(DEVICE + "commands/valve", "on", false, answerTo(ANSWERS, "1"));
                    return !client.on(ANSWERS).isEmpty();
                });
                assertThat(client.answer(ANSWERS, "1").user("code")).isEqualTo("2.04");
            }
            assertThat(example.err()).isEmpty();
        }
    }
}
