// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.kafka;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.apache.camel.main.Main;

import io.github.bc66coap.examples.sandbox.HostAndPort;
import io.github.bc66coap.examples.sandbox.KafkaBroker;
import io.github.bc66coap.examples.sandbox.KafkaTopics;
import io.github.bc66coap.examples.sandbox.Sandbox;
import io.github.bc66coap.examples.sandbox.SandboxOptions;
import io.github.bc66coap.examples.sandbox.WrongSettingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the routes of this package. */
@Command(
        name = "kafka",
        description =
                "Writes messages from the network to Kafka, sends records as requests, and writes their outcomes.")
public final class KafkaExample implements Callable<Integer> {
    private static final int PARTITIONS = 3;

    @Mixin
    private SandboxOptions options;

    @Option(
            names = "--broker",
            paramLabel = "HOST:PORT",
            description = "The Kafka broker. Without it one is started on this machine.")
    private String broker;

    @Option(
            names = "--topic",
            paramLabel = "PREFIX",
            defaultValue = "bc66",
            description = "Prefix of the topics' names (default: ${DEFAULT-VALUE}).")
    private String prefix;

    @Option(
            names = "--name",
            defaultValue = "meter-1",
            description = "Name of the module: the key of its records (default: ${DEFAULT-VALUE}).")
    private String name;

    @Override
    public Integer call() throws Exception {
        if (!name.matches("[A-Za-z0-9._-]+")) {
            throw new WrongSettingException("--name: '" + name + "' must be letters, digits, and . _ - only");
        }
        try (Sandbox sandbox = new Sandbox(options)) {
            HostAndPort address = broker(sandbox);
            List<String> topics = Stream.of("telemetry", "commands", "answers", "dead-letters")
                    .map(topic -> prefix + "." + topic)
                    .toList();
            List<String> made = KafkaTopics.require(address, topics, PARTITIONS);
            if (!made.isEmpty()) {
                sandbox.say("made the topics " + String.join(", ", made));
            }
            Main main = sandbox.main("classpath:kafka/kafka.properties");
            main.addOverrideProperty("camel.component.kafka.brokers", address.toString());
            main.addOverrideProperty("bc66.name", name);
            for (String topic : topics) {
                main.addOverrideProperty("kafka" + topic.substring(prefix.length()), topic);
            }
            main.configure().addRoutesBuilder(KafkaRoute.class);
            if (options.isVirtual()) {
                sandbox.driving(new KafkaOperator(address, prefix, name, sandbox::say));
            }
            sandbox.run(main);
        }
        return 0;
    }

    private HostAndPort broker(Sandbox sandbox) throws Exception {
        if (broker != null) {
            return HostAndPort.parse(broker);
        }
        HostAndPort address = sandbox.closing(KafkaBroker.start()).address();
        sandbox.say("Kafka broker on " + address);
        return address;
    }
}
