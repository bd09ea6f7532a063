// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** A Kafka client that knows nothing of Camel; for one thread. */
public final class KafkaClientForTests implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);

    /** A record that has come. */
    public record Received(ConsumerRecord<String, String> record) {
        public String topic() {
            return record.topic();
        }

        public String key() {
            return record.key();
        }

        public String value() {
            return record.value();
        }

        /** {@code null} if it has none of this name. */
        public String header(String name) {
            Header header = record.headers().lastHeader(name);
            return header == null ? null : new String(header.value(), StandardCharsets.ISO_8859_1);
        }

        public List<String> headers() {
            return StreamSupport.stream(record.headers().spliterator(), false)
                    .map(Header::key)
                    .toList();
        }
    }

    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final List<Received> received = new ArrayList<>();

    /** Reads these topics from their beginning. */
    public KafkaClientForTests(HostAndPort broker, String... topics) {
        producer = KafkaClients.producer(broker);
        consumer = KafkaClients.consumer(broker);
        consumer.subscribe(List.of(topics));
    }

    /** Sends a record, and returns when the broker has it. */
    public void send(String topic, String key, String value, Map<String, String> headers) throws Exception {
        List<Header> bytes = headers.entrySet().stream()
                .<Header>map(header ->
                        new RecordHeader(header.getKey(), header.getValue().getBytes(StandardCharsets.ISO_8859_1)))
                .toList();
        producer.send(new ProducerRecord<>(topic, null, key, value, bytes)).get();
    }

    /** All that has come so far. */
    public Collection<Received> poll() {
        consumer.poll(POLL).forEach(one -> received.add(new Received(one)));
        return received;
    }

    /** Waits until enough has come. */
    public Collection<Received> await(String what, Predicate<Collection<Received>> enough) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!enough.test(poll())) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no " + what + " within " + LIMIT + ", but " + received);
            }
        }
        return received;
    }

    /** Waits for one. */
    public Received first(String what, Predicate<Received> wanted) {
        return await(what, all -> all.stream().anyMatch(wanted)).stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
