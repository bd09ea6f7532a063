// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.examples.sandbox.Breakpoint;
import io.github.bc66coap.examples.sandbox.ExampleJvm;
import io.github.bc66coap.examples.sandbox.KafkaClientForTests;
import io.github.bc66coap.examples.sandbox.KafkaClientForTests.Received;

import static org.awaitility.Awaitility.await;

/** Gateways are killed at each step of a command's way, each at another, and the one that is left takes over. */
class KilledGatewaysTest extends FleetFixture {
    /** Where a gateway is killed; what becomes of the command, and how often the server gets it. */
    private enum Step {
        TAKEN(Gateway.class, "take", 1, false, 1),
        BEGIN_NOT_COMMITTED(KafkaProducer.class, "commitTransaction", 1, false, 1),
        BEGUN(Gateway.class, "send", 1, true, 0),
        ANSWERED(Gateway.class, "finish", 1, true, 1),
        OUTCOME_WRITTEN(KafkaProducer.class, "sendOffsetsToTransaction", 2, true, 1),
        OUTCOME_NOT_COMMITTED(KafkaProducer.class, "commitTransaction", 2, true, 1),
        OUTCOME_COMMITTED(Partition.class, "written", 1, false, 1);

        private final Class<?> type;
        private final String method;
        private final int time;
        private final boolean unknown;
        private final int puts;

        Step(Class<?> type, String method, int time, boolean unknown, int puts) {
            this.type = type;
            this.method = method;
            this.time = time;
            this.unknown = unknown;
            this.puts = puts;
        }
    }

    private static final int GATEWAYS = Step.values().length + 1;

    private final Map<Step, Breakpoint> breakpoints = new EnumMap<>(Step.class);
    private final Map<Step, ExampleJvm> dying = new EnumMap<>(Step.class);

    KilledGatewaysTest() {
        super(GATEWAYS, 1);
    }

    @AfterEach
    void closeBreakpoints() throws Exception {
        for (Breakpoint breakpoint : breakpoints.values()) {
            breakpoint.close();
        }
    }

    private void startGateways() throws Exception {
        for (Step step : Step.values()) {
            Breakpoint breakpoint = new Breakpoint(step.type.getName(), step.method, step.time);
            breakpoints.put(step, breakpoint);
            dying.put(step, startGateway(breakpoint.jvmOption()));
        }
        startGateway();
        awaitShares();
    }

    /** Every command has one outcome, none is sent twice, and the one behind is done, whatever became of the first. */
    @Test
    void everyCommandHasOneOutcomeWhereverItsGatewayDies() throws Exception {
        try (KafkaClientForTests client =
                new KafkaClientForTests(broker.address(), TOPICS.answers(), TOPICS.deadLetters())) {
            listDevices(client);
            startGateways();
            Map<Step, String> devices = new EnumMap<>(Step.class);
            for (Step step : Step.values()) {
                Set<String> own = dying.get(step).fleetModules();
                devices.put(step, own.iterator().next());
            }
            // All at once: after ten seconds, the group gives the command of one that stands still to another, whose
            // breakpoint is not for it.
            for (String device : devices.values()) {
                command(client, device, "first");
            }
            for (Step step : Step.values()) {
                await(step + "").atMost(LIMIT).until(breakpoints.get(step)::isReached);
            }
            for (Step step : Step.values()) {
                dying.get(step).close();
                command(client, devices.get(step), "behind");
            }

            client.await("outcome of every command", all -> all.size() >= 2 * devices.size());
            // one that came twice would be here by then
            command(client, devices.get(Step.TAKEN), "last");
            Received last = client.first(
                    "last outcome", one -> one.header("correlation").endsWith("/last"));
            check(devices, client.poll().stream().filter(one -> one != last).toList());
        }
    }

    private static void command(KafkaClientForTests client, String device, String name) throws Exception {
        String path = path(device, name);
        client.send(TOPICS.commands(), device, put(path), Map.of("correlation", path));
    }

    private static String path(String device, String name) {
        return "/" + device + "/" + name;
    }

    private void check(Map<Step, String> devices, List<Received> outcomes) {
        Map<String, List<String>> topics = outcomes.stream()
                .collect(Collectors.groupingBy(
                        one -> one.header("correlation"), Collectors.mapping(Received::topic, Collectors.toList())));
        SoftAssertions soft = new SoftAssertions();
        devices.forEach((step, device) -> {
            String first = path(device, "first");
            String behind = path(device, "behind");
            soft.assertThat(topics.get(first))
                    .as("outcome, killed when " + step)
                    .containsExactly(step.unknown ? TOPICS.deadLetters() : TOPICS.answers());
            soft.assertThat(server.puts().getOrDefault(first, 0))
                    .as("times that it arrived, killed when " + step)
                    .isEqualTo(step.puts);
            soft.assertThat(topics.get(behind))
                    .as("outcome of the command behind, killed when " + step)
                    .containsExactly(TOPICS.answers());
            soft.assertThat(server.puts().get(behind))
                    .as("times that the command behind arrived, killed when " + step)
                    .isOne();
        });
        soft.assertThat(outcomes)
                .filteredOn(one -> one.topic().equals(TOPICS.deadLetters()))
                .allMatch(one -> "unknown".equals(one.header("error")));
        soft.assertAll();
    }
}
