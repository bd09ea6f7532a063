// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.http;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

import io.github.bc66coap.monitor.Action;
import io.github.bc66coap.monitor.Action.Choice;
import io.github.bc66coap.monitor.Action.Field;

/** Reads the values for an action. */
final class ActionValues {
    private ActionValues() {}

    /**
     * A value for each field.
     *
     * @param body a JSON object of strings
     * @throws IllegalArgumentException if it isn't one, or has an unknown field or a value that isn't among the choices
     */
    static Map<String, String> of(Action action, String body) {
        JsonObject given = object(body);
        Map<String, String> values = new LinkedHashMap<>();
        for (Field field : action.fields()) {
            Object value = given.containsKey(field.name()) ? given.remove(field.name()) : field.standard();
            if (!(value instanceof String text)) {
                throw new IllegalArgumentException(field.label() + " is not a text");
            }
            if (!field.choices().isEmpty()
                    && field.choices().stream().map(Choice::value).noneMatch(text::equals)) {
                throw new IllegalArgumentException(field.label() + " is none of those that there are");
            }
            values.put(field.name(), text);
        }
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("There is no such field");
        }
        return values;
    }

    private static JsonObject object(String body) {
        try {
            if (body.isBlank()) {
                return new JsonObject();
            }
            if (Jsoner.deserialize(body) instanceof JsonObject object) {
                return object;
            }
        } catch (DeserializationException | RuntimeException e) {
            throw new IllegalArgumentException("The body is not JSON", e);
        }
        throw new IllegalArgumentException("The body is not a JSON object");
    }
}
