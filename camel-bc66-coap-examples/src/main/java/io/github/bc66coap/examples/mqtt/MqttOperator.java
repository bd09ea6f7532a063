// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.mqtt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Somebody who sends commands by MQTT, switches a lamp on and off, and reads the answers. */
final class MqttOperator implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(3);

    private final MqttClient client;
    private final String device;
    private final String answers;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "operator"));
    private int count;

    /**
     * @param broker its URL
     * @param device the topic of the device
     * @param say where answers are shown
     */
    MqttOperator(String broker, String device, Consumer<String> say) throws MqttException {
        this.device = device;
        client = new MqttClient(broker, "operator-" + System.nanoTime(), new MemoryPersistence());
        answers = "operators/" + client.getClientId();
        client.setCallback(new MqttListener((topic, message) -> say.accept(shown(message))));
        client.connect();
        client.subscribe(answers, 1);
        clock.scheduleAtFixedRate(this::command, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static String shown(MqttMessage answer) {
        MqttProperties properties = answer.getProperties();
        String command = new String(properties.getCorrelationData(), StandardCharsets.UTF_8);
        return "operator: lamp " + command + " is answered "
                + properties.getUserProperties().get(0).getValue();
    }

    private void command() {
        String state = count++ % 2 == 0 ? "on" : "off";
        MqttProperties properties = new MqttProperties();
        properties.setContentType("text/plain");
        properties.setResponseTopic(answers);
        properties.setCorrelationData((state + " (" + count + ")").getBytes(StandardCharsets.UTF_8));
        MqttMessage message = new MqttMessage(state.getBytes(StandardCharsets.UTF_8), 1, false, properties);
        try {
            client.publish(device + "/commands/lamp", message);
        } catch (MqttException e) {
            // the next one may get through
        }
    }

    @Override
    public void close() throws MqttException {
        clock.shutdownNow();
        if (client.isConnected()) {
            client.disconnect();
        }
        client.close();
    }
}
