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
