// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.monitor.Action;
import io.github.bc66coap.monitor.Action.Choice;
import io.github.bc66coap.monitor.Action.Field;
import io.github.bc66coap.monitor.Description;
import io.github.bc66coap.monitor.EventLog;
import io.github.bc66coap.monitor.MonitorEvent;
import io.github.bc66coap.monitor.MonitorEvent.Note;
import io.github.bc66coap.monitor.MonitorEvent.Origin;
import io.github.bc66coap.monitor.PageFiles;
import io.github.bc66coap.monitor.http.RawHttp.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class MonitorServerTest {
    private static final String OURS = Guard.HEADER + ": 1";
    private static final Duration STALLED = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final EventLog log = new EventLog();
    private final List<Map<String, String>> done = new CopyOnWriteArrayList<>();
    private final AtomicLong time = new AtomicLong();
    private final List<Socket> sockets = new ArrayList<>();
    private MonitorServer server;
    private RawHttp http;
    private Description description;

    @BeforeEach
    void start() throws IOException {
        Action send = new Action(
                "send",
                "Send",
                "Group",
                "Sends it",
                List.of(
                        new Field("method", "Method", "GET", List.of(new Choice("GET", ""), new Choice("PUT", ""))),
                        Field.text("path", "Path", "/a")),
                this::send);
        description = new Description("title", List.of(send));
        server = MonitorServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), log, description);
        http = new RawHttp(server.url());
    }

    @AfterEach
    void stop() throws IOException {
        closeSockets();
        server.close();
    }

    private void closeSockets() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private Answer post(String body, String... headers) throws IOException {
        return http.send("POST", "/actions/send", body, headers);
    }

    private String send(Map<String, String> values) {
        if (values.get("path").equals("/bad")) {
            throw new IllegalArgumentException("no such path");
        }
        if (values.get("path").equals("/now")) {
            throw new IllegalStateException("not now");
        }
        done.add(values);
        return "sent";
    }

    private static MonitorEvent note(String text) {
        return new Note(new Origin(Instant.now(), "device", null), Note.Level.INFO, text);
    }

    @Test
    void servesThePage() throws IOException {
        Answer page = http.send("GET", "/", "");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers()).containsEntry("content-type", "text/html; charset=utf-8");
        assertThat(page.body()).startsWith("<!DOCTYPE html>");
        assertThat(http.send("HEAD", "/page.js", "").status()).isEqualTo(200);
        assertThat(http.send("GET", "/chart.js", "").body()).contains("Chart.js v4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page.js", "/nowhere", "/actions/send", "/actions/none"})
    void everyResponseCarriesTheSecurityHeaders(String path) throws IOException {
        assertThat(http.send("GET", path, "").headers())
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("cross-origin-resource-policy", "same-origin")
                .doesNotContainKey("access-control-allow-origin")
                .hasEntrySatisfying("content-security-policy", policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
    }

    /** What the policy forbids must not be needed. */
    @Test
    void thePageHasNoInlineScriptOrStyle() throws IOException {
        String page = http.send("GET", "/", "").body();
        assertThat(page)
                .doesNotContainIgnoringCase("style=")
                .doesNotContain("<style")
                .doesNotContainPattern("\\son[a-z]+=");
        assertThat(page.replaceAll("<script src=\"[a-z.]+\"[^>]*></script>", ""))
                .doesNotContain("<script");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../pom.xml",
                "/%2e%2e/x",
                "/page.js/",
                "//page.js",
                "/EventLog.class",
                "/META-INF/LICENSE",
                "/index.html%00"
            })
    void foreignPathsAreRefused(String path) throws IOException {
        assertThat(http.send("GET", path, "").status()).isIn(400, 403, 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "",
                "localhost@evil.example",
                "[",
                "1.2.3"
            })
    void aForeignHostNameIsRefused(String host) throws IOException {
        for (String path : List.of("/", "/events", "/page.js")) {
            assertThat(http.send("GET", path, "", "Host: " + host).status())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(post("{}", "Host: " + host, OURS).status()).isEqualTo(403);
        assertThat(done).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost:8066", "127.0.0.1", "[::1]:8066", "192.0.2.1"})
    void hostsByAddressAndLocalhostAreAccepted(String host) throws IOException {
        assertThat(http.send("GET", "/", "", "Host: " + host).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site"})
    void requestsFromForeignSitesAreRefused(String site) throws IOException {
        assertThat(http.send("GET", "/events", "", "Sec-Fetch-Site: " + site).status())
                .isEqualTo(403);
    }

    /** The page itself, by a link that somebody clicks; nothing else, and not in a frame. */
    @ParameterizedTest
    @CsvSource({
        "/, 127.0.0.1, document, 200",
        "/, 127.0.0.1, iframe, 403",
        "/, evil.example, document, 403",
        "/events, 127.0.0.1, document, 403",
        "/actions/send, 127.0.0.1, document, 403",
    })
    void aLinkOfAForeignSiteOpensOnlyThePage(String path, String host, String destination, int status)
            throws IOException {
        assertThat(http.send(
                                "GET",
                                path,
                                "",
                                "Host: " + host,
                                "Sec-Fetch-Site: cross-site",
                                "Sec-Fetch-Mode: navigate",
                                "Sec-Fetch-Dest: " + destination)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void anActionOfThePageIsDone() throws IOException {
        Answer answer = post("{\"method\":\"PUT\"}", OURS);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"result\":\"sent\"}");
        assertThat(done).containsExactly(Map.of("method", "PUT", "path", "/a"));
    }

    @Test
    void anActionOfAForeignPageIsRefused() throws IOException {
        assertThat(post("{}").status()).isEqualTo(403);
        assertThat(post("{}", OURS, "Origin: http://evil.example").status()).isEqualTo(403);
        assertThat(post("{}", OURS, "Origin: null").status()).isEqualTo(403);
        assertThat(http.send("GET", "/actions/send", "", OURS).status()).isEqualTo(405);
        assertThat(http.send("OPTIONS", "/actions/send", "").headers())
                .doesNotContainKey("access-control-allow-headers");
        assertThat(done).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "\"text\"",
                "{\"method\":\"DELETE\"}",
                "{\"method\":1}",
                "{\"path\":null}",
                "{\"more\":\"\"}",
                "{\"path\":\"/bad\"}",
                "{"
            })
    void refusesWrongArgumentsOfAnAction(String body) throws IOException {
        Answer answer = post(body, OURS);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":\"");
        assertThat(done).isEmpty();
    }

    @Test
    void refusesOversizedUnknownAndUntimelyActions() throws IOException {
        assertThat(post("{\"path\":\"" + "x".repeat(20_000) + "\"}", OURS).status())
                .isEqualTo(413);
        assertThat(http.send("POST", "/actions/none", "{}", OURS).status()).isEqualTo(404);
        assertThat(http.send("POST", "/", "{}", OURS).status()).isEqualTo(405);
        assertThat(post("{\"path\":\"/now\"}", OURS))
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(409))
                .satisfies(answer -> assertThat(answer.body()).contains("not now"));
    }

    @Test
    void streamsEventsAsTheyHappen() throws IOException {
        log.add(note("before"));
        try (Socket page = http.open("GET", "/events", "", "keep-alive")) {
            BufferedReader in = RawHttp.reader(page);
            assertThat(RawHttp.head(in).headers()).containsEntry("content-type", "text/event-stream; charset=utf-8");
            awaitLine(in, "\"before\"");
            log.add(note("after <script>alert(1)</script>"));
            awaitLine(in, "\"after <script>alert(1)<\\/script>\"", "\"after <script>alert(1)</script>\"");
        }
    }

    private static void awaitLine(BufferedReader in, String... anyOf) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (List.of(anyOf).stream().anyMatch(line::contains)) {
                return;
            }
        }
        throw new AssertionError("ended without " + List.of(anyOf));
    }

    @Test
    void theNumberOfOpenPagesIsLimited() throws IOException {
        openAllPages(http);
        assertThat(http.send("GET", "/", "").status()).as("the rest goes on").isEqualTo(200);
        closeSockets();
        await().atMost(LIMIT).untilAsserted(() -> {
            log.add(note("finds out who has gone"));
            try (Socket page = http.open("GET", "/events", "", "keep-alive")) {
                assertThat(RawHttp.head(RawHttp.reader(page)).status()).isEqualTo(200);
            }
        });
    }

    private void openAllPages(RawHttp client) throws IOException {
        for (int i = 0; i < MonitorServer.MOST_PAGES; i++) {
            Socket page = client.open("GET", "/events", "", "keep-alive");
            sockets.add(page);
            assertThat(RawHttp.head(RawHttp.reader(page)).status()).isEqualTo(200);
        }
        assertThat(client.send("GET", "/events", "").status()).isEqualTo(503);
    }

    /** The head of a request, or its body. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: ",
                "POST /actions/send HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Bc66-Monitor: 1\r\nContent-Length: 9\r\n\r\n"
            })
    void halfRequestsDoNotBlockOtherClients(String half) throws IOException {
        stop();
        server = impatientServer(log);
        http = new RawHttp(server.url());
        for (int i = 0; i < 40; i++) {
            sockets.add(http.send(half));
        }
        for (Socket socket : sockets) {
            socket.setSoTimeout(50);
            await().pollDelay(Duration.ZERO).atMost(LIMIT).until(() -> {
                time.addAndGet(STALLED.toNanos() + 1);
                return readToEnd(RawHttp.reader(socket));
            });
        }
        assertThat(http.send("GET", "/", "").status()).isEqualTo(200);
    }

    /** By the time of the test, which passes only while no request is under way that is to be answered. */
    private MonitorServer impatientServer(EventLog events) throws IOException {
        return MonitorServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), events, description, STALLED, time::get);
    }

    @Test
    void pagesThatReadNothingMoreAreDisconnected() throws IOException {
        EventLog loud = new EventLog();
        try (MonitorServer impatient = impatientServer(loud)) {
            RawHttp client = new RawHttp(impatient.url());
            openAllPages(client);
            MonitorEvent large = note("x".repeat(4000));
            // more than what sockets take unread
            for (int i = 0; i < 3000; i++) {
                loud.add(large);
            }
            await().atMost(LIMIT).untilAsserted(() -> {
                time.addAndGet(STALLED.toNanos() + 1);
                try (Socket page = client.open("GET", "/events", "", "keep-alive")) {
                    assertThat(RawHttp.head(RawHttp.reader(page)).status()).isEqualTo(200);
                }
            });
            assertThat(client.send("GET", "/", "").status()).isEqualTo(200);
        }
    }

    @Test
    void closingTheServerEndsItsPagesAndThreads() throws IOException {
        try (Socket page = http.open("GET", "/events", "", "keep-alive")) {
            BufferedReader in = RawHttp.reader(page);
            awaitLine(in, "hello");
            server.close();
            assertThat(readToEnd(in)).isTrue();
        }
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("bc66-monitor-")));
    }

    private static boolean readToEnd(BufferedReader in) {
        try {
            while (in.readLine() != null) {
                // more to come
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // it was cut
        }
    }

    @Test
    void anAddressWithoutHostIsLoopback() {
        assertThat(MonitorServer.address("8066").getAddress().isLoopbackAddress())
                .isTrue();
        assertThat(MonitorServer.address("192.0.2.1:8066")).isEqualTo(new InetSocketAddress("192.0.2.1", 8066));
        assertThat(MonitorServer.address("[::1]:1").getAddress().isLoopbackAddress())
                .isTrue();
        for (String text : List.of("", "x", ":8066", "host:", "70000", "-1", "1:2:x")) {
            assertThatThrownBy(() -> MonitorServer.address(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void everyFileNamedByThePageExists() throws IOException {
        String page = http.send("GET", "/", "").body();
        String scripts = http.send("GET", "/page.js", "").body();
        List<String> named = new ArrayList<>();
        Pattern.compile("(?:src|href)=\"([a-z.]+)\"|from \"\\./([a-z.]+)\"")
                .matcher(page + scripts)
                .results()
                .forEach(found -> named.add(found.group(1) == null ? found.group(2) : found.group(1)));
        assertThat(named)
                .contains("page.js", "chart.js", "diagram.js")
                .allSatisfy(name -> assertThat(PageFiles.at(name)).isPresent());
    }
}
