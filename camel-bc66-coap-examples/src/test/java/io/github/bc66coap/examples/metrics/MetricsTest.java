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
package io.github.bc66coap.examples.metrics;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.test.AvailablePortFinder;
import org.eclipse.californium.core.CoapClient;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.elements.config.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.bc66coap.simulator.VirtualBc66;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What Prometheus gets from camel-main, and what the dashboard asks Prometheus for. */
class MetricsTest {
    private static final Path DASHBOARD = Path.of("..", "docs", "grafana-dashboard.json");
    private static final Pattern NAME = Pattern.compile("bc66coap_[a-z_]+");

    private final int http = AvailablePortFinder.getNextAvailable();
    private final VirtualBc66 module = VirtualBc66.builder().pty().start();
    private final Main main = new Main();

    @BeforeEach
    void start() {
        main.addInitialProperty("camel.management.enabled", "true");
        main.addInitialProperty("camel.management.port", Integer.toString(http));
        main.addInitialProperty("camel.management.metricsEnabled", "true");
        main.addInitialProperty("camel.metrics.enabled", "true");
        main.addInitialProperty("camel.component.bc66coap.response-timeout", "1s");
        main.addInitialProperty(
                "camel.component.bc66coap.local-port", Integer.toString(AvailablePortFinder.getNextAvailable()));
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("bc66coap:" + module.device() + "?uriPath=/temperature").setBody(constant("21.5"));
                from("direct:send").to("bc66coap:" + module.device() + "?host=127.0.0.1&port=" + http + "");
            }
        });
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
        module.close();
    }

    @Test
    void camelMainShowsAllThatTheDashboardAsksFor() throws Exception {
        await().untilAsserted(
                        () -> assertThat(scrape()).contains("bc66coap_ready{device=\"" + module.device() + "\"} 1.0"));
        assertThat(ask("/temperature")).isEqualTo("21.5");
        main.getCamelContext().createProducerTemplate().send("direct:send", exchange -> {});

        String scraped = scrape();
        assertThat(scraped)
                .contains("bc66coap_requests_seconds_count{code=\"2.05\"")
                .contains("outcome=\"CoapTimeoutException\"");
        assertThat(asked()).isNotEmpty().allSatisfy(name -> assertThat(scraped).contains(name + "{"));
    }

    /** What the cloud is told. */
    private String ask(String path) throws Exception {
        CoapEndpoint endpoint =
                CoapEndpoint.builder().setConfiguration(new Configuration()).build();
        try {
            return new CoapClient("coap://127.0.0.1:" + module.coapAddress().getPort() + path)
                    .setEndpoint(endpoint)
                    .get()
                    .getResponseText();
        } finally {
            endpoint.destroy();
        }
    }

    private String scrape() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/observe/metrics"))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** The names in the dashboard's queries. */
    private static Set<String> asked() throws Exception {
        Set<String> names = new TreeSet<>();
        for (JsonNode query : new ObjectMapper().readTree(DASHBOARD.toFile()).findValues("expr")) {
            NAME.matcher(query.asText()).results().forEach(found -> names.add(found.group()));
        }
        return names;
    }
}
