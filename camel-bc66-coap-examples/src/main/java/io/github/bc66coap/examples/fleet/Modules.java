// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.fleet;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;

import io.github.bc66coap.camel.Bc66CoapEndpoint;

/** The modules that this gateway has: name of the device, and where its module is. */
final class Modules {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final CamelContext camel;
    private final ProducerTemplate template;
    private final Map<String, String> lines = new HashMap<>();

    Modules(CamelContext camel) {
        this.camel = camel;
        template = camel.createProducerTemplate();
    }

    boolean has(String name) {
        return lines.containsKey(name);
    }

    /** Opens and closes, so that these are the modules that are open; whether anything had to be done. */
    boolean become(Map<String, String> wanted) {
        if (lines.equals(wanted)) {
            return false;
        }
        for (Map.Entry<String, String> open : Map.copyOf(lines).entrySet()) {
            if (!open.getValue().equals(wanted.get(open.getKey()))) {
                close(open.getKey(), open.getValue());
            }
        }
        for (Map.Entry<String, String> device : wanted.entrySet()) {
            if (!lines.containsKey(device.getKey())) {
                open(device.getKey(), device.getValue());
            }
        }
        return true;
    }

    private void open(String name, String line) {
        lines.put(name, line);
        try {
            camel.addRoutes(new ModuleRoute(name, line));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** The connection is closed when this returns; what was under way ends with an exception that says so. */
    private void close(String name, String line) {
        lines.remove(name);
        try {
            for (String route : ModuleRoute.ROUTES) {
                if (camel.getRoute(route + name) != null) {
                    camel.getRouteController().stopRoute(route + name, PATIENCE.toSeconds(), TimeUnit.SECONDS);
                    camel.removeRoute(route + name);
                }
            }
            for (Endpoint endpoint : List.copyOf(camel.getEndpoints())) {
                if (endpoint instanceof Bc66CoapEndpoint module
                        && module.getDevice().equals(line)) {
                    camel.removeEndpoint(endpoint);
                }
            }
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** Sends a command; the exchange ends with the answer, or with an exception. */
    CompletableFuture<Exchange> send(String name, String command) {
        return template.asyncSend(
                "direct:commands-" + name, exchange -> exchange.getMessage().setBody(command));
    }

    /** How many, and their names. */
    @Override
    public String toString() {
        return lines.size() + " modules: " + String.join(", ", new TreeSet<>(lines.keySet()));
    }
}
