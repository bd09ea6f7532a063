// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quarkus.deployment;

import java.util.Collection;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.transport.ModemTransportFactory;
import io.github.bc66coap.transport.TransportFactories;
import io.quarkus.test.QuarkusUnitTest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TransportBeanTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(archive -> archive.addClasses(Routes.class, Beans.class))
            .overrideConfigKey("quarkus.camel.bc66coap.devservices.enabled", "false")
            .overrideConfigKey("camel.component.bc66coap.reconnect-max-delay", "1s")
            .overrideConfigKey("camel.component.bc66coap.local-port", String.valueOf(FreePorts.udp()));

    @Inject
    CamelContext camel;

    @Inject
    VirtualBc66 module;

    public static class Routes extends RouteBuilder {
        @Override
        public void configure() {
            from("bc66coap:meter?uriPath=/temperature").setBody(constant("21.5"));
        }
    }

    @ApplicationScoped
    static class Beans {
        @Produces
        @Singleton
        VirtualBc66 module() {
            return VirtualBc66.builder().tcp(0).start();
        }

        void close(@Disposes VirtualBc66 module) {
            module.close();
        }

        /** The name of the bean is what routes call the device. */
        @Produces
        @Singleton
        @Named("meter")
        ModemTransportFactory transport(VirtualBc66 module) {
            return (device, settings) -> TransportFactories.builtIn().open(module.device(), settings);
        }
    }

    @Test
    void transportsAreBeansAndCamelsHealthShowsTheModule() {
        assertReady(true);

        module.hangUp();
        assertReady(false);

        module.reconnect();
        assertReady(true);
    }

    private void assertReady(boolean ready) {
        await().untilAsserted(() -> {
            Collection<HealthCheck.Result> results = HealthCheckHelper.invokeReadiness(camel);
            assertThat(results).isNotEmpty();
            assertThat(HealthCheckHelper.isResultsUp(results, true)).isEqualTo(ready);
        });
    }
}
