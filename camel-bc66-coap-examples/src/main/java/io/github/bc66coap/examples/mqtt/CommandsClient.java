// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.mqtt;

import java.time.Duration;

import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.PropertyInject;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * The client by which commands come. The broker keeps its session for a day, and in it the commands that come while the
 * client is away; no more than ten are given out before their acknowledgement.
 *
 * <p>It connects when its consumer subscribes. The client that camel-paho-mqtt5 makes by itself connects before it has
 * anybody to give a message to, and Paho drops what the broker has kept if that comes in between.
 */
public final class CommandsClient extends MqttClient {
    private static final Duration KEPT = Duration.ofDays(1);
    private static final int UNACKNOWLEDGED = 10;

    /** Makes it as a bean that routes name. */
    public static final class Configuration implements CamelConfiguration {
        @BindToRegistry(value = "commandsClient", destroyMethod = "leave")
        public CommandsClient commandsClient(
                @PropertyInject("mqtt.broker") String broker, @PropertyInject("bc66.name") String name)
                throws MqttException {
            return new CommandsClient(broker, name);
        }
    }

    /**
     * @param broker its URL
     * @param id no other client of the broker may have it
     */
    public CommandsClient(String broker, String id) throws MqttException {
        super(broker, id, new MemoryPersistence());
        // an exchange acknowledges its message when it is done
        setManualAcks(true);
    }

    @Override
    public IMqttToken subscribe(String filter, int qos) throws MqttException {
        if (!isConnected()) {
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setCleanStart(false);
            options.setSessionExpiryInterval(KEPT.toSeconds());
            options.setReceiveMaximum(UNACKNOWLEDGED);
            options.setAutomaticReconnect(true);
            connect(options);
        }
        return super.subscribe(filter, qos);
    }

    /** The broker keeps the session. */
    public void leave() throws MqttException {
        if (isConnected()) {
            disconnect();
        }
        close();
    }
}
