// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.kafka;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.examples.sandbox.Cloud;
import io.github.bc66coap.examples.sandbox.CountingServer;
import io.github.bc66coap.examples.sandbox.ExampleJvm;
import io.github.bc66coap.examples.sandbox.ExampleRun;
import io.github.bc66coap.examples.sandbox.KafkaBroker;
import io.github.bc66coap.examples.sandbox.KafkaClientForTests;
import io.github.bc66coap.examples.sandbox.KafkaClientForTests.Received;
import io.github.bc66coap.examples.sandbox.KafkaTopics;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(120)
class KafkaExampleTest {
    private static KafkaBroker broker;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start();
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    private static String[] example(String prefix, String... more) {
        return Stream.concat(Stream.of("kafka", "--topic=" + prefix, "--broker=" + broker.address()), Stream.of(more))
                .toArray(String[]::new);
    }

    private static String put(String path, String payload) {
        return "{\"method\":\"PUT\",\"path\":\"%s\",\"payload\":\"%s\"}".formatted(path, payload);
    }

    private static VirtualBc66 module() {
        return VirtualBc66.builder().tcp(0).address(FreePorts.address()).start();
    }

    @Test
    void commandsAndTelemetryFlowThroughKafka() throws Exception {
        try (Cloud cloud = Cloud.start();
                ExampleRun example = ExampleRun.started(example("a", "--server=127.0.0.1:" + cloud.port()));
                KafkaClientForTests client = new KafkaClientForTests(
                        broker.address(), "a.telemetry", "a.answers", "a.dead-letters", "a.commands")) {
            telemetryIsKeyedByDevice(client);
            answersHaveTheCorrelationOfTheCommand(client, cloud);
            commandsThatFailAreDeadLettersWithTheReason(client);
            whoSendsACommandHasNoSayInHeadersOfCamel(client, cloud);
            commandsForOthersAreLeftAlone(client, cloud);
            assertThat(example.err()).isEmpty();
        }
    }

    private void telemetryIsKeyedByDevice(KafkaClientForTests client) {
        Received notification = client.first(
                "notification",
                one -> one.topic().equals("a.telemetry") && one.value().contains("\"event\":\"RESPONSE\""));
        assertThat(notification.key()).isEqualTo("meter-1");
        assertThat(notification.value()).matches("\\{\"time\":\".*\"path\":\"/temperature\".*\"payload\":\"[0-9.]+\"}");
        assertThat(notification.headers()).isEmpty();
        Received request = client.first(
                "request",
                one -> one.topic().equals("a.telemetry") && one.value().contains("\"event\":\"REQUEST\""));
        assertThat(request.key()).isEqualTo("meter-1");
        assertThat(request.value()).contains("\"path\":\"/alarm\"").contains("leak");
        assertThat(request.headers()).isEmpty();
    }

    private static Received outcome(KafkaClientForTests client, String correlation) {
        return client.first(
                "outcome of " + correlation,
                one -> !one.topic().endsWith(".commands") && correlation.equals(one.header("correlation")));
    }

    private void answersHaveTheCorrelationOfTheCommand(KafkaClientForTests client, Cloud cloud) throws Exception {
        client.send("a.commands", "meter-1", put("/valve/1", "open"), Map.of("correlation", "\u0000\u00ff1"));
        Received answer = outcome(client, "\u0000\u00ff1");
        assertThat(answer.topic()).isEqualTo("a.answers");
        assertThat(answer.key()).isEqualTo("meter-1");
        assertThat(answer.header("code")).isEqualTo("2.04");
        assertThat(answer.header("command")).matches("[0-2]:[0-9]+");
        assertThat(answer.headers()).containsExactlyInAnyOrder("correlation", "code", "command");
        assertThat(answer.value()).contains("\"code\":\"2.04\"");
        assertThat(cloud.written("/valve/1")).isEqualTo("PUT open");
    }

    private void commandsThatFailAreDeadLettersWithTheReason(KafkaClientForTests client) throws Exception {
        client.send("a.commands", "meter-1", put("/temperature", "40"), Map.of("correlation", "2"));
        Received refused = outcome(client, "2");
        assertThat(refused.topic()).isEqualTo("a.dead-letters");
        assertThat(refused.key()).isEqualTo("meter-1");
        assertThat(refused.header("code")).isEqualTo("4.05");
        assertThat(refused.header("error")).isEqualTo("CoapResponseException");
        assertThat(refused.header("reason")).contains("answered with 4.05");
        assertThat(refused.value()).isEqualTo(put("/temperature", "40"));

        client.send("a.commands", "meter-1", "{\"path\":", Map.of("correlation", "3"));
        assertThat(outcome(client, "3").value()).isEqualTo("{\"path\":");
        assertThat(outcome(client, "3").header("reason")).contains("Unexpected end-of-input");

        client.send("a.commands", "meter-1", "{\"method\":\"PUT\"}", Map.of("correlation", "4"));
        assertThat(outcome(client, "4").header("reason")).isEqualTo("path is missing");

        client.send("a.commands", "meter-1", null, Map.of("correlation", "5"));
        assertThat(outcome(client, "5").topic()).isEqualTo("a.dead-letters");
        assertThat(outcome(client, "5").value()).isNull();
    }

