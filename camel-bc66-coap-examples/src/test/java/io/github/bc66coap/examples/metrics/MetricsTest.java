// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.metrics;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What Prometheus gets from camel-main, and what the dashboard asks Prometheus for. */
class MetricsTest {
    private static final Path DASHBOARD = Path.of("..", "docs", "grafana-dashboard.json");
    private static final Pattern NAME = Pattern.compile("bc66coap_[a-z_]+");
    private static final Pattern SELECTED = Pattern.compile("([a-z]+)=~");
    private static final Pattern BY = Pattern.compile("by \\(([a-z, ]+)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{([a-z]+)}}");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"");
    private static final Pattern VALUES = Pattern.compile("label_values\\((bc66coap_[a-z_]+), ([a-z]+)\\)");

    private final int http = FreePorts.tcp();
    private final VirtualBc66 module = VirtualBc66.builder().pty().start();
    private final Main main = new Main();

    @BeforeEach
    void start() {
        main.addInitialProperty("camel.management.enabled", "true");
        main.addInitialProperty("camel.management.port", Integer.toString(http));
        main.addInitialProperty("camel.management.metricsEnabled", "true");
        main.addInitialProperty("camel.metrics.enabled", "true");
        main.addInitialProperty("camel.management.healthCheckEnabled", "true");
        main.addInitialProperty("camel.health.exposureLevel", "full");
        main.addInitialProperty("camel.component.bc66coap.response-timeout", "5s");
        // long, so that what is seen of a lost line is its reason, not that of the next attempt
        main.addInitialProperty("camel.component.bc66coap.reconnect-delay", "1m");
        main.addInitialProperty("camel.component.bc66coap.reconnect-max-delay", "1m");
        main.addInitialProperty("camel.component.bc66coap.local-port", Integer.toString(FreePorts.udp()));
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("bc66coap:" + module.device() + "?uriPath=/temperature").setBody(constant("21.5"));
                from("direct:send").to("bc66coap:" + module.device() + "?host=127.0.0.1&port=" + FreePorts.udp());
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

        await().untilAsserted(() -> assertThat(scrape())
                .contains("bc66coap_requests_seconds_count{code=\"2.05\"")
                .contains("outcome=\"CoapTimeoutException\""));
        String scraped = scrape();
        List<Query> queries = queries();
        assertThat(queries).hasSizeGreaterThan(10).allSatisfy(query -> {
            assertThat(query.names).isNotEmpty();
            for (String name : query.names) {
                assertThat(labels(scraped, name)).as(name).containsAll(query.labels);
            }
            // a sum has the labels only that it is made by
            assertThat(query.summedBy.isEmpty() ? query.labels : query.summedBy).containsAll(query.legend);
        });
    }

    @Test
    void camelMainShowsTheModulesHealth() throws Exception {
        await().untilAsserted(() -> {
            HttpResponse<String> health = get("/observe/health?data=true");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("{\"name\":\"consumer:", "\"status\":\"UP\"", "READY");
        });
        module.hangUp();
        await().untilAsserted(() -> {
            HttpResponse<String> health = get("/observe/health?data=true");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("lastError", "the other side hung up");
        });
    }

    /** What the cloud is told. */
    private String ask(String path) throws Exception {
        try (CoapCloud cloud = new CoapCloud()) {
            return cloud.ask(module.coapAddress(), Request.newGet(), path).getPayloadString();
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String scrape() throws Exception {
        HttpResponse<String> response = get("/observe/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    /** Of all that is scraped under a name; none if nothing is. */
    private static Set<String> labels(String scraped, String name) {
        return Pattern.compile("^" + name + "\\{(.*)} ", Pattern.MULTILINE)
                .matcher(scraped)
                .results()
                .flatMap(line -> all(LABEL, line.group(1)).stream())
                .collect(Collectors.toSet());
    }

    /** The dashboard's, that for the choice of devices included. */
    private static List<Query> queries() throws Exception {
        JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
        List<Query> queries = new ArrayList<>();
        for (JsonNode target : dashboard.findValues("targets")) {
            target.forEach(query -> queries.add(Query.of(
                    query.get("expr").asText(), query.get("legendFormat").asText())));
        }
        for (JsonNode variable : dashboard.at("/templating/list")) {
            VALUES.matcher(variable.get("query").asText())
                    .results()
                    .forEach(values -> queries.add(
                            new Query(Set.of(values.group(1)), Set.of(values.group(2)), Set.of(), Set.of())));
        }
        return queries;
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(found.groupCount()))
                .collect(Collectors.toSet());
    }

    /**
     * @param names of meters
     * @param labels that all of them must have
     * @param legend labels that are shown
     */
    private record Query(Set<String> names, Set<String> labels, Set<String> summedBy, Set<String> legend) {
        static Query of(String expression, String legend) {
            Set<String> summedBy = all(BY, expression).stream()
                    .flatMap(list -> Stream.of(list.split(", ")))
                    .collect(Collectors.toSet());
            Set<String> labels = new HashSet<>(all(SELECTED, expression));
            labels.addAll(summedBy);
            return new Query(all(NAME, expression), labels, summedBy, all(LEGEND, legend));
        }
    }
}
