// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.internals.Topic;

/** The topics that an example needs. */
public final class KafkaTopics {
    private KafkaTopics() {}

    /**
     * Makes those that a broker doesn't have.
     *
     * @param broker where it is
     * @param topics all that are needed
     * @param partitions of topics that are made
     * @return the names of those that were made
     * @throws WrongSettingException if a name is none for a topic, no broker is there, or it refuses to make them
     */
    public static List<String> require(HostAndPort broker, List<String> topics, int partitions)
            throws InterruptedException {
        return require(broker, topics, partitions, Map.of());
    }

    /** The same for topics that keep the last record of each key. */
    public static List<String> requireCompacted(HostAndPort broker, List<String> topics, int partitions)
            throws InterruptedException {
        return require(
                broker,
                topics,
                partitions,
                Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
    }

    private static List<String> require(
            HostAndPort broker, List<String> topics, int partitions, Map<String, String> settings)
            throws InterruptedException {
        topics.forEach(KafkaTopics::requireName);
        broker.requireListener("broker");
        try (Admin admin = admin(broker)) {
            List<String> missing = new ArrayList<>(topics);
            missing.removeAll(admin.listTopics().names().get());
            Collection<KafkaFuture<Void>> made = admin.createTopics(missing.stream()
                            .map(name ->
                                    new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings))
                            .toList())
                    .values()
                    .values();
            for (KafkaFuture<Void> one : made) {
                awaitMade(one);
            }
            return missing;
        } catch (ExecutionException e) {
            throw refused(broker, e);
        }
    }

    /** Somebody else may make it at the same time. */
    private static void awaitMade(KafkaFuture<Void> topic) throws InterruptedException, ExecutionException {
        try {
            topic.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** How many partitions a topic has. */
    public static int partitions(HostAndPort broker, String topic) throws InterruptedException {
        try (Admin admin = admin(broker)) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            throw refused(broker, e);
        }
    }

    private static Admin admin(HostAndPort broker) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.toString()));
    }

    private static WrongSettingException refused(HostAndPort broker, ExecutionException e) {
        String reason = String.valueOf(e.getCause().getMessage());
        return new WrongSettingException("no Kafka broker to work with on " + broker + ": "
                + reason.lines().findFirst().orElse(""));
    }

    private static void requireName(String topic) {
        try {
            Topic.validate(topic);
        } catch (InvalidTopicException e) {
            throw new WrongSettingException("'" + topic + "' is no name for a topic: " + e.getMessage());
        }
    }
}