    private void whoSendsACommandHasNoSayInHeadersOfCamel(KafkaClientForTests client, Cloud cloud) throws Exception {
        Map<String, String> headers = new HashMap<>(Map.of("correlation", "6"));
        headers.put("CamelBc66CoapHost", "192.0.2.1");
        headers.put("camelbc66coapUriPath", "/elsewhere");
        headers.put("kafka.OVERRIDE_TOPIC", "a.commands");
        headers.put("Content-Type", "image/png");
        headers.put("x", "y");
        client.send("a.commands", "meter-1", put("/valve/6", "shut"), headers);
        assertThat(outcome(client, "6").topic()).isEqualTo("a.answers");
        assertThat(outcome(client, "6").headers()).containsExactlyInAnyOrder("correlation", "code", "command");
        assertThat(cloud.written("/valve/6")).isEqualTo("PUT shut");
        assertThat(cloud.written("/elsewhere")).isNull();
    }

    private void commandsForOthersAreLeftAlone(KafkaClientForTests client, Cloud cloud) throws Exception {
        client.send("a.commands", "meter-2", put("/valve/7", "shut"), Map.of("correlation", "7"));
        // all partitions, as one of them has the command before
        for (int i = 0; i < 3; i++) {
            client.send("a.commands", "meter-1", put("/valve/8", "shut"), Map.of("correlation", "8" + i));
            outcome(client, "8" + i);
        }
        assertThat(cloud.written("/valve/7")).isNull();
        assertThat(client.poll())
                .noneMatch(one -> !one.topic().endsWith(".commands") && "7".equals(one.header("correlation")));
    }

    /**
     * A gateway is killed while the outcome of a command is open, and the next one is ended while more commands wait. The
     * first command ends as one whose outcome is unknown, and every other command is done once.
     */
    @Test
    void aRestartLosesNoCommandAndSendsNoneTwice() throws Exception {
        List<String> correlations =
                IntStream.range(0, 30).mapToObj(Integer::toString).toList();
        KafkaTopics.require(broker.address(), List.of("b.telemetry", "b.commands", "b.answers", "b.dead-letters"), 3);
        try (CountingServer server = new CountingServer();
                VirtualBc66 module = module();
                KafkaClientForTests client = new KafkaClientForTests(broker.address(), "b.answers", "b.dead-letters")) {
            String[] args = example("b", "--device=" + module.device(), "--server=" + server.address());
            server.keepSilentOn("/lamp/3");
            lamps(client, "b.commands", correlations);

            try (ExampleJvm first = new ExampleJvm(directory.resolve("out"), List.of(), args)) {
                await().atMost(60, TimeUnit.SECONDS).until(() -> server.puts().containsKey("/lamp/3"));
            }
            assertThat(client.poll()).hasSizeLessThan(correlations.size());

            try (ExampleRun second = ExampleRun.started(args)) {
                client.await("outcome after the restart", all -> all.size() > 5);
                assertThat(second.err()).isEmpty();
            }
            try (ExampleRun third = ExampleRun.started(args)) {
                client.await("outcome of every command", all -> all.size() >= correlations.size());
                assertThat(third.err()).isEmpty();
            }

            Map<String, Received> outcomes =
                    client.poll().stream().collect(Collectors.toMap(one -> one.header("correlation"), one -> one));
            assertThat(outcomes.keySet()).containsExactlyInAnyOrderElementsOf(correlations);
            Received unknown = outcomes.remove("3");
            assertThat(unknown.topic()).isEqualTo("b.dead-letters");
            assertThat(unknown.header("error")).isEqualTo("unknown");
            assertThat(unknown.value()).isEqualTo(put("/lamp/3", "on"));
            assertThat(outcomes.values()).allMatch(one -> one.topic().equals("b.answers"));
            assertThat(server.puts())
                    .hasSize(correlations.size())
                    .allSatisfy((path, count) -> assertThat(count).as(path).isOne());
        }
    }

