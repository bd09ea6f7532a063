// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.browser;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

import io.github.bc66coap.monitor.Description;
import io.github.bc66coap.monitor.EventLog;
import io.github.bc66coap.monitor.MonitorEvent;
import io.github.bc66coap.monitor.MonitorEvent.AtLine;
import io.github.bc66coap.monitor.MonitorEvent.CoapMessage;
import io.github.bc66coap.monitor.MonitorEvent.Direction;
import io.github.bc66coap.monitor.MonitorEvent.Note;
import io.github.bc66coap.monitor.MonitorEvent.Option;
import io.github.bc66coap.monitor.MonitorEvent.Origin;
import io.github.bc66coap.monitor.MonitorEvent.RouteStep;
import io.github.bc66coap.monitor.MonitorEvent.Sample;
import io.github.bc66coap.monitor.MonitorEvent.State;
import io.github.bc66coap.monitor.http.MonitorServer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The page with events of any kind. */
@Timeout(60)
@ExtendWith(Browser.Resolver.class)
class PageTest {
    private static final String MARKUP =
            "</script><script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\"><b>&amp;{{7*7}}";

    private final Browser browser;

    @TempDir
    Path directory;

    private EventLog log = new EventLog();
    private MonitorServer server;

    PageTest(Browser browser) {
        this.browser = browser;
    }

    private void serve(int port) throws IOException {
        server = MonitorServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                log,
                Description.readOnly("a " + MARKUP));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Origin origin(String exchange) {
        return new Origin(Instant.now(), "/dev/ttyUSB0", exchange);
    }

    private static MonitorEvent note(String text) {
        return new Note(origin(null), Note.Level.INFO, text);
    }

    private static CoapMessage message(Origin origin, String path, List<Option> options) {
        return new CoapMessage(
                origin, Direction.IN, "192.0.2.1:5683", "CON", "GET", 4711, "a1b2", path, options, 50, 12);
    }

    private void assertNothingWasInterpreted() {
        assertThat(browser.run("return window.hacked ?? 'no'")).isEqualTo("no");
        assertThat(browser.run(
                        "return document.querySelectorAll('#rows img, #rows script, #details img, #details script,"
                                + " #side img, #title img, #device img, #message img').length"))
                .isEqualTo(0L);
    }

    @Test
    void markupInEventsIsShownAsText() throws Exception {
        Origin origin = new Origin(Instant.now(), "/dev/" + MARKUP, "1" + MARKUP);
        log.add(new AtLine(origin, Direction.IN, "+QCOAPURC: \"req\",\"" + MARKUP + '"', "+QCOAPURC: "));
        log.add(message(origin, "/" + MARKUP, List.of(new Option(15, MARKUP, 7, MARKUP))));
        log.add(new RouteStep(origin, Direction.IN, MARKUP, MARKUP, MARKUP));
        log.add(new State(origin, MARKUP, State.Level.BAD, MARKUP));
        log.add(new Note(origin, Note.Level.WARN, MARKUP));
        log.add(new Note(new Origin(Instant.now(), "another " + MARKUP, null), Note.Level.WARN, "last"));
        serve(0);
        browser.open(server.url());
        browser.awaitRow("last");
        assertThat(browser.rows()).anyMatch(row -> row.contains("CON GET /" + MARKUP));
        browser.clickRow("CON GET /");
        assertThat(browser.text("#details table")).contains(MARKUP);
        assertThat(browser.texts("#device option")).contains("/dev/" + MARKUP);
        assertThat(browser.text("#title")).isEqualTo("a " + MARKUP);
        browser.press(Keys.ESCAPE);
        assertNothingWasInterpreted();
    }

