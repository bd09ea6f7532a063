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
 * The events of a log as Server-Sent Events, for one page. Belongs to one thread.
 *
 * <p>The stream starts with {@code hello}, which describes the page, and, for a new page, the earlier states. Then each event follows with
 * its ID, and {@code missed} with a number for lost events. After a lost connection, the page sends its last ID and continues after it.
 */
public final class EventStream {
    public static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";

    private static final Pattern ID = Pattern.compile("([0-9a-f]{8})-([0-9]{1,18})");
    private static final String RETRY = "retry: 1000\n";
    /** Shows a lost connection before the next event. */
    private static final String NOTHING = ":\n\n";

    private final EventLog log;
    private final Description description;
    private long number;
    private boolean greeted;

    /** @param lastEventId the page's header {@code Last-Event-ID}; {@code null} for a new page */
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
     * The next part of the text, or a comment if no event came in time.
     *
     * @param limit how long to wait for an event
     */
    public String next(Duration limit) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        if (!greeted) {
            greeted = true;
            text.append(RETRY);
            append(text, "hello", hello());
            if (number == 0) {
                log.earlierStates().forEach(state -> append(text, state));
            }
        }
        Batch batch = log.after(number, text.isEmpty() ? limit : Duration.ZERO);
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
        // the browser's clock may differ
        hello.put("time", log.now().toEpochMilli());
        return hello.toJson();
    }

    private void append(StringBuilder text, Entry entry) {
        text.append("id: ").append(log.run()).append('-').append(entry.number());
        // this JSON has no line ends: texts escape them
        text.append("\ndata: ").append(EventJson.of(entry.event())).append("\n\n");
    }

    private static void append(StringBuilder text, String event, String json) {
        text.append("event: ").append(event).append("\ndata: ").append(json).append("\n\n");
    }
}