    /** The command that is under way when it stops is done; those behind it are not begun. */
    @Test
    void commandsWaitingAtShutdownAreLeftToTheNextGateway() throws Exception {
        List<String> correlations =
                IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        KafkaTopics.require(broker.address(), List.of("d.telemetry", "d.commands", "d.answers", "d.dead-letters"), 3);
        try (CountingServer server = new CountingServer();
                VirtualBc66 module = module();
                KafkaClientForTests client = new KafkaClientForTests(broker.address(), "d.answers", "d.dead-letters")) {
            String[] args = example("d", "--device=" + module.device(), "--server=" + server.address());
            server.hold("/lamp/3");
            lamps(client, "d.commands", correlations);

            ExampleRun first = ExampleRun.started(args);
            await().atMost(60, TimeUnit.SECONDS).until(() -> server.puts().containsKey("/lamp/3"));
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
                try {
                    first.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(() -> Thread.getAllStackTraces().keySet().stream()
                    .anyMatch(thread -> thread.getName().endsWith("ShutdownTask")));
            server.release();
            stopped.get(60, TimeUnit.SECONDS);
            client.await("outcome of what was under way", all -> all.size() >= 4);
            assertThat(server.puts()).containsOnlyKeys("/lamp/0", "/lamp/1", "/lamp/2", "/lamp/3");

            try (ExampleRun second = ExampleRun.started(args)) {
                client.await("outcome of every command", all -> all.size() >= correlations.size());
                assertThat(second.err()).isEmpty();
            }
            assertThat(client.poll())
                    .allMatch(one -> one.topic().equals("d.answers"))
                    .extracting(one -> one.header("correlation"))
                    .containsExactlyInAnyOrderElementsOf(correlations);
            assertThat(server.puts())
                    .allSatisfy((path, count) -> assertThat(count).as(path).isOne());
        }
    }

    /**
     * The broker goes away while a command is under way and more of them wait, and comes back. Every command is done once and
     * has one outcome, and what the network sends meanwhile is there once.
     */
    @Test
    void theGatewayResumesWhenTheBrokerIsBack() throws Exception {
        List<String> correlations =
                IntStream.range(0, 10).mapToObj(Integer::toString).toList();
        KafkaTopics.require(broker.address(), List.of("c.telemetry", "c.commands", "c.answers", "c.dead-letters"), 3);
        try (CountingServer server = new CountingServer();
                VirtualBc66 module = module();
                KafkaClientForTests client =
                        new KafkaClientForTests(broker.address(), "c.telemetry", "c.answers", "c.dead-letters")) {
            server.hold("/lamp/3");
            lamps(client, "c.commands", correlations);
            try (ExampleRun example =
                    ExampleRun.started(example("c", "--device=" + module.device(), "--server=" + server.address()))) {
                await().atMost(60, TimeUnit.SECONDS).until(() -> server.puts().containsKey("/lamp/3"));
                broker.goAway();
                CompletableFuture<ResponseCode> told =
                        CompletableFuture.supplyAsync(() -> tell(server, module.coapAddress()));
                server.release();
                await().until(() -> module.commands().stream().anyMatch(line -> line.startsWith("AT+QCOAPSEND=2,0,")));
                broker.comeBack();

                client.await("outcome of every command", all -> commands(all).size() >= correlations.size());
                client.first("what was told meanwhile", one -> one.value().contains("/meanwhile"));
                assertThat(told.get(60, TimeUnit.SECONDS)).isIn(ResponseCode.CHANGED, ResponseCode.SERVICE_UNAVAILABLE);
                client.send("c.commands", "meter-1", put("/lamp/last", "on"), Map.of("correlation", "last"));
                client.first("outcome of the last command", one -> "last".equals(one.header("correlation")));
                assertThat(example.err()).isEmpty();
            }

            assertThat(commands(client.poll()))
                    .allMatch(one -> one.topic().equals("c.answers"))
                    .extracting(one -> one.header("correlation"))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(correlations.stream(), Stream.of("last"))
                            .toList());
            assertThat(server.puts())
                    .hasSize(correlations.size() + 1)
                    .allSatisfy((path, count) -> assertThat(count).as(path).isOne());
            assertThat(client.poll())
                    .filteredOn(one ->
                            one.topic().equals("c.telemetry") && one.value().contains("/meanwhile"))
                    .hasSize(1);
        }
    }

    /** Switches a lamp on by each of them. */
    private static void lamps(KafkaClientForTests client, String topic, List<String> correlations) throws Exception {
        for (String correlation : correlations) {
            client.send(topic, "meter-1", put("/lamp/" + correlation, "on"), Map.of("correlation", correlation));
        }
    }

    private static List<Received> commands(Collection<Received> all) {
        return all.stream().filter(one -> !one.topic().equals("c.telemetry")).toList();
    }

    /** What the module answers to the request; {@code null} if it doesn't. */
    private static ResponseCode tell(CountingServer network, InetSocketAddress module) {
        Request request = Request.newPut();
        request.setURI("coap://" + module.getHostString() + ":" + module.getPort() + "/meanwhile");
        request.setPayload("1");
        try {
            Response response = network.ask(request);
            return response == null ? null : response.getCode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
