// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.examples.mqtt.MqttListener;
import io.github.bc66coap.examples.sandbox.MqttBroker;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two gateways, run from the unpacked archive as users do, on one broker: one with a module, one without. */
class GatewayTest {
    private static final int ROUNDS = 4;
    private static final Pattern COAP = Pattern.compile("coap://127\\.0\\.0\\.1:([0-9]+)");

    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path folder;

    /** What the modules talk to. */
    @AutoClose
    private final CoapCloud cloud = new CoapCloud()
            .answer("down", ResponseCode.CHANGED)
            .on("rd", exchange -> {
                exchange.setLocationPath("rd/1");
                exchange.respond(ResponseCode.CREATED);
            });

    @Test
    void twoGatewaysRunReloadAndEndWithoutLoss() throws Exception {
        Unpacked unpacked = new Unpacked(folder);
        try (MqttBroker broker = MqttBroker.start(0);
                Listener listener = new Listener(broker.url());
                VirtualBc66 module = VirtualBc66.builder().tcp(0).start()) {
            Path example = unpacked.installation().resolve("examples/mqtt.camel.yaml");
            Path routes = GatewayProcess.routes(unpacked, "first");
            Files.copy(example, routes.resolve("mqtt.camel.yaml"));
            Files.writeString(routes.resolve("broken.camel.yaml"), "- route:\n    nonsense: true\n");
            Files.writeString(routes.resolve("slow.camel.yaml"), SLOW + WRONG);
            Path others = GatewayProcess.routes(unpacked, "second");
            Files.copy(example, others.resolve("mqtt.camel.yaml"));
            Files.copy(example.resolveSibling("lwm2m.camel.yaml"), others.resolve("lwm2m.camel.yaml"));
            Map<String, String> both = Map.of(
                    "MQTT_BROKER", broker.url(),
                    "CLOUD_PORT", Integer.toString(cloud.port()),
                    "LWM2M_HOST", "127.0.0.1",
                    "LWM2M_PORT", Integer.toString(cloud.port()));
            try (GatewayProcess first = GatewayProcess.start(
                            unpacked,
                            "first",
                            with(
                                    both,
                                    "BC66_DEVICE",
                                    module.device(),
                                    "CAMEL_COMPONENT_BC66COAP_LOCAL_PORT",
                                    Integer.toString(FreePorts.udp()),
                                    "JOURNAL_STREAM",
                                    "8:1",
                                    "BC66_SIM_PIN",
                                    "471147"));
                    GatewayProcess second = GatewayProcess.start(unpacked, "second", both)) {
                try {
                    first.awaitOutput("the gateway runs");
                    second.awaitOutput("the gateway runs");
                    assertThat(second.output()).contains("lwm2m.camel.yaml is loaded, routes that run: 3");
                    await().atMost(60, TimeUnit.SECONDS).until(module::contextExists);
                    aRouteWithAnErrorLeavesTheOthersRunning(first);
                    eachHasItsMessages(List.of(first, second), listener, module);
                    String name = Files.readString(second.state().resolve("name"));
                    await().atMost(20, TimeUnit.SECONDS).until(() -> received("rd").stream()
                            .anyMatch(request ->
                                    request.getOptions().getUriQueryString().contains("ep=" + name)));
                    theExampleOfADeviceHasTheValueOfItsFile(second);
                    aRunningGatewayIsAsked(unpacked, first);
                    nothingIsLostWhileRoutesChange(first, routes, module, listener);
                    anExchangeUnderWayEndsBeforeTheGateway(first, module);
                    assertThat(first.output()).contains("<6>").doesNotContain("471147");
                    second.terminate();
                    assertThat(second.awaitEnd()).isEqualTo(143);
                } catch (AssertionError | RuntimeException e) {
                    e.addSuppressed(new AssertionError("first: " + first.output() + "\nsecond: " + second.output()));
                    throw e;
                }
            }
            assertThat(Files.readString(folder.resolve("second/state/log/gateway.log")))
                    .contains("a virtual BC66 on");
            assertThat(unpacked.isAsUnpacked()).isTrue();
        }
    }

