// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.monitor.EventLog.Bounds;
import io.github.bc66coap.monitor.MonitorEvent.AtLine;
import io.github.bc66coap.monitor.MonitorEvent.Direction;
import io.github.bc66coap.monitor.MonitorEvent.Option;
import io.github.bc66coap.monitor.MonitorEvent.Origin;
import io.github.bc66coap.monitor.MonitorEvent.RouteStep;
import io.github.bc66coap.monitor.MonitorEvent.Sample;
import io.github.bc66coap.monitor.MonitorEvent.State;

import static org.assertj.core.api.Assertions.assertThat;

class EventStreamTest {
    private static final Origin ORIGIN = new Origin(Events.NOON, "/dev/ttyUSB0", "7");

    private final EventLog log =
            new EventLog(new Bounds(Duration.ofMinutes(10), 5, 1 << 20), Clock.fixed(Events.NOON, ZoneOffset.UTC));

    private String read(String lastEventId) throws InterruptedException {
        return new EventStream(log, Description.readOnly("title"), lastEventId).next(Duration.ZERO);
    }

    private static JsonObject json(MonitorEvent event) throws Exception {
        return (JsonObject) Jsoner.deserialize(EventJson.of(event));
    }

    @Test
    void beginsWithTheEventHello() throws InterruptedException {
        log.add(Events.note("one"));
        assertThat(read(null))
                .startsWith("retry: 1000\nevent: hello\ndata: {\"title\":\"title\"")
                .contains("\n\nid: " + log.run() + "-1\ndata: {\"kind\":\"note\"")
                .endsWith("\n\n");
    }

    /** What is old there is told by this clock, not by that of the page's computer. */
    @Test
    void helloCarriesTheServersTime() throws InterruptedException {
        EventLog slow = new EventLog(EventLog.Bounds.DEFAULT, Clock.fixed(Events.NOON, ZoneOffset.UTC));
        assertThat(new EventStream(slow, Description.readOnly("title"), null).next(Duration.ZERO))
                .contains("\"time\":" + Events.NOON.toEpochMilli());
    }

    @Test
    void resumesAfterTheLastEventId() throws InterruptedException {
        List.of("one", "two", "three").forEach(text -> log.add(Events.note(text)));
        assertThat(read(log.run() + "-2")).contains("\"three\"").doesNotContain("\"one\"", "\"two\"", "event: missed");
    }

    @Test
    void saysHowManyEventsWereMissed() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            log.add(Events.note("n" + i));
        }
        assertThat(read(log.run() + "-2")).contains("event: missed\ndata: {\"count\":3}\n\n");
    }

    /** A module that has been ready for hours is so still. */
    @Test
    void aNewPageLearnsAStateOlderThanAllEvents() throws InterruptedException {
        log.add(new State(ORIGIN, "INITIALISING", State.Level.BUSY, null));
        log.add(new State(ORIGIN, "READY", State.Level.GOOD, null));
        for (int i = 0; i < 10; i++) {
            log.add(Events.note("n" + i));
        }
        assertThat(read(null))
                .as("a page that asks again goes on behind it")
                .contains("id: " + log.run() + "-7\ndata: {\"kind\":\"state\"", "READY")
                .doesNotContain("INITIALISING");
        assertThat(read(log.run() + "-7")).contains("\"n5\"").doesNotContain("READY", "missed");
        assertThat(read(log.run() + "-12")).as("one that knows it").doesNotContain("READY");
    }

    @Test
    void ignoresForeignAndMalformedEventIds() throws InterruptedException {
        log.add(Events.note("one"));
        for (String id :
                List.of("00000000-1", "1", "", "\r\n", "x".repeat(5000), log.run() + "-99999999999999999999")) {
            assertThat(read(id)).as(id).contains("\"one\"").doesNotContain("event: missed");
        }
    }

    @Test
    void anIdOfTheFutureGetsNoEarlierEvents() throws InterruptedException {
        log.add(Events.note("one"));
        assertThat(read(log.run() + "-17")).doesNotContain("\"one\"");
    }

    @Test
    void anIdleStreamSendsAComment() throws InterruptedException {
        EventStream stream = new EventStream(log, Description.readOnly("title"), null);
        stream.next(Duration.ZERO);
        assertThat(stream.next(Duration.ofMillis(1))).isEqualTo(":\n\n");
    }

    @Test
    void lineBreaksInATextEndNoEvent() throws Exception {
        String hostile = "\n\nevent: hello\ndata: {}\r\r\u2028\u0000</script><img src=x onerror=alert(1)>\"\\";
        log.add(Events.note(hostile));
        String text = read(null);
        assertThat(text.lines().filter(line -> line.startsWith("event: "))).containsExactly("event: hello");
        assertThat(text).doesNotContain("\r");
        assertThat(json(Events.note(hostile)).getString("text")).isEqualTo(hostile);
    }

    @Test
    void loneSurrogatesDoNotSpoilTheStream() throws InterruptedException {
        log.add(Events.note("\uD800 and \uDC00"));
        String text = read(null);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("? and ?");
    }

    @Test
    void everyKindOfEventHasItsJson() throws Exception {
        assertThat(json(new AtLine(ORIGIN, Direction.OUT, "AT+QCOAPSEND=\"00\"", "AT+QCOAPSEND=<1 bytes>")))
                .containsAllEntriesOf(Map.of(
                        "kind", "at",
                        "device", "/dev/ttyUSB0",
                        "exchange", "7",
                        "direction", "out",
                        "text", "AT+QCOAPSEND=\"00\"",
                        "redacted", "AT+QCOAPSEND=<1 bytes>"));
        assertThat(json(new AtLine(ORIGIN, Direction.IN, "OK", "OK"))).doesNotContainKey("redacted");
        JsonObject coap = json(Events.request("/readings", List.of(new Option(11, "Uri-Path", 8, "readings"))));
        assertThat(coap)
                .containsEntry("type", "CON")
                .containsEntry("code", "POST")
                .containsEntry("path", "/readings");
        assertThat(coap.getInteger("messageId")).isEqualTo(4711);
        assertThat(coap.getInteger("payloadLength")).isEqualTo(12);
        assertThat((JsonArray) coap.get("options")).hasSize(1);
        assertThat(json(new RouteStep(ORIGIN, Direction.IN, "poll", "2.05", null)))
                .doesNotContainKey("detail");
        assertThat(json(new State(ORIGIN, "READY", State.Level.GOOD, "attached")))
                .containsEntry("phase", "READY")
                .containsEntry("level", "good");
        assertThat(json(new Sample(ORIGIN, 1.5, null, 3, null)))
                .containsKeys("rate", "queue")
                .doesNotContainKeys("latency", "signal");
        assertThat(json(new Sample(ORIGIN, Double.NaN, null, null, null))).doesNotContainKey("rate");
    }

    @Test
    void longTextsAndManyOptionsAreCut() throws Exception {
        assertThat(json(Events.note("x".repeat(100_000))).getString("text")).hasSize(MonitorEvent.LONGEST);
        List<Option> many = Collections.nCopies(1000, new Option(11, "Uri-Path", 1, "x".repeat(100_000)));
        assertThat(Events.request("/x", many).options()).hasSize(MonitorEvent.MOST_OPTIONS);
        assertThat(Events.request("/x", many).options().get(0).value()).hasSize(MonitorEvent.LONGEST);
    }
}
