// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.io.IOException;
import java.io.InputStream;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.json.JsonObject;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.camel.ContextModems;
import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The page of a gateway that runs on Camel's main, with a virtual module and a CoAP peer. */
@Timeout(120)
class GatewayPageTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String MARKUP = "<img src=x onerror=alert(1)>";

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<JsonObject> seen = new ArrayList<>();
    private final VirtualBc66 module = opened(VirtualBc66.builder().tcp(0).start());

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(0, resource);
        return resource;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Gateway gateway() {
        return opened(new Gateway());
    }

    private static RouteBuilder routes(String device, int peer) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:send")
                        .routeId("readings")
                        .to("bc66coap:" + device + "?method=POST&uriPath=/store&host=127.0.0.1&port=" + peer);
                from("direct:ask")
                        .to("bc66coap:" + device + "?uriPath=/a&uriQuery=key=sesame&host=127.0.0.1&port=" + peer);
                from("bc66coap:" + device + "?uriPath=/led/*").routeId("led").setBody(constant("it is on"));
            }
        };
    }

    private CoapCloud peer(String answer) {
        return opened(new CoapCloud().otherwise(exchange -> exchange.respond(ResponseCode.CONTENT, answer)));
    }

    /** What the module answers to a GET. */
    private String ask(String pathAndQuery) throws InterruptedException {
        Request request = Request.newGet();
        request.setURI("coap://127.0.0.1:" + module.coapAddress().getPort() + pathAndQuery);
        return peer("").ask(request).getPayloadString();
    }

    /** What has been seen since the start, once such an event is among it. */
    private JsonObject seen(Gateway gateway, Predicate<JsonObject> wanted) {
        await().atMost(SOON).until(() -> {
            seen.addAll(gateway.events());
            return seen.stream().anyMatch(wanted);
        });
        return seen.stream().filter(wanted).findFirst().orElseThrow();
    }

    private static Predicate<JsonObject> is(String kind, String field, String value) {
        return event -> event.getString("kind").equals(kind) && value.equals(event.get(field));
    }

    private List<JsonObject> ofExchange(String exchange) {
        return seen.stream()
                .filter(event -> exchange.equals(event.get("exchange")))
                .toList();
    }

    private static String shown(JsonObject event) {
        return switch (event.getString("kind")) {
            case "at" -> (event.getString("direction").equals("out") ? "> " : "< ") + event.getString("text");
            case "coap" -> event.getString("direction") + " " + event.getString("type") + " " + event.getString("code");
            case "route" ->
                event.getString("route") + " " + event.getString("direction") + " " + event.getString("summary");
            default -> event.getString("kind");
        };
    }

    @Test
    void servesThePage() throws Exception {
        Gateway gateway = gateway().start(routes(module.device(), 5683));
        HttpResponse<String> bare = gateway.get("/bc66");
        assertThat(bare.statusCode()).isEqualTo(308);
        assertThat(bare.headers().firstValue("Location")).contains("/bc66/");
        HttpResponse<String> page = gateway.get("/bc66/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.body()).contains("<script");
        HttpResponse<String> script = gateway.get("/bc66/chart.js");
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(script.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'");
        assertThat(script.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(script.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(script.body()).hasSizeGreaterThan(100_000);
        assertThat(gateway.get("/bc66/events").headers().firstValue("Content-Type"))
                .contains("text/event-stream; charset=utf-8");
        for (String path : List.of("/bc66/nothing", "/bc66/../pom.xml", "/bc66/%2e%2e/index.html", "/bc66x")) {
            assertThat(gateway.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
    void onlyGetIsAllowedAndNoActionIsOffered(String method) throws Exception {
        Gateway gateway = gateway().start(routes(module.device(), 5683));
        for (String path : List.of("/bc66/", "/bc66/events", "/bc66/actions/reset")) {
            assertThat(gateway.ask(method, path).statusCode()).as(path).isEqualTo(405);
        }
        assertThat(gateway.get("/bc66/actions/reset").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/bc66/events").body()).contains("\"actions\":[]");
    }

    @Test
    void showsASendFromTheRouteToThePeerAndBack() throws Exception {
        Gateway gateway = gateway().start(routes(module.device(), peer("thanks").port()));
        assertThat(gateway.send("direct:send", "21.5 degrees")).isEqualTo("thanks".getBytes(StandardCharsets.UTF_8));
        JsonObject end = seen(gateway, is("route", "summary", "2.05"));
        List<JsonObject> exchange = ofExchange(end.getString("exchange"));
        assertThat(exchange.stream().map(GatewayPageTest::shown))
                .startsWith("readings out POST /store")
                .containsSubsequence("out CON POST", "< OK", "< +QCOAPSEND: 0", "in ACK 2.05", "readings in 2.05")
                .anyMatch(line -> line.startsWith("> AT+QCOAPHEAD="))
                .anyMatch(line -> line.startsWith("> AT+QCOAPSEND=") && line.endsWith(",<12 bytes>"))
                .endsWith("readings in 2.05")
                .element(exchange.size() - 2)
                .asString()
                .startsWith("< +QCOAPURC: \"rsp\",");
        JsonObject message =
                exchange.stream().filter(is("coap", "code", "POST")).findFirst().orElseThrow();
        assertThat(message).containsEntry("path", "/store").containsEntry("device", module.device());
        assertThat(message.getString("token")).matches("[0-9A-Fa-f]+");
        assertThat(message.getInteger("payloadLength")).isEqualTo(12);
        assertThat(message.getInteger("messageId")).isBetween(0, 65535);
        JsonObject figures = seen(gateway, event -> event.containsKey("latency"));
        assertThat(figures.getDouble("latency")).isPositive();
        assertThat(figures.getInteger("queue")).isZero();
    }

    @Test
    void showsAnUnknownUrcByItsLength() throws Exception {
        Gateway gateway = gateway().start(routes(module.device(), 5683));
        seen(gateway, is("state", "phase", "READY"));
        module.emit("\r\n+QCOAPURC: what nobody says\r\n".getBytes(StandardCharsets.US_ASCII));
        seen(gateway, is("at", "text", "+QCOAPURC: <16 bytes>"));
    }

    @Test
    void showsARequestFromThePeerToTheRouteAndBack() throws Exception {
        Gateway gateway = gateway().start(routes(module.device(), 5683));
        seen(gateway, is("state", "phase", "READY"));
        assertThat(ask("/led/1")).isEqualTo("it is on");
        JsonObject end = seen(gateway, is("coap", "type", "ACK"));
        assertThat(ofExchange(end.getString("exchange")).stream().map(GatewayPageTest::shown))
                .containsSubsequence("in CON GET", "led in GET /led/1", "led out 2.05", "out ACK 2.05");
    }

    @Test
    void showsARestart() throws Exception {
        Gateway gateway = gateway().start(routes(module.device(), 5683));
        seen(gateway, is("state", "phase", "READY"));
        seen.clear();
        module.reboot();
        JsonObject ready = seen(gateway, is("state", "phase", "READY"));
        assertThat(ready).containsEntry("level", "good");
        assertThat(seen.stream().filter(event -> event.getString("kind").equals("state")))
                .anyMatch(event -> event.getString("level").equals("busy"));
    }

    @Test
    void contentOfMessagesIsNotShownByDefault() throws Exception {
        Gateway gateway = gateway().start(routes(module.device(), peer(MARKUP).port()));
        assertThat(gateway.send("direct:send", "<script>alert(2)</script>"))
                .isEqualTo(MARKUP.getBytes(StandardCharsets.UTF_8));
        gateway.send("direct:ask", null);
        ask("/led/%3Cscript%3E?token=%3Cb%3Ehunter2");
        seen(gateway, is("route", "summary", "GET /led/%3Cscript%3E"));
        seen(gateway, is("coap", "code", "2.05"));
        seen(gateway, is("coap", "type", "ACK"));
        HttpResponse<String> events = gateway.get("/bc66/events");
        assertThat(events.body())
                .contains("\"Uri-Query\"", "AT+QCOAPOPTION=2,11,\\\"a\\\",15,<10 bytes>")
                .doesNotContain(MARKUP, "onerror", "alert(2)", "hunter2", "sesame", "it is on", "697420697320")
                .doesNotContainIgnoringCase(hex(MARKUP));
        assertThat(events.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void contentOfMessagesIsShownWhenSwitchedOn() throws Exception {
        Gateway gateway = gateway()
                .with("bc66coap.monitor.payloads", "true")
                .start(routes(module.device(), peer(MARKUP).port()));
        gateway.send("direct:send", "21.5 degrees");
        seen(gateway, is("route", "detail", "21.5 degrees"));
        seen(gateway, is("route", "detail", MARKUP));
        assertThat(seen.stream().filter(is("at", "direction", "out")).map(event -> event.getString("text")))
                .anyMatch(line -> line.toLowerCase().contains(hex("21.5 degrees")));
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void secretsAreNeverShown(String payloads) throws Exception {
        VirtualBc66 locked = opened(VirtualBc66.builder().tcp(0).simPin("4711").start());
        Gateway gateway = gateway()
                .with("bc66coap.monitor.payloads", payloads)
                .with("camel.component.bc66coap.psk-identity", "meter")
                .with("camel.component.bc66coap.secret-key", "C0FFEE42BADF00D5A7C0FFEE42BADF00")
                .with("camel.component.bc66coap.sim-pin", "4711")
                .with("camel.component.bc66coap.init-commands", "AT+QCGDEFCONT=\"IP\",\"apn\",\"me\",\"hunter2\"")
                .start(routes(locked.device(), 5684));
        seen(gateway, is("state", "phase", "READY"));
        assertThat(gateway.get("/bc66/events").body())
                .contains("AT+CPIN=\\\"***\\\"", "AT+QCOAPCREATE=")
                .doesNotContain("4711", "C0FFEE42", "hunter2");
    }

    @Test
    void noModemIsWatchedUnlessThePageIsSwitchedOn() throws Exception {
        Gateway gateway = gateway().with("bc66coap.monitor.enabled", "false").start(routes(module.device(), 5683));
        List<Modem> modems = ContextModems.of(gateway.main().getCamelContext()).modems();
        assertThat(modems).singleElement().matches(modem -> !modem.isWatched());
        assertThat(gateway.get("/bc66/").statusCode()).isEqualTo(404);
    }

    @Test
    void showsSeveralModulesEachByItsName() throws Exception {
        VirtualBc66 other = opened(VirtualBc66.builder().tcp(0).start());
        CoapCloud peer = peer("thanks");
        Gateway gateway = gateway().start(new RouteBuilder() {
            @Override
            public void configure() {
                int port = FreePorts.udp();
                from("direct:one")
                        .to("bc66coap:" + module.device() + "?method=POST&host=127.0.0.1&port=" + peer.port());
                from("direct:two")
                        .to("bc66coap:" + other.device() + "?method=POST&host=127.0.0.1&port=" + peer.port()
                                + "&localPort=" + port);
            }
        });
        gateway.send("direct:one", "1");
        gateway.send("direct:two", "2");
        for (VirtualBc66 each : List.of(module, other)) {
            seen(gateway, is("coap", "code", "2.05").and(is("coap", "device", each.device())));
            seen(gateway, is("sample", "device", each.device()));
        }
    }

    @Test
    void eachContextShowsOnlyItsOwnModules() throws Exception {
        VirtualBc66 other = opened(VirtualBc66.builder().tcp(0).start());
        Gateway one = gateway().start(routes(module.device(), 5683));
        Gateway two = gateway().start(routes(other.device(), 5683));
        seen(one, is("state", "phase", "READY"));
        seen(two, is("state", "device", other.device()).and(is("state", "phase", "READY")));
        assertThat(one.get("/bc66/events").body()).doesNotContain(other.device());
        assertThat(two.get("/bc66/events").body()).doesNotContain(module.device());
    }

    private static Optional<String> otherAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(address -> address.getHostAddress())
                .findFirst();
    }

    private static int statusFrom(String address, int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + address + ":" + port + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void otherComputersAreRefused() throws Exception {
        String address = otherAddress().orElse(null);
        Assumptions.assumeTrue(address != null, "this machine has no address but its own");
        Gateway gateway = gateway().with("camel.server.host", "0.0.0.0").start(routes(module.device(), 5683));
        for (String path : List.of("/bc66", "/bc66/", "/bc66/events", "/bc66/page.js", "/bc66/nothing")) {
            assertThat(statusFrom(address, gateway.port(), path)).as(path).isEqualTo(403);
        }
        try (Socket socket = asking(address, gateway, "Host: localhost", "X-Forwarded-For: 127.0.0.1")) {
            assertThat(status(socket)).isEqualTo("HTTP/1.1 403");
        }
        assertThat(gateway.get("/bc66/events").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"allowRemote", "allow-remote"})
    void otherComputersAreServedWhenRemoteIsAllowed(String name) throws Exception {
        String address = otherAddress().orElse(null);
        Assumptions.assumeTrue(address != null, "this machine has no address but its own");
        Gateway gateway = gateway()
                .with("camel.server.host", "0.0.0.0")
                .with("bc66coap.monitor." + name, "true")
                .start(routes(module.device(), 5683));
        assertThat(statusFrom(address, gateway.port(), "/bc66/events")).isEqualTo(200);
    }

    private static String status(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }

    private static Socket asking(Gateway gateway, String... headers) throws IOException {
        return asking("127.0.0.1", gateway, headers);
    }

    private static Socket asking(String address, Gateway gateway, String... headers) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1024);
        socket.connect(new InetSocketAddress(address, gateway.port()));
        socket.getOutputStream()
                .write(("GET /bc66/events HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** A name that its owner makes mean this computer, after its page has been loaded. */
    @Test
    void aForeignHostHeaderIsRefused() throws Exception {
        Gateway gateway = gateway().start(routes(module.device(), 5683));
        try (Socket socket = asking(gateway, "Host: evil.example:" + gateway.port())) {
            assertThat(status(socket)).isEqualTo("HTTP/1.1 403");
        }
        try (Socket socket = asking(gateway, "Host: localhost", "CamelVertxPlatformHttpRemoteAddress: 192.0.2.1:1")) {
            assertThat(status(socket)).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void aSlowReaderHoldsUpNeitherSendsNorReaders() throws Exception {
        Gateway gateway = gateway().start(routes(module.device(), peer("thanks").port()));
        for (int i = 0; i < 100; i++) {
            gateway.send("direct:send", "x".repeat(500));
        }
        // more than the connections hold
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            slow.add(opened(asking(gateway, "Host: localhost")));
        }
        for (int i = 0; i < 20; i++) {
            gateway.send("direct:send", "y");
        }
        seen(gateway, event -> event.containsKey("payloadLength") && event.getInteger("payloadLength") == 1);
        assertThat(slow).allSatisfy(socket -> assertThat(status(socket)).isEqualTo("HTTP/1.1 200"));
    }

    @Test
    void connectionsAndThreadsEndWithTheContext() throws Exception {
        Gateway gateway = gateway().start(routes(module.device(), 5683));
        seen(gateway, is("state", "phase", "READY"));
        Modem modem =
                ContextModems.of(gateway.main().getCamelContext()).modems().get(0);
        assertThat(modem.isWatched()).isTrue();
        try (Socket socket = asking(gateway, "Host: localhost")) {
            gateway.close();
            InputStream in = socket.getInputStream();
            in.readAllBytes();
        }
        assertThatThrownBy(() -> gateway.get("/bc66/")).isInstanceOf(IOException.class);
        assertThat(modem.isWatched()).isFalse();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.contains("bc66coap-monitor"));
    }

    @Test
    void aWrongPropertyValueFailsTheStart() {
        Gateway gateway = gateway().with("bc66coap.monitor.allowRemote", "yes");
        assertThatThrownBy(() -> gateway.start(routes(module.device(), 5683)))
                .hasStackTraceContaining("bc66coap.monitor.allowRemote must be true or false but is yes");
    }
}
