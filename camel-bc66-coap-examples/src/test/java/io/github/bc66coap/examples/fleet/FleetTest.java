// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.examples.sandbox.ExampleJvm;
import io.github.bc66coap.examples.sandbox.KafkaClientForTests;
import io.github.bc66coap.examples.sandbox.KafkaClientForTests.Received;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class FleetTest extends FleetFixture {
    private static final int GATEWAYS = 3;
    private static final int PARTITIONS = 12;
    private static final int DEVICES = 24;
    private static final int COMMANDS = 10;

    FleetTest() {
        super(PARTITIONS, DEVICES / PARTITIONS);
    }

    /**
     * A gateway is killed while all have commands to do. The others take its modules. Every command has one outcome, none
     * is sent twice, and telemetry of the modules that have moved goes on.
     */
    @Test
    void theModulesOfAKilledGatewayMoveToTheOtherGateways() throws Exception {
        try (KafkaClientForTests client =
                new KafkaClientForTests(broker.address(), TOPICS.telemetry(), TOPICS.answers(), TOPICS.deadLetters())) {
            listDevices(client);
            for (int i = 0; i < GATEWAYS; i++) {
                startGateway();
            }
            awaitShares();
            awaitTelemetry(client, modules.keySet(), 0);

            ExampleJvm dying = gateways.get(1);
            Set<String> moving = dying.fleetModules();
            String caught = moving.iterator().next();
            server.keepSilentOn(path(caught, COMMANDS / 2));
            for (int i = 0; i < COMMANDS; i++) {
                for (String device : modules.keySet()) {
                    client.send(TOPICS.commands(), device, put(path(device, i)), Map.of("correlation", device + i));
                }
            }
            await().atMost(LIMIT).until(() -> server.puts().containsKey(path(caught, COMMANDS / 2)));
            dying.close();
            long killed = System.currentTimeMillis();

            client.await("outcome of every command", all -> outcomes(all).size() >= DEVICES * COMMANDS);
            awaitTelemetry(client, moving, killed);

            checkOutcomes(outcomes(client.poll()), moving, caught + COMMANDS / 2);
            Set<String> rest = gateways.get(0).fleetModules();
            assertThat(rest)
                    .hasSize(DEVICES / 2)
                    .doesNotContainAnyElementsOf(gateways.get(2).fleetModules());
        }
    }

    private static String path(String device, int number) {
        return "/" + device + "/" + number;
    }

    private static List<Received> outcomes(Collection<Received> all) {
        return all.stream()
                .filter(one -> !one.topic().equals(TOPICS.telemetry()))
                .toList();
    }

    private void awaitTelemetry(KafkaClientForTests client, Set<String> devices, long since) {
        client.await(
                "telemetry of " + devices + " in "
                        + gateways.stream().map(ExampleJvm::output).toList(),
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
