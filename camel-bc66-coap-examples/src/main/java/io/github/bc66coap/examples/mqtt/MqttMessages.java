// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Constants;
import org.apache.camel.component.paho.mqtt5.PahoMqtt5Message;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

import io.github.bc66coap.camel.Bc66CoapConstants;

/**
 * Turns CoAP messages into MQTT messages and back. camel-paho-mqtt5 has the properties of MQTT 5 in the header
 * {@code CamelPahoMqtt5MsgProperties}, both ways.
 */
public final class MqttMessages {
    /** Peers can make up paths without end, and brokers keep retained messages for ever. */
    private static final int RETAINED = 1000;

    private static final String REPLY_TOPIC = "reply.topic";
    private static final String CORRELATION = "reply.correlation";

    private final Set<String> retained = ConcurrentHashMap.newKeySet();

    /**
     * A request or notification from the network: the topic stands for its path, and the broker keeps it as the path's
     * last value. An empty body, such as a DELETE has, makes the broker forget the value.
     */
    public void telemetry(Exchange exchange) {
        Message message = exchange.getMessage();
        // notifications don't have a path; the route that observes puts it here
        String path = exchange.getProperty("path", message.getHeader(Bc66CoapConstants.REQUEST_URI_PATH), String.class);
        String topic = DeviceTopics.of(exchange.getContext()).telemetry() + DeviceTopics.levels(path);
        message.setHeader(PahoMqtt5Constants.CAMEL_PAHO_OVERRIDE_TOPIC, topic);
        message.setHeader(PahoMqtt5Constants.CAMEL_PAHO_MSG_RETAINED, isRetained(topic));
        message.setHeader(PahoMqtt5Constants.CAMEL_PAHO_MSG_PROPERTIES, properties(message));
    }

    private boolean isRetained(String topic) {
        return retained.contains(topic) || retained.size() < RETAINED && retained.add(topic);
    }

    /** Whether the broker has kept this message, so that it comes to everyone who subscribes. */
    public boolean isOld(Exchange exchange) {
        return exchange.getMessage(PahoMqtt5Message.class).getMqttMessage().isRetained();
    }

    /** A command: its topic stands for the path of the request, its content type for the Content-Format. */
    public void command(Exchange exchange) {
        Message message = exchange.getMessage();
        MqttProperties properties =
                message.getHeader(PahoMqtt5Constants.CAMEL_PAHO_MSG_PROPERTIES, MqttProperties.class);
        DeviceTopics topics = DeviceTopics.of(exchange.getContext());
        String path = topics.path(message.getHeader(PahoMqtt5Constants.MQTT_TOPIC, String.class));
        String wanted = properties.getResponseTopic();
        exchange.setProperty(CORRELATION, properties.getCorrelationData());
        exchange.setProperty(REPLY_TOPIC, topics.replies() + DeviceTopics.levels(path));
        if (wanted != null && !topics.mayTake(wanted)) {
            throw new IllegalArgumentException("no answers are sent to this response topic");
        }
        if (wanted != null) {
            exchange.setProperty(REPLY_TOPIC, wanted);
        }
        message.setHeader(Bc66CoapConstants.URI_PATH, path);
        if (properties.getContentType() != null) {
            message.setHeader(Bc66CoapConstants.CONTENT_FORMAT, properties.getContentType());
        }
    }

    /** The answer to a command: the response's payload, and its code as the user property {@code code}. */
    public void answer(Exchange exchange) {
        reply(exchange, "code", exchange.getMessage().getHeader(Bc66CoapConstants.RESPONSE_CODE, String.class));
    }

    /** The answer to a command that has none: the reason as text, and its kind as the user property {@code error}. */
    public void failure(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        Message message = exchange.getMessage();
        message.setBody(String.valueOf(failure.getMessage()).getBytes(StandardCharsets.UTF_8));
        message.setHeader(Exchange.CONTENT_TYPE, "text/plain");
        reply(exchange, "error", failure.getClass().getSimpleName());
    }

    private static void reply(Exchange exchange, String name, String value) {
        Message message = exchange.getMessage();
        MqttProperties properties = properties(message);
        properties.setCorrelationData(exchange.getProperty(CORRELATION, byte[].class));
        properties.setUserProperties(new ArrayList<>(List.of(new UserProperty(name, value))));
        message.setHeader(PahoMqtt5Constants.CAMEL_PAHO_OVERRIDE_TOPIC, exchange.getProperty(REPLY_TOPIC));
        message.setHeader(PahoMqtt5Constants.CAMEL_PAHO_MSG_PROPERTIES, properties);
    }

    private static MqttProperties properties(Message message) {
        MqttProperties properties = new MqttProperties();
        properties.setContentType(message.getHeader(Exchange.CONTENT_TYPE, String.class));
        return properties;
    }
}
