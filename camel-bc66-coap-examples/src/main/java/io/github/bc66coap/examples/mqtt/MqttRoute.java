// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.mqtt;

import org.apache.camel.LoggingLevel;
import org.apache.camel.ShutdownRoute;
import org.apache.camel.builder.RouteBuilder;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * What the network sends goes to the broker, a topic per device and path. Messages below the device's command topic go out
 * as CoAP requests, and the answers come back to the topic that the command names.
 */
public class MqttRoute extends RouteBuilder {
    @Override
    public void configure() {
        // While the broker is away, messages wait here, in their order. Requests that wait for too long are answered
        // 5.03.
        onException(MqttException.class)
                .maximumRedeliveries(-1)
                .redeliveryDelay(1000)
                .retryAttemptedLogLevel(LoggingLevel.OFF);

        telemetry();
        commands();
    }

    private void telemetry() {
        // Requests to any path. The body that the route ends with is the answer, so it is removed.
        from("bc66coap:{{bc66.device}}?events=REQUEST&methods=PUT,POST,DELETE")
                .routeId("requests")
                .to("direct:telemetry")
                .setBody(constant((Object) null));

        // Registers at the server as an observer; every notification is an exchange. The module does not show which
        // path
        // a notification is for, but this route knows.
        from("bc66coap:{{bc66.device}}?observe=true&host={{cloud.host}}&port={{cloud.port}}&uriPath={{observe.path}}")
                .routeId("notifications")
                .setProperty("path", constant("{{observe.path}}"))
                .to("direct:telemetry");

        // QoS 1: the exchange goes on when the broker has taken the message.
        from("direct:telemetry")
                .routeId("telemetry")
                .bean(MqttMessages.class, "telemetry")
                .to("paho-mqtt5:telemetry?brokerUrl={{mqtt.broker}}&qos=1");
    }

    private void commands() {
        // The broker keeps the commands that come while nobody is here. A command is acknowledged when its answer is at
        // the broker. If this stops in between, the command comes again: a PUT may be sent twice, but none is lost.
        from("paho-mqtt5:{{mqtt.prefix}}/{{bc66.name}}/commands/%23?client=#commandsClient&qos=1&manualAcksEnabled=true")
                .routeId("commands")
                // when this stops, the commands that are under way are done before the client leaves the broker
                .shutdownRoute(ShutdownRoute.Defer)
                // a retained message would be done again at each start
                .filter(method(MqttMessages.class, "isOld"))
                .stop()
                .end()
                .doTry()
                .bean(MqttMessages.class, "command")
                // a response of 4.xx or 5.xx is an answer, too
                .to("bc66coap:{{bc66.device}}?host={{cloud.host}}&port={{cloud.port}}&method=PUT"
                        + "&throwExceptionOnFailure=false")
                .bean(MqttMessages.class, "answer")
                .doCatch(Exception.class)
                .bean(MqttMessages.class, "failure")
                .end()
                .to("paho-mqtt5:replies?brokerUrl={{mqtt.broker}}&qos=1");
    }
}
