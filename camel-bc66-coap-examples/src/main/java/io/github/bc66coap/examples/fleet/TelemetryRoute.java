// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.kafka.common.errors.RetriableException;

import io.github.bc66coap.examples.files.JsonLine;

/** What all modules of this gateway send goes to one topic, by one Kafka producer, with the device as key. */
public class TelemetryRoute extends RouteBuilder {
    @Override
    public void configure() {
        onException(RetriableException.class)
                .maximumRedeliveries(-1)
                .redeliveryDelay(1000)
                .retryAttemptedLogLevel(LoggingLevel.OFF);

        from("direct:telemetry")
                .routeId("telemetry")
                .bean(JsonLine.class, "of")
                .marshal()
                .json(JsonLibrary.Jackson)
                .to("kafka:{{fleet.telemetry}}");
    }
}
