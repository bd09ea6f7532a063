// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Which devices there are, and where their modules are: a compacted topic that has as many partitions as that of the
 * commands, and the same keys. A gateway reads the partitions that it has, and no others.
 */
final class Devices implements AutoCloseable {
    private static final Duration PASS = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Nothing that could be an option of an endpoint. */
    private static final String LINE = "(tcp|rfc2217)://[A-Za-z0-9.:\\[\\]-]+:[0-9]{1,5}";

    private static final String NAME = "[A-Za-z0-9._-]{1,100}";

    private final KafkaConsumer<String, String> consumer;
    private final String topic;
    private final Map<Integer, Map<String, String>> lines = new HashMap<>();

    Devices(KafkaConsumer<String, String> consumer, String topic) {
        this.consumer = consumer;
        this.topic = topic;
    }

    /** Reads what these partitions have, and forgets all others. */
    void have(Collection<Integer> partitions) {
        Set<Integer> added = new HashSet<>(partitions);
        added.removeAll(lines.keySet());
        lines.keySet().retainAll(partitions);
        added.forEach(partition -> lines.put(partition, new HashMap<>()));
        consumer.assign(partitions.stream().map(this::of).toList());
        Set<TopicPartition> fresh = added.stream().map(this::of).collect(Collectors.toSet());
        if (fresh.isEmpty()) {
            // Kafka takes none for all
            return;
        }
        consumer.seekToBeginning(fresh);
        Map<TopicPartition, Long> ends = consumer.endOffsets(fresh);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            read(PASS);
        }
    }

    /** Reads what is new; whether anything is. */
    boolean read() {
        return !lines.isEmpty() && read(Duration.ZERO);
    }

    private boolean read(Duration wait) {
        int count = 0;
        for (ConsumerRecord<String, String> device : consumer.poll(wait)) {
            Map<String, String> some = lines.get(device.partition());
            String line = line(device);
            if (line == null) {
                some.remove(device.key());
            } else {
                some.put(device.key(), line);
            }
            count++;
        }
        return count > 0;
    }

    /** {@code null} if the device has gone, or can't be one. */
    private static String line(ConsumerRecord<String, String> device) {
        if (device.key() == null || !device.key().matches(NAME) || device.value() == null) {
            return null;
        }
        try {
            JsonNode line = JSON.readTree(device.value()).path("line");
            return line.asText().matches(LINE) ? line.asText() : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private TopicPartition of(int partition) {
        return new TopicPartition(topic, partition);
    }

    /** Name of each device, and where its module is. */
    Map<String, String> lines() {
        Map<String, String> all = new HashMap<>();
        lines.values().forEach(all::putAll);
        return all;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
