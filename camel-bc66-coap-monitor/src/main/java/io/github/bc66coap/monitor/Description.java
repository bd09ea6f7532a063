// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor;

import java.util.List;
import java.util.Objects;

import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * Describes a page.
 *
 * @param title for example {@code virtual BC66 on /tmp/bc66}
 * @param actions the buttons, in order; none on a read-only page
 */
public record Description(String title, List<Action> actions) {
    public Description {
        Objects.requireNonNull(title);
        actions = List.copyOf(actions);
    }

    /** A page without actions. */
    public static Description readOnly(String title) {
        return new Description(title, List.of());
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        json.put("title", title);
        JsonArray all = new JsonArray();
        actions.stream().map(Action::json).forEach(all::add);
        json.put("actions", all);
        return json;
    }
}
