// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;

import static org.assertj.core.api.Assertions.assertThat;

/** All developer consoles on the class path: this component's, and Camel's own. */
final class Consoles {
    /** They do something else than show, or wait for something to do. */
    private static final List<String> ACTIVE =
            List.of("eval-language", "gc", "heap-dump", "receive", "reload", "send", "simple-language");

    /** Payloads may be shown to those who ask for them, secrets to nobody. */
    private static final Map<String, Object> PAYLOADS = Map.of("payloads", "true");

    private Consoles() {}

    private static String shown(DevConsole console, Map<String, Object> options) {
        return console.call(DevConsole.MediaType.TEXT, options) + "\n"
                + console.call(DevConsole.MediaType.JSON, options) + "\n";
    }

    /** What each of them shows, as text and as JSON. */
    static Map<String, String> shown(CamelContext context) {
        DevConsoleRegistry registry = context.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
        registry.loadDevConsoles();
        Map<String, String> shown = new HashMap<>();
        registry.stream()
                .filter(console -> !ACTIVE.contains(console.getId()))
                .forEach(console -> shown.put(console.getId(), shown(console, Map.of()) + shown(console, PAYLOADS)));
        assertThat(shown).containsKeys("bc66coap", "context", "endpoint", "health", "route", "route-controller");
        return shown;
    }
}