    @Test
    void markupInASavedFileIsShownAsText() throws Exception {
        serve(0);
        browser.open(server.url());
        String markup = MARKUP.replace("\"", "\\\"");
        Path file = Files.writeString(directory.resolve("hostile.json"), """
                {"format":"bc66-monitor","version":1,"title":"T","events":[
                 {"kind":"note","time":1764417600000,"device":"d","level":"info","text":"T"},
                 {"kind":"coap","time":1764417600001,"device":"d","direction":"in","type":"T","code":"T","path":"T",
                  "exchange":"T","options":[{"number":11,"name":"T","length":1,"value":"T"}],"payloadLength":1},
                 {"kind":"at","time":1764417600002,"device":"d","direction":"out","text":"T"},
                 {"kind":"state","time":1764417600003,"device":"d","level":"good","phase":"T"},
                 {"kind":"note","time":1e300,"device":"d","level":"info","text":"no such time"},
                 {"kind":"constructor","time":1764417600004,"device":"d"},
                 {"kind":"note","time":1764417600004,"device":"d","level":"info\\" onclick=\\"x","text":"no such level"},
                 {"kind":"note","time":1764417600004,"device":{"toString":1},"level":"info","text":"no such device"},
                 {"__proto__":{"hacked":1},"kind":"sample","time":1764417600005,"device":"d","rate":"T"},
                 null, 7, [], "T"]}""".replace("\"T\"", "\"" + markup + "\""));
        browser.give("#file", file);
        browser.awaitText("#connection", "saved file");
        browser.awaitText("#message", "8 entries of hostile.json are no events");
        browser.awaitRow(MARKUP);
        assertThat(browser.rows()).hasSize(4);
        browser.clickRow("/script");
        assertNothingWasInterpreted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "[]",
                "null",
                "{\"format\":\"other\",\"version\":1,\"events\":[]}",
                "{\"format\":\"bc66-monitor\",\"version\":2,\"events\":[]}",
                "{\"format\":\"bc66-monitor\",\"version\":1,\"events\":{}}"
            })
    void aFileThatIsNoSavedFileIsRefused(String content) throws Exception {
        log.add(note("is still there"));
        serve(0);
        browser.open(server.url());
        browser.awaitRow("is still there");
        browser.give("#file", Files.writeString(directory.resolve("other.json"), content));
        browser.awaitText("#message", "other.json");
        assertThat(browser.text("#connection")).isEqualTo("live");
        assertThat(browser.rows()).contains("is still there");
    }

    @Test
    void aSavedFileHoldsNoContentOfMessages() throws Exception {
        log.add(new AtLine(origin("1"), Direction.IN, "+QCOAPURC: \"req\",SAID", "+QCOAPURC: <4 bytes>"));
        log.add(message(
                origin("1"),
                "/SAID",
                List.of(new Option(11, "Uri-Path", 4, "SAID"), new Option(12, "Content-Format", 1, "50"))));
        log.add(new RouteStep(origin("1"), Direction.OUT, "route", "2.05", "SAID"));
        serve(0);
        browser.open(server.url());
        browser.awaitRow("SAID");
        assertThat(Files.readString(browser.download("#save")))
                .doesNotContain("SAID", "a1b2")
                .contains(
                        "+QCOAPURC: <4 bytes>",
                        "\"token\": \"<2 bytes>\"",
                        "\"path\": \"<5 bytes>\"",
                        "\"value\": \"50\"");
    }

    @Test
    void thePageReconnectsAfterALostConnection() throws Exception {
        log.add(note("before"));
        serve(0);
        browser.open(server.url());
        browser.awaitRow("before");
        int port = URI.create(server.url()).getPort();
        server.close();
        browser.awaitText("#connection", "connection lost");

        log = new EventLog();
        log.add(note("after"));
        serve(port);
        browser.awaitText("#connection", "live");
        browser.awaitRow("after");
        assertThat(browser.rows())
                .containsExactly(
                        "before", "The program was started anew. What happened in between isn't known.", "after");
    }

    @Test
    void thePageSaysThatEventsWereLost() throws Exception {
        log = new EventLog(new EventLog.Bounds(Duration.ofMinutes(10), 10, 1 << 20), Clock.systemUTC());
        log.add(note("before"));
        serve(0);
        browser.open(server.url());
        browser.awaitRow("before");
        for (int i = 0; i < 5_000; i++) {
            log.add(note("n" + i));
        }
        browser.awaitRow("n4999");
        browser.run("document.getElementById('filter').value = 'lost'; "
                + "document.getElementById('filter').dispatchEvent(new Event('input'))");
        browser.awaitRow("events were lost: more came than are kept.");
    }

    @Test
    void onlyVisibleRowsOfManyEventsAreDrawn() throws Exception {
        serve(0);
        browser.open(server.url());
        for (int i = 0; i < 19_000; i++) {
            log.add(note("n" + i));
        }
        browser.awaitRow("n18999");
        assertThat((long) browser.run("return document.querySelectorAll('#rows .row').length"))
                .isLessThan(100);
        browser.type("#filter", "n1234");
        await().untilAsserted(() -> assertThat(browser.rows()).hasSize(11).contains("n1234", "n12349"));
    }

    @Test
    void aPauseHoldsTheDiagram() throws Exception {
        log.add(note("before"));
        serve(0);
        browser.open(server.url());
        browser.awaitRow("before");
        browser.click("#pause");
        log.add(note("after"));
        browser.awaitText("#count", "1 events, 1 more");
        assertThat(browser.rows()).containsExactly("before");
        browser.click("#pause");
        browser.awaitRow("after");
    }

    @Test
    void choosingAModuleShowsOnlyItsEventsAndState() throws Exception {
        for (String device : List.of("/dev/ttyUSB0", "/dev/ttyUSB1")) {
            Origin origin = new Origin(Instant.now(), device, null);
            log.add(new State(origin, device.endsWith("0") ? "READY" : "DETACHED", State.Level.GOOD, null));
            log.add(new Sample(origin, 1.0, 20.0, 3, -73));
            log.add(new Note(origin, Note.Level.INFO, "of " + device));
        }
        serve(0);
        browser.open(server.url());
        browser.awaitRow("of /dev/ttyUSB1");
        browser.choose("#device", "/dev/ttyUSB1");
        await().untilAsserted(() -> assertThat(browser.rows()).containsExactly("DETACHED", "of /dev/ttyUSB1"));
        browser.awaitText("#state", "DETACHED");
        assertThat(browser.texts("#plots figcaption span:first-child"))
                .containsExactly("Rate", "Latency", "Queue", "Signal");
    }

    /** A module that has been ready for hours is so still. */
    @Test
    void showsAStateThatIsOlderThanAllEvents() throws Exception {
        Origin before = new Origin(Instant.now().minusSeconds(3600), "/dev/ttyUSB0", null);
        log.add(new State(before, "READY", State.Level.GOOD, "attached"));
        log.add(note("now"));
        serve(0);
        browser.open(server.url());
        browser.awaitRow("now");
        browser.awaitText("#state", "READY");
        assertThat(browser.rows()).containsExactly("now");
        await().untilAsserted(() -> assertThat(browser.texts("#bands .band")).containsExactly("READY"));
    }

    /** A gateway without the time, seen from a laptop that has it. */
    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    void eventsAreShownWhenTheServersClockIsWrong(int hours) throws Exception {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofHours(hours));
        log = new EventLog(EventLog.Bounds.DEFAULT, clock);
        serve(0);
        browser.open(server.url());
        for (int i = 0; i < 3; i++) {
            Origin origin = new Origin(clock.instant(), "/dev/ttyUSB0", null);
            log.add(new State(origin, "PHASE " + i, State.Level.GOOD, null));
            log.add(new Sample(origin, 1.0, 20.0, 3, -73));
            log.add(new Note(origin, Note.Level.INFO, "note " + i));
            browser.awaitRow("note " + i);
        }
        assertThat(browser.rows()).contains("note 0", "note 1", "note 2");
        await().untilAsserted(() -> assertThat(browser.texts("#bands .band")).hasSize(3));
        assertThat(Files.readString(browser.download("#save"))).contains("note 0", "note 2");
    }

    /** A peer may use one token for all that it sends. */
    @Test
    void anExchangeThatNeverEndsIsListedInPart() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            log.add(message(origin("1"), "/" + i, List.of()));
        }
        serve(0);
        browser.open(server.url());
        browser.clickRow("/9999");
        assertThat(browser.texts("#details .step"))
                .hasSize(200)
                .last()
                .asString()
                .contains("/9999");
        assertThat(browser.text("#details h2")).contains("10000 events");
        assertThat(browser.texts("#details .steps p")).containsExactly("9,800 earlier events are not listed");
    }

    @Test
    void aFileIsShownWhileTheDiagramIsPaused() throws Exception {
        log.add(note("live"));
        serve(0);
        browser.open(server.url());
        browser.awaitRow("live");
        Path file = browser.download("#save");
        browser.click("#pause");
        browser.give("#file", Files.writeString(file, Files.readString(file).replace("\"live\"", "\"saved\"")));
        browser.awaitRow("saved");
        assertThat(browser.rows()).containsExactly("saved");
        assertThat(browser.text("#pause")).isEqualTo("Pause");
        browser.click("#live");
        browser.awaitRow("live");
        assertThat(browser.rows()).containsExactly("live");
    }

    @Test
    void aFileWithVeryManyModulesIsShown() throws Exception {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            events.append("""
                    {"kind":"state","time":1764417600000,"device":"d%1$d","level":"bad","phase":"P"},
                    {"kind":"sample","time":1764417600000,"device":"d%1$d","rate":1},
                    """.formatted(i));
        }
        serve(0);
        browser.open(server.url());
        browser.give(
                "#file",
                Files.writeString(
                        directory.resolve("many.json"),
                        "{\"format\":\"bc66-monitor\",\"version\":1,\"events\":[" + events + "null]}"));
        browser.awaitText("#plots figcaption", "6 of 20000 modules");
        browser.awaitText("#state", "20000 of 20000: P");
        assertThat((Long) browser.run(
                        "return Chart.getChart(document.querySelector('#plots canvas')).data.datasets.length"))
                .isEqualTo(6);
    }

    /** Nor is a line drawn where nobody knows. */
    @Test
    void plotsHaveGapsWhereSamplesAreMissing() throws Exception {
        Instant now = Instant.now();
        for (int ago : List.of(60, 59, 58, 20, 5, 4)) {
            log.add(new Sample(new Origin(now.minusSeconds(ago), "d", null), 1.0, null, null, null));
        }
        serve(0);
        browser.open(server.url());
        await().untilAsserted(
                        () -> assertThat(browser.run("return Chart.getChart(document.querySelector('#plots canvas'))"
                                        + ".data.datasets[0].data.map(point => isNaN(point.y) ? '-' : '*').join('')"))
                                .isEqualTo("***-*-**"));
        assertThat(browser.run("return Chart.getChart(document.querySelector('#plots canvas'))"
                        + ".data.datasets[0].pointRadius.join('')"))
                .isEqualTo("00002000");
    }

    @Test
    void eachModuleHasItsOwnBand() throws Exception {
        log.add(new State(new Origin(Instant.now(), "one", null), "READY", State.Level.GOOD, null));
        log.add(new State(new Origin(Instant.now(), "two", null), "WAITING", State.Level.BAD, "no answer"));
        serve(0);
        browser.open(server.url());
        await().untilAsserted(() -> assertThat(browser.texts("#bands .bands")).hasSize(2));
        assertThat(browser.run("return document.getElementById('bands').ariaLabel"))
                .isEqualTo("States: one: READY; two: WAITING");
    }

    @Test
    void errorsOfRoutesAreRed() throws Exception {
        for (String summary : List.of("POST /a", "2.05", "4.04", "failed: no response")) {
            log.add(new RouteStep(origin("1"), Direction.IN, "route", summary, null));
        }
        serve(0);
        browser.open(server.url());
        browser.awaitRow("failed: no response");
        assertThat(browser.texts("#rows .row.bad .label")).containsExactly("route: 4.04", "route: failed: no response");
    }

    /** What turns the way of reading, has no width, or doesn't print. */
    @Test
    void invisibleCharactersAreShownEscaped() throws Exception {
        log.add(message(origin("1"), "/a\u202Egpj\u200B\u0007", List.of()));
        serve(0);
        browser.open(server.url());
        browser.awaitRow("CON GET /a\\u202egpj\\u200b\\u0007");
        assertThat(browser.run("return document.querySelector('#rows .row').ariaLabel"))
                .asString()
                .contains(", peer → module, CON GET /a\\u202egpj", ", MID 4711");
    }
}
