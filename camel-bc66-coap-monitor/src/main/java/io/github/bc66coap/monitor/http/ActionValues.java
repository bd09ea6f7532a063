/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.monitor.http;

import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

import io.github.bc66coap.monitor.Action;
import io.github.bc66coap.monitor.Action.Choice;
import io.github.bc66coap.monitor.Action.Field;

/** What somebody wants an action to take. */
final class ActionValues {
    private ActionValues() {}

    /**
     * A value for each field.
     *
     * @param body a JSON object of strings
     * @throws IllegalArgumentException if it is none, has others than the fields, or a value that isn't among the choices
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
