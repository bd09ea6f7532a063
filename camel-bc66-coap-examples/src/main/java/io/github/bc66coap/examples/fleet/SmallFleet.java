// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;

import io.github.bc66coap.examples.Examples;
import io.github.bc66coap.examples.sandbox.HostAndPort;
import io.github.bc66coap.examples.sandbox.KafkaClients;
import io.github.bc66coap.simulator.VirtualBc66;

/**
 * All that there is beside the broker: virtual modules behind TCP, gateways in JVMs of their own, and somebody who sends
 * commands, counts outcomes, and kills a gateway.
 */
final class SmallFleet implements AutoCloseable {
    private static final Path LOGS = Path.of("target", "fleet");
    private static final List<String> JVM = List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Duration PERIOD = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HostAndPort broker;
    private final HostAndPort server;
    private final FleetTopics topics;
    private final Consumer<String> say;
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final List<VirtualBc66> modules = new ArrayList<>();
    private final List<Process> gateways = new ArrayList<>();
    private Thread operator;
    private long kill;
    private int commands;
    private int answers;
    private int deadLetters;
    private int telemetry;

    SmallFleet(HostAndPort broker, HostAndPort server, FleetTopics topics, Consumer<String> say) {
        this.broker = broker;
        this.server = server;
        this.topics = topics;
        this.say = say;
        producer = KafkaClients.producer(broker);
        consumer = KafkaClients.consumer(broker);
    }

    /** Starts the modules, and writes them to the topic of devices. Each has its own IP address, as modules do. */
    void startModules(int count) {
        VirtualBc66.warmUp();
        for (int number = 1; number <= count; number++) {
            VirtualBc66 module =
                    VirtualBc66.builder().tcp(0).address("127.0.1." + number).start();
            modules.add(module);
            producer.send(
                    new ProducerRecord<>(topics.devices(), name(number), "{\"line\":\"" + module.device() + "\"}"));
        }
        say.accept(count + " virtual BC66 behind TCP, listed in the topic " + topics.devices());
    }

    private static String name(int number) {
        return "meter-" + number;
    }

    /** Starts them in JVMs of their own. */
    void startGateways(int count, String prefix) throws IOException {
        Files.createDirectories(LOGS);
        for (int number = 1; number <= count; number++) {
            List<String> command = new ArrayList<>(JVM);
            command.add(
                    0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), Examples.class.getName()));
            command.addAll(List.of("fleet", "--broker=" + broker, "--server=" + server, "--topic=" + prefix));
            Path log = LOGS.resolve("gateway-" + number + ".log");
            Process gateway = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            gateways.add(gateway);
            say.accept("gateway " + number + " is process " + gateway.pid() + ", and tells its story in "
                    + log.toAbsolutePath());
        }
    }

    /** Starts somebody who sends a command to one of the devices, twice a second, and kills the first gateway once. */
    void startOperator(Duration killAfter) {
        kill = System.nanoTime() + killAfter.toNanos();
        consumer.subscribe(List.of(topics.answers(), topics.deadLetters(), topics.telemetry()));
        operator = new Thread(this::operate, "operator");
        operator.start();
    }

    private void operate() {
        try (producer;
                consumer) {
            for (long next = System.nanoTime(); ; next += PERIOD.toNanos()) {
                command();
                for (long left = PERIOD.toNanos(); left > 0; left = next + PERIOD.toNanos() - System.nanoTime()) {
                    consumer.poll(Duration.ofNanos(left)).forEach(this::count);
                }
                if (gateways.size() > 1 && kill != 0 && System.nanoTime() > kill) {
                    kill = 0;
                    say.accept("kills gateway 1; what it had is missed in 10 s");
                    gateways.get(0).destroyForcibly();
                }
            }
        } catch (WakeupException e) {
            // closed
        }
    }

    private synchronized void command() {
        commands++;
        producer.send(new ProducerRecord<>(
                topics.commands(),
                name(ThreadLocalRandom.current().nextInt(modules.size()) + 1),
                "{\"method\":\"PUT\",\"path\":\"/lamp\",\"payload\":\"%d\"}".formatted(commands)));
    }

    private synchronized void count(ConsumerRecord<String, String> one) {
        if (one.topic().equals(topics.answers())) {
            answers++;
        } else if (one.topic().equals(topics.deadLetters())) {
            deadLetters++;
        } else {
            telemetry++;
        }
    }

    /** The progress. */
    synchronized String line() {
        return "gateways %d; commands %d, answers %d, dead letters %d, waiting %d; telemetry %d"
                .formatted(
                        gateways.stream().filter(Process::isAlive).count(),
                        commands,
                        answers,
                        deadLetters,
                        commands - answers - deadLetters,
                        telemetry);
    }

    @Override
    public void close() throws InterruptedException {
        gateways.forEach(Process::destroy);
        for (Process gateway : gateways) {
            if (!gateway.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                gateway.destroyForcibly();
            }
        }
        if (operator == null) {
            producer.close();
            consumer.close();
        } else {
            consumer.wakeup();
            operator.join();
        }
        say.accept(line());
        modules.forEach(VirtualBc66::close);
    }
}
