// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

import static org.awaitility.Awaitility.await;

/** An MQTT 5 client that knows nothing of Camel. */
public final class MqttClientForTests implements AutoCloseable {
    /** A message that has come. */
    public record Received(String topic, MqttMessage message) {
        public String text() {
            return new String(message.getPayload(), StandardCharsets.UTF_8);
        }

        String correlation() {
            byte[] data = message.getProperties().getCorrelationData();
            return data == null ? null : new String(data, StandardCharsets.ISO_8859_1);
        }

        String user(String name) {
            return message.getProperties().getUserProperties().stream()
                    .filter(property -> property.getKey().equals(name))
                    .map(UserProperty::getValue)
                    .findFirst()
                    .orElse(null);
        }
    }

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final MqttClient client;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    public MqttClientForTests(String broker, String... filters) throws MqttException {
        client = new MqttClient(broker, UUID.randomUUID().toString(), new MemoryPersistence());
        client.setCallback(new MqttListener((topic, message) -> received.add(new Received(topic, message))));
        client.connect();
        for (String filter : filters) {
            client.subscribe(filter, 1);
        }
    }

    public void publish(String topic, String text, boolean retained, MqttProperties properties) throws MqttException {
        client.publish(topic, new MqttMessage(text.getBytes(StandardCharsets.UTF_8), 1, retained, properties));
    }

    static MqttProperties answerTo(String topic, String correlation) {
        MqttProperties properties = new MqttProperties();
        properties.setResponseTopic(topic);
        properties.setCorrelationData(correlation.getBytes(StandardCharsets.ISO_8859_1));
        return properties;
    }

    List<Received> on(String topic) {
        return received.stream().filter(one -> one.topic.equals(topic)).toList();
    }

    public Received first(String topic) {
        await().atMost(LIMIT).until(() -> !on(topic).isEmpty());
        return on(topic).get(0);
    }

    /** Waits for the answer with this correlation data. */
    Received answer(String topic, String correlation) {
        await().atMost(LIMIT).until(() -> on(topic).stream().anyMatch(one -> correlation.equals(one.correlation())));
        return on(topic).stream()
                .filter(one -> correlation.equals(one.correlation()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws MqttException {
        client.disconnectForcibly(100, 100, false);
        client.close(true);
    }
}
