// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.simulator.testkit.FreePorts;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.inject.Inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class DevServicesTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(archive -> archive.addClasses(Routes.class))
            .overrideConfigKey("camel.component.bc66coap.local-port", String.valueOf(FreePorts.udp()))
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
