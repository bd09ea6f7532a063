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
package io.github.bc66coap.quarkus.deployment;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DevServicesTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(archive -> archive.addClasses(Routes.class, FreePort.class))
            .overrideConfigKey("camel.component.bc66coap.local-port", String.valueOf(FreePort.any()))
            .setLogRecordPredicate(record -> record.getLoggerName().startsWith(VirtualModule.class.getName()))
            .assertLogRecords(
                    records -> assertThat(records).singleElement().satisfies(record -> assertThat(record.getMessage())
                            .startsWith("Dev Services started a virtual BC66")));

    @Inject
    CamelContext camel;

    @ConfigProperty(name = Bc66CoapDevServicesProcessor.DEVICE)
    String device;

    /** Public, else Camel Quarkus leaves it out. */
    public static class Routes extends RouteBuilder {
        @Override
        public void configure() {
            from("bc66coap:{{quarkus.camel.bc66coap.device}}?uriPath=/temperature")
                    .setBody(constant("21.5"));
        }
    }

    @Test
    void routesHaveAVirtualModuleWhichIsReady() {
        assertThat(device).startsWith("tcp://127.0.0.1:");
        await().untilAsserted(() -> assertThat(HealthCheckHelper.invokeReadiness(camel))
                .isNotEmpty()
                .allMatch(result -> result.getState() == HealthCheck.State.UP));
    }
}
