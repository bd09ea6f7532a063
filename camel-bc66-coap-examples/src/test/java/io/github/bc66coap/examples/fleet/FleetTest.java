/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.examples.fleet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.examples.bench.CountingServer;
import io.github.bc66coap.examples.bench.ExampleJvm;
import io.github.bc66coap.examples.bench.KafkaBroker;
import io.github.bc66coap.examples.bench.KafkaClientForTests;
import io.github.bc66coap.examples.bench.KafkaClientForTests.Received;
import io.github.bc66coap.simulator.VirtualBc66;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(300)
class FleetTest {
    private static final int GATEWAYS = 3;
    private static final int PARTITIONS = 12;
    private static final int DEVICES = 24;
    private static final int COMMANDS = 10;
    private static final Topics TOPICS = Topics.of("fleet");
    /** An address that no other JVM which tests here at the same time is likely to take. */
    private static final int NETWORK = ThreadLocalRandom.current().nextInt(1, 255);

    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private final Map<String, VirtualBc66> modules = new TreeMap<>();
    private final List<ExampleJvm> gateways = new ArrayList<>();
    private KafkaBroker broker;
    private CountingServer server;

    @BeforeEach
    void start() throws Exception {
        broker = KafkaBroker.start();
        server = new CountingServer();
        TOPICS.require(broker.address(), PARTITIONS);
        for (String device : devices()) {
            modules.put(
                    device,
                    VirtualBc66.builder()
                            .tcp(0)
                            .address("127." + NETWORK + ".0." + (modules.size() + 1))
                            .start());
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (ExampleJvm gateway : gateways) {
            gateway.close();
        }
        modules.values().forEach(VirtualBc66::close);
        server.close();
        broker.close();
    }

    /** As many in each partition, so that each gateway has as many as the others. */
    private static List<String> devices() {
        Map<Integer, List<String>> partitions = IntStream.range(0, 1000)
                .mapToObj(number -> "meter-" + number)
                .collect(Collectors.groupingBy(
                        name -> Utils.toPositive(Utils.murmur2(name.getBytes(StandardCharsets.UTF_8))) % PARTITIONS));
        return partitions.values().stream()
                .flatMap(names -> names.stream().limit(DEVICES / PARTITIONS))
                .toList();
    }

    private ExampleJvm gateway(int number) throws Exception {
        return new ExampleJvm(
                directory.resolve("gateway-" + number),
                List.of("-Xmx96m", "-XX:+UseSerialGC"),
                "fleet",
                "--broker=" + broker.address(),
                "--server=" + server.address());
    }

    /** The devices whose modules it has, as it says itself. */
    private static Set<String> has(ExampleJvm gateway) {
        return gateway.out()
                .lines()
                .filter(line -> line.matches(".* has [0-9]+ modules: .*"))
                .reduce((before, last) -> last)
                .map(line -> Set.of(line.replaceFirst(".* modules: ", "").split(", ")))
                .orElse(Set.of());
    }

    /**
     * A gateway is killed while all have commands to do. The others take its modules. Every command has one outcome, none
     * is sent twice, and telemetry of the modules that have moved goes on.
     */
    @Test
    void aGatewayThatDiesHandsItsModulesToOthers() throws Exception {
        try (KafkaClientForTests client =
                new KafkaClientForTests(broker.address(), TOPICS.telemetry(), TOPICS.answers(), TOPICS.deadLetters())) {
            for (Map.Entry<String, VirtualBc66> module : modules.entrySet()) {
                client.send(
                        TOPICS.devices(),
                        module.getKey(),
                        "{\"line\":\"" + module.getValue().device() + "\"}",
                        Map.of());
            }
            for (int i = 0; i < GATEWAYS; i++) {
                gateways.add(gateway(i));
            }
            await().atMost(LIMIT).until(() -> gateways.stream()
                    .allMatch(gateway -> has(gateway).size() == DEVICES / GATEWAYS));
            awaitTelemetry(client, modules.keySet(), 0);

            ExampleJvm dying = gateways.get(1);
            Set<String> moving = has(dying);
            String caught = moving.iterator().next();
            server.keepSilentOn(path(caught, COMMANDS / 2));
            for (int i = 0; i < COMMANDS; i++) {
                for (String device : modules.keySet()) {
                    client.send(TOPICS.commands(), device, put(path(device, i)), Map.of("correlation", device + i));
                }
            }
            await().atMost(LIMIT).until(() -> server.puts().containsKey(path(caught, COMMANDS / 2)));
            dying.kill();
            long killed = System.currentTimeMillis();

            client.await("outcome of every command", all -> outcomes(all).size() >= DEVICES * COMMANDS);
            awaitTelemetry(client, moving, killed);

            checkOutcomes(outcomes(client.poll()), moving, caught + COMMANDS / 2);
            Set<String> rest = has(gateways.get(0));
            assertThat(rest).hasSize(DEVICES / 2).doesNotContainAnyElementsOf(has(gateways.get(2)));
        }
    }

    private static String path(String device, int number) {
        return "/" + device + "/" + number;
    }

    private static String put(String path) {
        return "{\"method\":\"PUT\",\"path\":\"%s\",\"payload\":\"on\"}".formatted(path);
    }

    private static List<Received> outcomes(Collection<Received> all) {
        return all.stream()
                .filter(one -> !one.topic().equals(TOPICS.telemetry()))
                .toList();
    }

    private void awaitTelemetry(KafkaClientForTests client, Set<String> devices, long since) {
        client.await(
                "telemetry of " + devices + " in "
                        + gateways.stream().map(ExampleJvm::out).toList(),
                all -> {
                    server.changeTemperature();
                    return all.stream()
                            .filter(one -> one.topic().equals(TOPICS.telemetry())
                                    && one.record().timestamp() > since
                                    && one.value().contains("\"event\":\"RESPONSE\""))
                            .map(Received::key)
                            .collect(Collectors.toSet())
                            .containsAll(devices);
                });
    }

    private void checkOutcomes(List<Received> outcomes, Set<String> moved, String caught) {
        // fails if a command has two
        Map<String, Received> of =
                outcomes.stream().collect(Collectors.toMap(one -> one.header("correlation"), Function.identity()));
        assertThat(of).hasSize(DEVICES * COMMANDS);
        Map<String, Received> unknown = of.entrySet().stream()
                .filter(one -> one.getValue().topic().equals(TOPICS.deadLetters()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(unknown).containsKey(caught).hasSizeLessThanOrEqualTo(moved.size());
        assertThat(unknown.values()).allSatisfy(one -> {
            assertThat(one.header("error")).isEqualTo("unknown");
            assertThat(moved).contains(one.key());
        });
        assertThat(server.puts())
                .allSatisfy((path, count) -> assertThat(count).as(path).isOne());
        assertThat(server.puts()).hasSizeBetween(of.size() - unknown.size() + 1, of.size());
    }
}
