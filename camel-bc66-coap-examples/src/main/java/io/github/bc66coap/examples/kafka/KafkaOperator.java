// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;

import io.github.bc66coap.examples.sandbox.HostAndPort;
import io.github.bc66coap.examples.sandbox.KafkaClients;

/** Somebody who sends commands by Kafka, switches a lamp on and off, and reads the outcomes. */
final class KafkaOperator implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(3);

    private final String commands;
    private final String device;
    private final Consumer<String> say;
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final Thread thread = new Thread(this::run, "operator");

    /**
     * @param broker where it is
     * @param prefix of the topics
     * @param device the key of the device's records
     * @param say where outcomes are shown
     */
    KafkaOperator(HostAndPort broker, String prefix, String device, Consumer<String> say) {
        this.commands = prefix + ".commands";
        this.device = device;
        this.say = say;
        producer = KafkaClients.producer(broker);
        consumer = KafkaClients.consumer(broker);
        consumer.subscribe(List.of(prefix + ".answers", prefix + ".dead-letters"));
        thread.start();
    }

    private void run() {
        try (producer;
                consumer) {
            for (int count = 1; ; count++) {
                String state = count % 2 == 0 ? "off" : "on";
                ProducerRecord<String, String> command = new ProducerRecord<>(
                        commands,
                        device,
                        "{\"method\":\"PUT\",\"path\":\"/lamp\",\"contentFormat\":\"text/plain\",\"payload\":\"%s\"}"
                                .formatted(state));
                byte[] correlation = "lamp %s (%d)".formatted(state, count).getBytes(StandardCharsets.UTF_8);
                command.headers().add(RecordHeaders.CORRELATION, correlation);
                producer.send(command);
                showOutcomes(System.nanoTime() + PERIOD.toNanos());
            }
        } catch (WakeupException e) {
            // closed
        }
    }

    private void showOutcomes(long end) {
        for (long left = PERIOD.toNanos(); left > 0; left = end - System.nanoTime()) {
            consumer.poll(Duration.ofNanos(left)).forEach(outcome -> say.accept("operator: " + shown(outcome)));
        }
    }

    private static String shown(ConsumerRecord<String, String> outcome) {
        String reason = header(outcome, RecordHeaders.REASON);
        return header(outcome, RecordHeaders.CORRELATION)
                + (reason.isEmpty() ? " is answered " + header(outcome, RecordHeaders.CODE) : " failed: " + reason);
    }

    private static String header(ConsumerRecord<String, String> outcome, String name) {
        Header header = outcome.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        thread.join();
    }
}
