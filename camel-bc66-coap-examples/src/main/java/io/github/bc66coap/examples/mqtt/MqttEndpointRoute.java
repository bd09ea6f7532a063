// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.mqtt;

import org.apache.camel.LoggingLevel;
import org.apache.camel.ShutdownRoute;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.builder.endpoint.dsl.PahoMqtt5EndpointBuilderFactory.PahoMqtt5EndpointBuilder;
import org.eclipse.paho.mqttv5.common.MqttException;

import io.github.bc66coap.camel.endpoint.dsl.Bc66CoapEndpointBuilderFactory.Bc66CoapBuilders;
import io.github.bc66coap.coap.Method;

/**
 * The routes of {@link MqttRoute} with typed endpoints: options are methods, which the compiler knows and an editor
 * completes.
 */
public class MqttEndpointRoute extends EndpointRouteBuilder implements Bc66CoapBuilders {
    @Override
    public void configure() {
        onException(MqttException.class)
                .maximumRedeliveries(-1)
                .redeliveryDelay(1000)
                .retryAttemptedLogLevel(LoggingLevel.OFF);

        telemetry();
        commands();
    }

    private void telemetry() {
        from(bc66coap("{{bc66.device}}").events("REQUEST").methods("PUT,POST,DELETE"))
                .routeId("requests")
                .to(direct("telemetry"))
                .setBody(constant((Object) null));

        from(bc66coap("{{bc66.device}}")
                        .observe(true)
                        .host("{{cloud.host}}")
                        .port("{{cloud.port}}")
                        .uriPath("{{observe.path}}"))
                .routeId("notifications")
                .setProperty("path", constant("{{observe.path}}"))
                .to(direct("telemetry"));

        from(direct("telemetry"))
                .routeId("telemetry")
                .bean(MqttMessages.class, "telemetry")
                .to(broker("telemetry"));
    }

    private void commands() {
        from(pahoMqtt5("{{mqtt.prefix}}/{{bc66.name}}/commands/%23")
                        .qos(1)
                        .manualAcksEnabled(true)
                        .advanced()
                        .client("#commandsClient"))
                .routeId("commands")
                .shutdownRoute(ShutdownRoute.Defer)
                .filter(method(MqttMessages.class, "isOld"))
                .stop()
                .end()
                .doTry()
                .bean(MqttMessages.class, "command")
                .to(bc66coap("{{bc66.device}}")
                        .host("{{cloud.host}}")
                        .port("{{cloud.port}}")
                        .method(Method.PUT)
                        .throwExceptionOnFailure(false))
                .bean(MqttMessages.class, "answer")
                .doCatch(Exception.class)
                .bean(MqttMessages.class, "failure")
                .end()
                .to(broker("replies"));
    }

    private PahoMqtt5EndpointBuilder broker(String topic) {
        return pahoMqtt5(topic).brokerUrl("{{mqtt.broker}}").qos(1);
    }
}
