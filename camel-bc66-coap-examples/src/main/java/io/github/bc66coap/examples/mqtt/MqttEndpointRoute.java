/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