    private List<Request> received(String path) {
        return cloud.received().stream()
                .filter(request -> request.getOptions().getUriPathString().equals(path))
                .toList();
    }

    private static Map<String, String> with(Map<String, String> some, String... more) {
        Map<String, String> all = new ConcurrentHashMap<>(some);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    /** Holds an exchange until it is told to go on, by a file. */
    private static final String SLOW = """
            - route:
                id: slow
                from:
                  uri: bc66coap:{{bc66.device}}
                  parameters:
                    uriPath: /slow
                  steps:
                    - log: slow begins
                    - delay:
                        expression:
                          constant: 1500
                    - setBody:
                        constant: done
            """;

    private static final String WRONG = """
            - route:
                id: wrong
                from:
                  uri: bc66coap:{{bc66.device}}
                  parameters:
                    uriPath: /wrong
                    uriPaht: /wrong
                  steps:
                    - log: never
            """;

    private static void aRouteWithAnErrorLeavesTheOthersRunning(GatewayProcess gateway) throws Exception {
        assertThat(gateway.output())
                .contains("broken.camel.yaml isn't loaded: ")
                .contains("nonsense")
                .contains("slow.camel.yaml: route wrong: ")
                .contains("uriPaht");
        var health = gateway.get("/observe/health?data=true");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body())
                .contains("broken.camel.yaml")
                .contains("slow.camel.yaml")
                .doesNotContain("mqtt.camel.yaml");
        assertThat(gateway.get("/observe/metrics").body()).contains("bc66coap_ready");
        assertThat(gateway.get("/bc66/").statusCode()).isEqualTo(200);
    }

    private void theExampleOfADeviceHasTheValueOfItsFile(GatewayProcess gateway) throws Exception {
        Path values = Files.createDirectories(gateway.state().resolve("values"));
        Files.writeString(values.resolve("temperature.txt"), "21.5");
        int device = received("rd").get(0).getSourceContext().getPeerAddress().getPort();
        await().atMost(20, TimeUnit.SECONDS).until(() -> {
            Request read = Request.newGet();
            read.getOptions().setAccept(MediaTypeRegistry.TEXT_PLAIN);
            Response response = cloud.ask(new InetSocketAddress("127.0.0.1", device), read, "/3303/0/5700");
            return response != null && response.getPayloadString().equals("21.5");
        });
    }

    /** Both ways: what clients send to a module comes to the broker under its name, and what comes from there goes to its server. */
    private void eachHasItsMessages(List<GatewayProcess> gateways, Listener listener, VirtualBc66 module)
            throws Exception {
        int[] ports = {module.coapAddress().getPort(), virtualPort(gateways.get(1))};
        for (int i = 0; i < ports.length; i++) {
            String name = Files.readString(gateways.get(i).state().resolve("name"));
            String text = "hello " + i;
            assertThat(post(ports[i], "/greeting", text).getCode()).isEqualTo(ResponseCode.CHANGED);
            await().atMost(20, TimeUnit.SECONDS)
                    .until(() -> listener.received.contains("bc66/" + name + "/up/greeting " + text));
            listener.client.publish(
                    "bc66/" + name + "/down", new MqttMessage(text.getBytes(StandardCharsets.UTF_8), 1, false, null));
        }
        await().atMost(20, TimeUnit.SECONDS).until(() -> received("down").size() >= ports.length);
        assertThat(received("down"))
                .extracting(Request::getPayloadString)
                .containsExactlyInAnyOrder("hello 0", "hello 1");
    }

    private static int virtualPort(GatewayProcess gateway) {
        Matcher address = COAP.matcher(gateway.output());
        assertThat(address.find()).isTrue();
        return Integer.parseInt(address.group(1));
    }

    private static void aRunningGatewayIsAsked(Unpacked unpacked, GatewayProcess gateway) throws Exception {
        Unpacked.Output check = unpacked.run(gateway.environment(), "check");
        assertThat(check.text())
                .contains("one runs with " + gateway.environment().get("BC66_DEVICE"))
                .contains("consumer:bc66-gateway-module: READY")
                .contains("broken.camel.yaml")
                .doesNotContain("471147");
        assertThat(check.status()).isEqualTo(1);
    }

