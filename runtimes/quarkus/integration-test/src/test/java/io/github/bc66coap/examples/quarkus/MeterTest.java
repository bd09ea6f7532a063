// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.quarkus;

import java.time.Duration;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.CoapResponse;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.camel.Bc66CoapConfiguration;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@TestProfile(FreePorts.class)
class MeterTest {

    @Inject
    CamelContext camel;

    @Inject
    ReadingsServer server;

    @ConfigProperty(name = "camel.component.bc66coap.local-port")
    int localPort;

    @Test
    void readingsArrive() {
        await().untilAsserted(
                        () -> assertThat(server.readings()).isNotEmpty().allMatch(text -> text.matches("\\d{3}")));
    }

    @Test
    void aRequestFromTheNetworkIsAnswered() throws Exception {
        assertModuleIsReady();
        CoapResponse response = new CoapClient("coap://127.0.0.1:" + localPort + "/temperature").get();

        assertThat(response.getCode()).isEqualTo(ResponseCode.CONTENT);
        assertThat(response.getResponseText()).matches("\\d{3}");
    }

    @Test
    void camelsHealthShowsTheModule() {
        assertModuleIsReady();
    }

    @Test
    void virtualModuleIsNoPartOfTheApplication() {
        ClassLoader application = Thread.currentThread().getContextClassLoader();

        assertThatThrownBy(() -> application.loadClass("io.github.bc66coap.simulator.VirtualBc66"))
                .isInstanceOf(ClassNotFoundException.class);
    }

    /** The variables are in the pom. */
    @Test
    void environmentVariablesSetOptions() {
        Bc66CoapConfiguration options =
                camel.getComponent("bc66coap", Bc66CoapComponent.class).getConfiguration();

        assertThat(options.getCommandTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(options.getInitCommands()).isEqualTo("AT+QSCLK=0");
        assertThat(options.getKeepAliveInterval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(options.getSimPin()).isEqualTo("0817");
    }

    private void assertModuleIsReady() {
        await().untilAsserted(() -> assertThat(HealthCheckHelper.invokeReadiness(camel))
                .isNotEmpty()
                .allMatch(result -> result.getState() == HealthCheck.State.UP));
    }
}
