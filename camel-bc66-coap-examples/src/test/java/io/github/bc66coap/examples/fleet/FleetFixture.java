// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.bc66coap.examples.sandbox.CountingServer;
import io.github.bc66coap.examples.sandbox.ExampleJvm;
import io.github.bc66coap.examples.sandbox.KafkaBroker;
import io.github.bc66coap.examples.sandbox.KafkaClientForTests;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A broker, a server, virtual modules, and gateways in JVMs of their own. Each wait has a limit of its own. */
@Timeout(900)
abstract class FleetFixture {
    static final FleetTopics TOPICS = FleetTopics.of("fleet");
    static final Duration LIMIT = Duration.ofSeconds(120);
    /** Of one gateway, on a machine that has a lot to do. */
    private static final Duration START = Duration.ofSeconds(60);

    private static final List<String> JVM = List.of("-Xmx96m", "-XX:+UseSerialGC");

    final Map<String, VirtualBc66> modules = new TreeMap<>();
    final List<ExampleJvm> gateways = new ArrayList<>();
    KafkaBroker broker;
    CountingServer server;

    @TempDir
    private Path directory;

    private final int partitions;
    private final int devicesPerPartition;

    /** As many devices in each partition, so that each gateway has as many as the others. */
    FleetFixture(int partitions, int devicesPerPartition) {
        this.partitions = partitions;
        this.devicesPerPartition = devicesPerPartition;
    }

    @BeforeEach
    void start() throws Exception {
        broker = KafkaBroker.start();
        server = new CountingServer();
        TOPICS.require(broker.address(), partitions);
        for (String device : devices()) {
            modules.put(
                    device,
                    VirtualBc66.builder().tcp(0).address(FreePorts.address()).start());
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

    private List<String> devices() {
        Map<Integer, List<String>> all = IntStream.range(0, 1000)
                .mapToObj(number -> "meter-" + number)
                .collect(Collectors.groupingBy(
                        name -> Utils.toPositive(Utils.murmur2(name.getBytes(StandardCharsets.UTF_8))) % partitions));
        return all.values().stream()
                .flatMap(names -> names.stream().limit(devicesPerPartition))
                .toList();
    }

    /** Says where the module of each device is. */
    void listDevices(KafkaClientForTests client) throws Exception {
        for (Map.Entry<String, VirtualBc66> module : modules.entrySet()) {
            client.send(
                    TOPICS.devices(),
                    module.getKey(),
                    "{\"line\":\"" + module.getValue().device() + "\"}",
                    Map.of());
        }
    }

    /** Starts one more. */
    ExampleJvm startGateway(String... options) throws Exception {
        List<String> all = new ArrayList<>(JVM);
        all.addAll(List.of(options));
        ExampleJvm gateway = new ExampleJvm(
                directory.resolve("gateway-" + gateways.size()),
                all,
                "fleet",
                "--broker=" + broker.address(),
                "--server=" + server.address());
        gateways.add(gateway);
        return gateway;
    }

    /** Waits until each gateway has its share of the modules; the more there are, the longer, as all start at once. */
    void awaitShares() {
        await().atMost(START.multipliedBy(gateways.size()))
                .failFast(() -> assertThat(gateways).allSatisfy(gateway -> assertThat(gateway.isAlive())
                        .as(gateway::output)
                        .isTrue()))
                .untilAsserted(() -> assertThat(gateways).allSatisfy(gateway -> assertThat(gateway.fleetModules())
                        .as(gateway::output)
                        .hasSize(modules.size() / gateways.size())));
    }

    static String put(String path) {
        return "{\"method\":\"PUT\",\"path\":\"%s\",\"payload\":\"on\"}".formatted(path);
    }
}
