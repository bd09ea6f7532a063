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
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.modem.ModemState;

/**
 * Shows the modems of a context: state, reconnection and counters. Camel's console of internal tasks doesn't show the reconnection,
 * because it is the session's own, in the event loop that owns the line, and no task of Camel's.
 */
@DevConsole(name = "bc66coap", displayName = "BC66 CoAP", description = "Modems in use, their state and counters")
public class Bc66CoapDevConsole extends AbstractDevConsole {

    public Bc66CoapDevConsole() {
        super("camel", "bc66coap", "BC66 CoAP", "Modems in use, their state and counters");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (Modem modem : modems()) {
            text.append(modem.settings().device())
                    .append(": ")
                    .append(modem.state())
                    .append(", local port ")
                    .append(modem.localPort())
                    .append('\n');
            if (!modem.unprintedOutcomes().isEmpty()) {
                text.append("    firmware prints no ")
                        .append(String.join(", ", modem.unprintedOutcomes()))
                        .append('\n');
            }
            modem.counters().forEach((counter, value) -> text.append("    ")
                    .append(counter.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                    .append(": ")
                    .append(value)
                    .append('\n'));
        }
        return text.append("refused endpoints: ")
                .append(refusedEndpoints())
                .append('\n')
                .toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray list = new JsonArray();
        for (Modem modem : modems()) {
            JsonObject entry = new JsonObject();
            entry.put("device", modem.settings().device());
            ModemState state = modem.state();
            entry.put("state", state.phase().toString());
            entry.put("reason", state.reason());
            entry.put("failedAttempts", state.failedAttempts());
            entry.put("retryDelayMillis", state.retryDelay().toMillis());
            entry.put("localPort", modem.localPort());
            entry.put("unprintedOutcomes", new JsonArray(modem.unprintedOutcomes()));
            JsonObject counters = new JsonObject();
            modem.counters().forEach((counter, value) -> counters.put(counter.name(), value));
            entry.put("counters", counters);
            list.add(entry);
        }
        JsonObject root = new JsonObject();
        root.put("modems", list);
        root.put("refusedEndpoints", refusedEndpoints());
        return root;
    }

    private long refusedEndpoints() {
        return getCamelContext().getComponentNames().stream()
                .map(name -> getCamelContext().hasComponent(name))
                .filter(Bc66CoapComponent.class::isInstance)
                .mapToLong(component -> ((Bc66CoapComponent) component).getRefusedEndpoints())
                .sum();
    }

    private List<Modem> modems() {
        ModemPool pool = getCamelContext().getCamelContextExtension().getContextPlugin(ModemPool.class);
        return pool == null ? List.of() : pool.modems();
    }
}
