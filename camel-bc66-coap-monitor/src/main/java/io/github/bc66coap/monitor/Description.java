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
package io.github.bc66coap.monitor;

import java.util.List;
import java.util.Objects;

import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/**
 * What a page shows, and what can be done there.
 *
 * @param title of the page: {@code virtual BC66 on /tmp/bc66}
 * @param actions buttons, in order; none on a page that is there to look at
 */
public record Description(String title, List<Action> actions) {
    public Description {
        Objects.requireNonNull(title);
        actions = List.copyOf(actions);
    }

    /** A page on which nothing can be done. */
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
