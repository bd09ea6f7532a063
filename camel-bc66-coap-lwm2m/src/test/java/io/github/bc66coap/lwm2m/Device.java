// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.time.Duration;
import java.util.function.Consumer;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.simulator.testkit.Lwm2mPlatform;

/** Routes of YAML on a virtual module. */
final class Device implements AutoCloseable {
    static final String KEY = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    static final String NAME = "867725030002525";
    /** The route that registers it. */
    static final String REGISTRATION = """
            - route:
                from:
                  uri: kamelet:bc66-lwm2m-registration
                  parameters: {device: "{{bc66.device}}", host: "{{lwm2m.host}}", port: "{{lwm2m.port}}",
                               endpoint: "{{lwm2m.endpoint}}"}
                  steps: [{log: "${body}"}]
            """;

    private final VirtualBc66 module;
    private final CamelContext context = new DefaultCamelContext();

    Device(Lwm2mPlatform platform, Consumer<VirtualBc66.Builder> kind) throws Exception {
        this(platform.port(), kind);
    }

    /** @param port of the server, on this host */
    Device(int port, Consumer<VirtualBc66.Builder> kind) throws Exception {
        VirtualBc66.Builder builder = VirtualBc66.builder().pty().address(FreePorts.address());
        kind.accept(builder);
        module = builder.start();
        property("bc66.device", module.device());
        property("lwm2m.host", "127.0.0.1");
        property("lwm2m.port", Integer.toString(port));
        property("lwm2m.endpoint", NAME);
    }

    /** Soon gives up a server that says nothing. A busy machine may need longer where something is to come. */
    Device impatient() {
        component().getConfiguration().setResponseTimeout(Duration.ofSeconds(3));
        return this;
    }

    Device secure() {
        component().getConfiguration().setPskIdentity(NAME);
        component().getConfiguration().setSecretKey(KEY);
        return this;
    }

    Bc66CoapComponent component() {
        return context.getComponent("bc66coap", Bc66CoapComponent.class);
    }

    Device property(String name, String value) {
        context.getPropertiesComponent().addInitialProperty(name, value);
        return this;
    }

    Device bind(String name, Object bean) {
        context.getRegistry().bind(name, bean);
        return this;
    }

    Device start(String... yaml) throws Exception {
        for (int i = 0; i < yaml.length; i++) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("routes" + i + ".camel.yaml", yaml[i]));
        }
        context.start();
        return this;
    }

    CamelContext context() {
        return context;
    }

    VirtualBc66 module() {
        return module;
    }

    Lwm2mDevice device() {
        return Lwm2mDevice.of(context, module.device());
    }

    @Override
    public void close() {
        context.stop();
        module.close();
    }
}
