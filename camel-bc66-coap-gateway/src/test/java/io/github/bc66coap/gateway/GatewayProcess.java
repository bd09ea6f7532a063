// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.apache.camel.test.AvailablePortFinder;

import static org.awaitility.Awaitility.await;

/** A gateway that runs in a process of its own, with a home and a state of its own. */
final class GatewayProcess implements AutoCloseable {
    private static final long LIMIT_SECONDS = 90;

    private final Process process;
    private final Path out;
    private final Path home;
    private final Path state;
    private final Map<String, String> environment;
    private final int port = AvailablePortFinder.getNextAvailable();

    /** @param environment beside that of its folders and its port */
    GatewayProcess(Unpacked unpacked, String name, Map<String, String> environment) throws IOException {
        home = unpacked.folder(name, false);
        unpacked.folder(name + "/routes", false);
        state = unpacked.folder(name + "/state", true);
        out = home.resolve("out");
        this.environment = new HashMap<>(environment);
        this.environment.put("BC66_GATEWAY_HOME", home.toString());
        this.environment.put("STATE_DIRECTORY", state.toString());
        this.environment.put("CAMEL_MANAGEMENT_PORT", Integer.toString(port));
        process =
                unpacked.command(this.environment).redirectOutput(out.toFile()).start();
    }

    /** Where its routes are; made before it starts. */
    static Path routes(Unpacked unpacked, String name) throws IOException {
        return unpacked.folder(name + "/routes", false);
    }

    Map<String, String> environment() {
        return environment;
    }

    Path state() {
        return state;
    }

    String out() {
        try {
            return Files.readString(out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until it has said something. */
    GatewayProcess awaitOut(String text) {
        await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS).until(() -> out().contains(text) || !process.isAlive());
        if (!out().contains(text)) {
            throw new AssertionError("it ended without " + text + ": " + out());
        }
        return this;
    }

    HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Tells it to end, as systemd does, and returns at once. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end: the exit status. */
    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("goes on: " + out());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
    }
}
