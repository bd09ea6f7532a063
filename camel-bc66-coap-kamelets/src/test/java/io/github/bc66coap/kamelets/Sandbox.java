// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.kamelets;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;

import io.github.bc66coap.camel.Bc66CoapComponent;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;

/**
 * A context whose routes are a file, the module that they reach by a line of some kind, and a CoAP server. The module is ready
 * when the context has started, unless a route has connectOnStart=false.
 */
final class Sandbox implements AutoCloseable {
    static final String KEY = "0123456789abcdef0123456789abcdef";

    enum Line {
        PTY(module -> module.pty()),
        TCP(module -> module.tcp(0));

        private final Consumer<VirtualBc66.Builder> choice;

        Line(Consumer<VirtualBc66.Builder> choice) {
            this.choice = choice;
        }
    }

    private final VirtualBc66 module;
    private final String scheme;
    private final CoapCloud server;
    private final CamelContext context = new DefaultCamelContext();

    Sandbox(Line line) {
        this(line, new CoapCloud(), "coap");
    }

    /** With a server that takes nothing but DTLS and knows the {@link #KEY} by an identity. */
    static Sandbox secure(Line line, String identity) {
        return new Sandbox(line, CoapCloud.secure(identity, KEY), "coaps");
    }

    private Sandbox(Line line, CoapCloud server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        VirtualBc66.Builder description = VirtualBc66.builder().address(FreePorts.address());
        line.choice.accept(description);
        module = description.start();
        context.getComponent("bc66coap", Bc66CoapComponent.class)
                .getConfiguration()
                .setReadyOnStart(true);
        property("device", module.device());
        property("port", Integer.toString(server.port()));
        property("camel.kamelet.bc66-coap-source.readyOnStart", "true");
    }

    VirtualBc66 module() {
        return module;
    }

    CamelContext context() {
        return context;
    }

    /** Requests to the server. */
    List<Request> received() {
        return server.received();
    }

    /** Begins anew with {@link #received()}. */
    void forgetReceived() {
        server.clear();
    }

    Sandbox property(String name, String value) {
        context.getPropertiesComponent().addInitialProperty(name, value);
        return this;
    }

    Sandbox on(String path, Consumer<CoapExchange> handler) {
        server.on(path, handler);
        return this;
    }

    /** Loads a file as Camel loads the routes of an application, and starts. */
    void start(Path file) throws Exception {
        start(ResourceHelper.resolveMandatoryResource(context, "file:" + file));
    }

    void start(org.apache.camel.spi.Resource routes) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(routes);
        context.start();
    }

    /** Sends a request to the module. */
    Response ask(Request request, String path) throws InterruptedException {
        return ask(request, path, options -> {});
    }

    /** Sends a request to the module that has options beside those of its path. */
    Response ask(Request request, String path, Consumer<OptionSet> more) throws InterruptedException {
        InetSocketAddress address = module.coapAddress();
        request.setURI(scheme + "://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path);
        more.accept(request.getOptions());
        return server.ask(request);
    }

    @Override
    public void close() {
        context.stop();
        module.close();
        server.close();
    }
}
