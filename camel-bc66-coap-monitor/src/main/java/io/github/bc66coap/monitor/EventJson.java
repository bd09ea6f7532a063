// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor;

import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

import io.github.bc66coap.monitor.MonitorEvent.AtLine;
import io.github.bc66coap.monitor.MonitorEvent.CoapMessage;
import io.github.bc66coap.monitor.MonitorEvent.Direction;
import io.github.bc66coap.monitor.MonitorEvent.Note;
import io.github.bc66coap.monitor.MonitorEvent.Option;
import io.github.bc66coap.monitor.MonitorEvent.Origin;
import io.github.bc66coap.monitor.MonitorEvent.RouteStep;
import io.github.bc66coap.monitor.MonitorEvent.Sample;
import io.github.bc66coap.monitor.MonitorEvent.State;

/**
 * Events as JSON objects for the page. {@code kind} is {@code at}, {@code coap}, {@code route}, {@code state}, {@code note} or {@code
 * sample}; {@code time} is in milliseconds since 1970. Unknown values are left out.
 */
final class EventJson {
    private EventJson() {}

    /** The JSON text, in one line. */
    static String of(MonitorEvent event) {
        return object(event).toJson();
    }

    private static JsonObject object(MonitorEvent event) {
        // a switch over patterns needs Java 21
        if (event instanceof AtLine line) {
            return at(line);
        } else if (event instanceof CoapMessage message) {
            return coap(message);
        } else if (event instanceof RouteStep step) {
            return route(step);
        } else if (event instanceof State state) {
            return state(state);
        } else if (event instanceof Note note) {
            return note(note);
        }
        return sample((Sample) event);
    }

    private static JsonObject at(AtLine line) {
        JsonObject json = object("at", line.origin());
        json.put("direction", word(line.direction()));
        json.put("text", line.text());
        put(json, "redacted", line.redacted().equals(line.text()) ? null : line.redacted());
        return json;
    }

    private static JsonObject coap(CoapMessage message) {
        JsonObject json = object("coap", message.origin());
        json.put("direction", word(message.direction()));
        put(json, "peer", message.peer());
        json.put("type", message.type());
        json.put("code", message.code());
        put(json, "messageId", known(message.messageId()));
        put(json, "token", message.token());
        put(json, "path", message.path());
        JsonArray options = new JsonArray();
        message.options().stream().map(EventJson::option).forEach(options::add);
        json.put("options", options);
        put(json, "contentFormat", known(message.contentFormat()));
        json.put("payloadLength", message.payloadLength());
        return json;
    }

    private static JsonObject option(Option option) {
        JsonObject json = new JsonObject();
        json.put("number", option.number());
        json.put("name", option.name());
        json.put("length", option.length());
        put(json, "value", option.value());
        return json;
    }

    private static JsonObject route(RouteStep step) {
        JsonObject json = object("route", step.origin());
        json.put("direction", word(step.direction()));
        json.put("route", step.route());
        json.put("summary", step.summary());
        put(json, "detail", step.detail());
        return json;
    }

    private static JsonObject state(State state) {
        JsonObject json = object("state", state.origin());
        json.put("phase", state.phase());
        json.put("level", word(state.level()));
        put(json, "reason", state.reason());
        return json;
    }

    private static JsonObject note(Note note) {
        JsonObject json = object("note", note.origin());
        json.put("level", word(note.level()));
        json.put("text", note.text());
        return json;
    }

    private static JsonObject sample(Sample sample) {
        JsonObject json = object("sample", sample.origin());
        put(json, "rate", finite(sample.rate()));
        put(json, "latency", finite(sample.latency()));
        put(json, "queue", sample.queue());
        put(json, "signal", sample.signal());
        return json;
    }

    private static JsonObject object(String kind, Origin origin) {
        JsonObject json = new JsonObject();
        json.put("kind", kind);
        json.put("time", origin.time().toEpochMilli());
        json.put("device", origin.device());
        put(json, "exchange", origin.exchange());
        return json;
    }

    private static void put(JsonObject json, String name, Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static Integer known(int number) {
        return number < 0 ? null : number;
    }

    private static Double finite(Double number) {
        return number == null || !Double.isFinite(number) ? null : number;
    }

    private static String word(Direction direction) {
        return direction == Direction.OUT ? "out" : "in";
    }

    private static String word(State.Level level) {
        return switch (level) {
            case GOOD -> "good";
            case BUSY -> "busy";
            case BAD -> "bad";
        };
    }

    private static String word(Note.Level level) {
        return level == Note.Level.INFO ? "info" : "warn";
    }
}
