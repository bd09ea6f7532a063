// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * An action on the page: a button, with fields for its values.
 *
 * @param name lower case with hyphens; names the action in a request
 * @param title the text of the button
 * @param group buttons of one group are side by side
 * @param help what the action does, in one sentence
 * @param fields the values it takes, in order
 */
public record Action(String name, String title, String group, String help, List<Field> fields, Handler handler) {
    private static final Pattern NAME = Pattern.compile("[a-z]+(?:-[a-z0-9]+)*");

    public Action {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no name of an action: " + name);
        }
        Objects.requireNonNull(title);
        Objects.requireNonNull(group);
        Objects.requireNonNull(help);
        fields = List.copyOf(fields);
        Objects.requireNonNull(handler);
    }

    /** Runs an action, on a thread of the server. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Runs the action.
         *
         * @param values by the names of fields; a missing field has its standard value
         * @return what was done, for people
         * @throws IllegalArgumentException if a value is wrong; the message is for people
         * @throws IllegalStateException if the action is not possible now; the message is for people
         */
        String run(Map<String, String> values);
    }

    /**
     * A field of an action.
     *
     * @param label the text before the field
     * @param standard the initial value
     * @param choices the allowed values; empty for any text
     */
    public record Field(String name, String label, String standard, List<Choice> choices) {
        public Field {
            Objects.requireNonNull(name);
            Objects.requireNonNull(label);
            Objects.requireNonNull(standard);
            choices = List.copyOf(choices);
        }

        /** A field for any text. */
        public static Field text(String name, String label, String standard) {
            return new Field(name, label, standard, List.of());
        }

        private JsonObject json() {
            JsonObject json = new JsonObject();
            json.put("name", name);
            json.put("label", label);
            json.put("standard", standard);
            JsonArray all = new JsonArray();
            choices.stream().map(Choice::json).forEach(all::add);
            json.put("choices", all);
            return json;
        }
    }

    /**
     * A value of a field.
     *
     * @param help its meaning, in a few words; may be empty
     */
    public record Choice(String value, String help) {
        public Choice {
            Objects.requireNonNull(value);
            Objects.requireNonNull(help);
        }

        private JsonObject json() {
            JsonObject json = new JsonObject();
            json.put("value", value);
            json.put("help", help);
            return json;
        }
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.put("name", name);
        json.put("title", title);
        json.put("group", group);
        json.put("help", help);
        JsonArray all = new JsonArray();
        fields.stream().map(Field::json).forEach(all::add);
        json.put("fields", all);
        return json;
    }
}
