// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.nio.file.Path;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.junit5.Bc66Extension;
import io.github.bc66coap.simulator.testkit.FreePorts;

/** A virtual module for each test, and routes that every test of a class has. */
abstract class ModuleFixture extends CamelTestSupport {
    /** The IP address of the module. */
    final String moduleHost = FreePorts.address();

    /** Has a name that stays its own: another module may get the number of a pseudo-terminal that was hung up. */
    @RegisterExtension
    final Bc66Extension extension = Bc66Extension.with(bc66 ->
            describe(bc66.pty(Path.of("target", getClass().getSimpleName())).address(moduleHost)));

    /** Says what the module is to be like. */
    void describe(VirtualBc66.Builder bc66) {}

    /** Configures what all endpoints of a class have in common. */
    void configure(Bc66CoapConfiguration configuration) {}

    /** Adds the routes of a class. */
    void routes(RouteBuilder r) throws Exception {}

    VirtualBc66 module() {
        return extension.modem();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                routes(this);
            }
        };
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        camel.setDevConsole(useJmx());
        PsmEintWire.layIfNeeded(camel, module());
        configure(camel.getComponent("bc66coap", Bc66CoapComponent.class).getConfiguration());
        return camel;
    }

    /** Switches the health checks of consumers and producers on. */
    static void checkHealth(CamelContext camel) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(camel);
        for (String id : new String[] {"consumers", "producers"}) {
            HealthCheckRepository repository = (HealthCheckRepository) checks.resolveById(id);
            repository.setEnabled(true);
            checks.register(repository);
        }
    }

    String uri(String options) {
        return "bc66coap:" + module().device() + "?" + options;
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new java.util.Random(length).nextBytes(bytes);
        return bytes;
    }
}
