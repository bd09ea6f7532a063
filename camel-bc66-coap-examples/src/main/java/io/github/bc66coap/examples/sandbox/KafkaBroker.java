// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;

import org.apache.camel.util.FileUtil;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

import io.github.bc66coap.simulator.testkit.FreePorts;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;

/**
 * A Kafka broker, which is its own controller (KRaft), on the loopback interface. What it keeps is gone when it closes,
 * and it asks nobody who they are.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final Path DIRECTORIES = Path.of("target");

    private final Properties properties;
    private final Path directory;
    private final HostAndPort address;
    private KafkaRaftServer server;

    private KafkaBroker(Properties properties, Path directory, HostAndPort address) {
        this.properties = properties;
        this.directory = directory;
        this.address = address;
    }

    /** Starts one on a free port. */
    public static KafkaBroker start() throws IOException {
        List<Integer> ports =
                IntStream.generate(FreePorts::tcp).distinct().limit(2).boxed().toList();
        HostAndPort address = new HostAndPort(InetAddress.getLoopbackAddress().getHostAddress(), ports.get(0));
        Path directory = Files.createTempDirectory(Files.createDirectories(DIRECTORIES), "kafka");
        Properties properties = properties(address, ports.get(1), directory.toAbsolutePath());
        format(properties, directory);
        KafkaBroker broker = new KafkaBroker(properties, directory, address);
        broker.comeBack();
        return broker;
    }

    /** Goes away; it keeps what it has. */
    public void goAway() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Comes back with all that it had, on the same port. */
    public void comeBack() {
        server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
        server.startup();
    }

    /** Where clients find it. */
    public HostAndPort address() {
        return address;
    }

    private static Properties properties(HostAndPort address, int controllerPort, Path directory) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@" + address.host() + ":" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty(
                "listeners", "PLAINTEXT://" + address + ",CONTROLLER://" + address.host() + ":" + controllerPort);
        properties.setProperty("advertised.listeners", "PLAINTEXT://" + address);
        properties.setProperty("log.dirs", directory.resolve("logs").toString());
        properties.setProperty("auto.create.topics.enable", "false");
        // all there is to replicate to
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("transaction.state.log.replication.factor", "1");
        properties.setProperty("transaction.state.log.min.isr", "1");
        properties.setProperty("transaction.state.log.num.partitions", "1");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        // the default takes half of a small heap
        properties.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
        return properties;
    }

    private static void format(Properties properties, Path directory) throws IOException {
        Path file = directory.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] command = {"format", "--cluster-id", Uuid.randomUuid().toString(), "--config", file.toString()};
        if (StorageTool.execute(command, new PrintStream(out, true, StandardCharsets.UTF_8)) != 0) {
            throw new IOException("can't format the broker's directory: " + out.toString(StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        goAway();
        FileUtil.removeDir(directory.toFile());
    }
}
