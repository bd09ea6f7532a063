// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.springboot;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class MeterApplicationTest {

    @Test
    void readingsArriveAndTheModuleIsReady(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext meter = new SpringApplicationBuilder(MeterApplication.class)
                .run(
                        "--server.port=0",
                        "--meter.period=100",
                        "--meter.port=" + FreePorts.udp(),
                        "--camel.component.bc66coap.local-port=" + FreePorts.udp())) {
            await().untilAsserted(() -> assertThat(output).contains("the server answered 2.04"));

            String server = "127.0.0.1:" + meter.getEnvironment().getProperty("local.server.port");
            assertThat(get("http://" + server + "/actuator/health/readiness").body())
                    .contains("\"camelReadinessState\":{\"status\":\"UP\"}");
            pageShowsWhatHappens(server);
        }
    }

    private static void pageShowsWhatHappens(String server) throws IOException, InterruptedException {
        HttpResponse<String> page = get("http://" + server + "/bc66/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(get("http://" + server + "/bc66/page.js").statusCode()).isEqualTo(200);
        assertThat(get("http://" + server + "/bc66/nothing").statusCode()).isEqualTo(404);
        HttpResponse<String> events = get("http://" + server + "/bc66/events");
        assertThat(events.body()).contains("\"phase\":\"READY\"", "readings\"", "\"code\":\"2.04\"");
        String last = events.body().replaceAll("(?s).*\\nid: (\\S+)\\n.*", "$1");
        assertThat(send(HttpRequest.newBuilder(URI.create("http://" + server + "/bc66/events"))
                                .header("Last-Event-ID", last))
                        .body())
                .doesNotContain("\"phase\":\"READY\"");
        assertThat(send(HttpRequest.newBuilder(URI.create("http://" + server + "/bc66/events"))
                                .POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
        assertThat(rawStatus(server, "evil.example")).isEqualTo("HTTP/1.1 403");
    }

    /** No client of the JDK's may lie about the server's name. */
    private static String rawStatus(String server, String host) throws IOException {
        URI uri = URI.create("http://" + server);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write(("GET /bc66/ HTTP/1.1\r\nHost: " + host + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    private static HttpResponse<String> get(String uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(uri)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
