// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.bc66coap.simulator.testkit.FreePorts;
import io.github.bc66coap.testing.Program;

/** A gateway that runs in a process of its own, with a home and a state of its own. */
final class GatewayProcess extends Program {
    private final Map<String, String> environment;

    private GatewayProcess(Unpacked unpacked, Map<String, String> environment) throws IOException {
        super(unpacked.command(environment), Path.of(environment.get("BC66_GATEWAY_HOME"), "out"));
        this.environment = environment;
    }

    /** @param environment beside that of its folders and its port */
    static GatewayProcess start(Unpacked unpacked, String name, Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        routes(unpacked, name);
        all.put("BC66_GATEWAY_HOME", unpacked.folder(name, false).toString());
        all.put("STATE_DIRECTORY", unpacked.folder(name + "/state", true).toString());
        all.put("CAMEL_MANAGEMENT_PORT", Integer.toString(FreePorts.tcp()));
        return new GatewayProcess(unpacked, all);
    }

    /** Where its routes are; made before it starts. */
    static Path routes(Unpacked unpacked, String name) throws IOException {
        return unpacked.folder(name + "/routes", false);
    }

    Map<String, String> environment() {
        return environment;
    }

    Path state() {
        return Path.of(environment.get("STATE_DIRECTORY"));
    }

    HttpResponse<String> get(String path) throws Exception {
        URI page = URI.create("http://127.0.0.1:" + environment.get("CAMEL_MANAGEMENT_PORT") + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
    }
}
