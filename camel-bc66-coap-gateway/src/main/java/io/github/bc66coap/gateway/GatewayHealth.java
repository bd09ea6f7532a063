// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/**
 * The health of a running gateway.
 *
 * @param device the module's line
 */
record GatewayHealth(String device, List<HealthLine> checks) {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final String MODULE = "consumer:" + OwnRoutes.MODULE;

    /** @param text why the check is down, or the state of the module */
    record HealthLine(String name, boolean up, String text) {}

    /** Requests the health; empty if no gateway answers. */
    static Optional<GatewayHealth> ask(String host, int port) throws InterruptedException {
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://" + reachable + ":" + port + "/observe/health?data=true"))
                    .timeout(LIMIT)
                    .build();
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(LIMIT)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            return read(response.body());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<GatewayHealth> read(String json) {
        try {
            if (!(Jsoner.deserialize(json) instanceof JsonObject health)
                    || !(health.get("checks") instanceof JsonArray all)) {
                return Optional.empty();
            }
            String device = null;
            List<HealthLine> lines = new ArrayList<>();
            for (Object each : all) {
                JsonObject check = (JsonObject) each;
                Map<?, ?> data = check.get("data") instanceof Map<?, ?> map ? map : Map.of();
                String name = check.getString("name");
                if (MODULE.equals(name)) {
                    device = String.valueOf(data.get("device"));
                }
                lines.add(new HealthLine(name, "UP".equals(check.getString("status")), text(check, data)));
            }
            return device == null ? Optional.empty() : Optional.of(new GatewayHealth(device, lines));
        } catch (DeserializationException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static String text(JsonObject check, Map<?, ?> data) {
        if (data.get("state") != null) {
            Object reason = data.get("reason");
            return data.get("state") + (reason == null || reason.toString().isBlank() ? "" : " (" + reason + ")");
        }
        Object message = check.get("message");
        return message == null ? "" : message.toString();
    }
}
