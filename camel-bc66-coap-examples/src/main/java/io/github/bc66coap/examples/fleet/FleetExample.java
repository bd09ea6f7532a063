// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.time.Duration;
import java.util.concurrent.Callable;

import org.apache.camel.main.Main;

import io.github.bc66coap.examples.sandbox.HostAndPort;
import io.github.bc66coap.examples.sandbox.KafkaBroker;
import io.github.bc66coap.examples.sandbox.Sandbox;
import io.github.bc66coap.examples.sandbox.SandboxOptions;
import io.github.bc66coap.examples.sandbox.WrongSettingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs one gateway of a fleet, or a small fleet with all that it needs. */
@Command(name = "fleet", description = "Gateways that share only Kafka; each has the modules of some partitions.")
public final class FleetExample implements Callable<Integer> {
    @Mixin
    private SandboxOptions options;

    @Option(
            names = "--broker",
            paramLabel = "HOST:PORT",
            description = "The Kafka broker of all gateways; starts one gateway. Without it, a broker, virtual"
                    + " modules and some gateways are started.")
    private String broker;

    @Option(
            names = "--topic",
            paramLabel = "PREFIX",
            defaultValue = "fleet",
            description = "Prefix of the topics' names, and the consumer group (default: ${DEFAULT-VALUE}).")
    private String prefix;

    @Option(
            names = "--partitions",
            defaultValue = "12",
            description =
                    "Partitions of created topics, 1 to 10000; at most this many gateways have modules (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--modules",
            defaultValue = "12",
            description = "Without --broker: how many virtual modules to start, 1 to 250 (default: ${DEFAULT-VALUE}).")
    private int modules;

    @Option(
            names = "--gateways",
            defaultValue = "3",
            description = "Without --broker: how many gateways to start, 1 to 20 (default: ${DEFAULT-VALUE}).")
    private int gateways;

    @Option(
            names = "--kill-after",
            paramLabel = "TIME",
            defaultValue = "15s",
            converter = SandboxOptions.DurationConverter.class,
            description = "Without --broker: when to kill one of several gateways" + " (default: ${DEFAULT-VALUE}).")
    private Duration killAfter;

    @Override
    public Integer call() throws Exception {
        if (!options.isVirtual()) {
            throw new WrongSettingException(
                    "--device: a fleet takes its modules from the topic " + prefix + ".devices");
        }
        requireBetween(1, partitions, 10_000, "--partitions");
        requireBetween(1, modules, 250, "--modules");
        requireBetween(1, gateways, 20, "--gateways");
        try (Sandbox sandbox = new Sandbox(options)) {
            FleetTopics topics = FleetTopics.of(prefix);
            if (broker == null) {
                smallFleet(sandbox, topics);
            } else {
                gateway(sandbox, HostAndPort.parse(broker), topics);
            }
        }
        return 0;
    }

    private void gateway(Sandbox sandbox, HostAndPort address, FleetTopics topics) throws Exception {
        topics.require(address, partitions);
        HostAndPort server = sandbox.server();
        Main main = sandbox.camel("classpath:fleet/fleet.properties");
        main.addOverrideProperty("cloud.host", server.host());
        main.addOverrideProperty("cloud.port", Integer.toString(server.port()));
        main.addOverrideProperty("camel.component.kafka.brokers", address.toString());
        main.addOverrideProperty("fleet.telemetry", topics.telemetry());
        main.configure().addRoutesBuilder(TelemetryRoute.class);
        sandbox.run(main, () -> {
            Gateway gateway = new Gateway(
                    new GatewayClients(address.toString(), prefix),
                    topics,
                    new Modules(main.getCamelContext()),
                    sandbox::say);
            // it leaves before the routes stop
            sandbox.driving(gateway).start();
        });
    }

    private void smallFleet(Sandbox sandbox, FleetTopics topics) throws Exception {
        HostAndPort address = sandbox.closing(KafkaBroker.start()).address();
        sandbox.say("Kafka broker on " + address);
        topics.require(address, partitions);
        SmallFleet fleet = sandbox.closing(new SmallFleet(address, sandbox.server(), topics, sandbox::say));
        fleet.startModules(modules);
        fleet.startGateways(gateways, prefix);
        fleet.startOperator(killAfter);
        sandbox.watch(fleet::line);
        sandbox.say("stopping");
    }

    private static void requireBetween(int least, int value, int most, String option) {
        if (value < least || value > most) {
            throw new WrongSettingException("%s: %d is not between %d and %d".formatted(option, value, least, most));
        }
    }
}
