// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

import io.github.bc66coap.simulator.testkit.FreePorts;

/** A gateway as users run one, on Camel's main, and what a browser asks it. */
final class Gateway implements AutoCloseable {
    private final int http = FreePorts.tcp();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Main main = new Main();
    private String lastEventId = "";

    Gateway() {
        with("camel.server.enabled", "true");
        with("camel.server.host", "127.0.0.1");
        with("camel.server.port", Integer.toString(http));
        with("bc66coap.monitor.enabled", "true");
        with("camel.component.bc66coap.local-port", Integer.toString(FreePorts.udp()));
        with("camel.component.bc66coap.reconnect-delay", "100ms");
    }

    Gateway with(String name, String value) {
        properties.put(name, value);
        return this;
    }

    Gateway start(RouteBuilder routes) {
        properties.forEach(main::addInitialProperty);
        main.configure().addRoutesBuilder(routes);
        main.start();
        return this;
    }

    int port() {
        return http;
    }

    Main main() {
        return main;
    }

    Object send(String endpoint, Object body) {
        return main.getCamelContext().createProducerTemplate().requestBody(endpoint, body);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return ask("GET", path);
    }

    HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        return client.send(
                request(path)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path));
    }

    /** The events that have come since this was asked for the last time, as a browser does. */
    List<JsonObject> events() throws IOException, InterruptedException, DeserializationException {
        HttpRequest.Builder request = request("/bc66/events");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        List<JsonObject> events = new ArrayList<>();
        boolean numbered = false;
        for (String line : client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .split("\n")) {
            if (line.startsWith("id: ")) {
                lastEventId = line.substring(4);
                numbered = true;
            } else if (line.startsWith("data: ") && numbered) {
                events.add((JsonObject) Jsoner.deserialize(line.substring(6)));
                numbered = false;
            }
        }
        return events;
    }

    @Override
    public void close() {
        main.stop();
    }
}