    /**
     * A client posts without a pause, and repeats what is refused, as 5.03 tells it to. What was acknowledged has come to the broker.
     */
    private void nothingIsLostWhileRoutesChange(
            GatewayProcess gateway, Path routes, VirtualBc66 module, Listener listener) throws Exception {
        String name = Files.readString(gateway.state().resolve("name"));
        int port = module.coapAddress().getPort();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<ResponseCode> codes = ConcurrentHashMap.newKeySet();
        CompletableFuture<Void> enough = new CompletableFuture<>();
        CompletableFuture<Void> load = CompletableFuture.runAsync(
                () -> {
                    for (int i = 0; !enough.isDone(); i++) {
                        String reading = "reading " + i;
                        while (true) {
                            Response response = post(port, "/load", reading);
                            codes.add(response.getCode());
                            if (response.isSuccess()) {
                                acknowledged.add(reading);
                                break;
                            }
                        }
                    }
                },
                task -> new Thread(task, "load").start());
        try {
            String text = Files.readString(routes.resolve("mqtt.camel.yaml"));
            for (int round = 1; round <= ROUNDS; round++) {
                int before = acknowledged.size();
                int expected = round;
                replace(routes.resolve("mqtt.camel.yaml"), text + "\n# version " + round + "\n");
                replace(
                        routes.resolve("other.camel.yaml"),
                        round % 2 == 0 ? "- route: broken" : SLOW.replace("slow", "other" + round));
                await().atMost(30, TimeUnit.SECONDS)
                        .until(() -> count(gateway.output(), "mqtt.camel.yaml is loaded") > expected);
                await().atMost(30, TimeUnit.SECONDS).until(() -> acknowledged.size() > before + 5 || load.isDone());
            }
        } finally {
            enough.complete(null);
        }
        load.get(60, TimeUnit.SECONDS);
        await().atMost(20, TimeUnit.SECONDS).until(() -> acknowledged.stream()
                .allMatch(reading -> listener.received.contains("bc66/" + name + "/up/load " + reading)));
        assertThat(codes).isSubsetOf(ResponseCode.CHANGED, ResponseCode.SERVICE_UNAVAILABLE);
        // the session has not been given up meanwhile
        assertThat(module.commands()).doesNotContain("AT+QCOAPDEL");
    }

    private static void replace(Path file, String text) throws IOException {
        Path part = Files.writeString(file.resolveSibling("." + file.getFileName()), text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private void anExchangeUnderWayEndsBeforeTheGateway(GatewayProcess gateway, VirtualBc66 module) throws Exception {
        int port = module.coapAddress().getPort();
        CompletableFuture<Response> slow =
                CompletableFuture.supplyAsync(() -> post(port, "/slow", ""), task -> new Thread(task, "slow").start());
        gateway.awaitOutput("slow begins");
        gateway.terminate();
        assertThat(gateway.awaitEnd()).isEqualTo(143);
        assertThat(slow.get(10, TimeUnit.SECONDS).getPayloadString()).isEqualTo("done");
        assertThat(module.commands()).anyMatch(command -> command.startsWith("AT+QCOAPDEL"));
    }

    private Response post(int port, String path, String text) {
        Request request = Request.newPost();
        request.setURI("coap://127.0.0.1:" + port + path);
        request.setPayload(text);
        request.getOptions().setContentFormat(MediaTypeRegistry.TEXT_PLAIN);
        cloud.send(request);
        try {
            Response response = request.waitForResponse(30_000);
            assertThat(response).as("a response from %s", path).isNotNull();
            return response;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Hears all that the broker gets. */
    private static final class Listener implements AutoCloseable {
        private final MqttClient client;
        private final Set<String> received = ConcurrentHashMap.newKeySet();

        Listener(String broker) throws Exception {
            client = new MqttClient(broker, UUID.randomUUID().toString(), new MemoryPersistence());
            client.connect();
            client.setCallback(new MqttListener((topic, message) ->
                    received.add(topic + " " + new String(message.getPayload(), StandardCharsets.UTF_8))));
            client.subscribe("bc66/#", 1);
        }

        @Override
        public void close() throws Exception {
            client.disconnectForcibly(100, 100, false);
            client.close(true);
        }
    }
}
