// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.util.json.JsonObject;

import io.github.bc66coap.monitor.EventLog.Batch;
import io.github.bc66coap.monitor.EventLog.Entry;

/**
 * The events of a log as a text of Server-Sent Events, for one page. Belongs to one thread.
 *
 * <p>At first {@code hello}, which says what the page shows, and for a page that has nothing yet the states before; then each event with its ID, and {@code missed} with a number where some are
 * gone. A page that lost the connection says the last ID that it has, and goes on behind that.
 */
public final class EventStream {
    /** What the answer says about its content. */
    public static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";

    private static final Pattern ID = Pattern.compile("([0-9a-f]{8})-([0-9]{1,18})");
    private static final String RETRY = "retry: 1000\n";
    /** Without it a connection that is gone would be found out with the next event only. */
    private static final String NOTHING = ":\n\n";

    private final EventLog log;
    private final Description description;
    private long number;
    private boolean greeted;

    /**
     * @param lastEventId the page's header {@code Last-Event-ID}; {@code null} if it is there for the first time
     */
    public EventStream(EventLog log, Description description, String lastEventId) {
        this.log = log;
        this.description = description;
        number = number(lastEventId);
    }

    private long number(String lastEventId) {
        Matcher id = ID.matcher(lastEventId == null ? "" : lastEventId);
        return id.matches() && id.group(1).equals(log.run()) ? Long.parseLong(id.group(2)) : 0;
    }

    /**
     * The text that follows: of some events, or of none where there were none in time.
     *
     * @param patience how long to wait for one
     */
    public String next(Duration patience) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        if (!greeted) {
            greeted = true;
            text.append(RETRY);
            append(text, "hello", hello());
            if (number == 0) {
                log.earlierStates().forEach(state -> append(text, state));
            }
        }
        Batch batch = log.after(number, text.isEmpty() ? patience : Duration.ZERO);
        number = batch.number();
        if (batch.missed() > 0) {
            JsonObject missed = new JsonObject();
            missed.put("count", batch.missed());
            append(text, "missed", missed.toJson());
        }
        batch.entries().forEach(entry -> append(text, entry));
        return text.isEmpty() ? NOTHING : text.toString();
    }

    private String hello() {
        JsonObject hello = description.json();
        hello.put("run", log.run());
        hello.put("minutes", log.bounds().time().toMinutes());
        // a browser may be on a computer whose clock is another
        hello.put("time", log.now().toEpochMilli());
        return hello.toJson();
    }

    private void append(StringBuilder text, Entry entry) {
        text.append("id: ").append(log.run()).append('-').append(entry.number());
        // JSON has no line ends outside of texts, and escapes those inside
        text.append("\ndata: ").append(EventJson.of(entry.event())).append("\n\n");
    }

    private static void append(StringBuilder text, String event, String json) {
        text.append("event: ").append(event).append("\ndata: ").append(json).append("\n\n");
    }
}
