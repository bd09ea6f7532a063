// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Map;

import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.modem.api.Firmware;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemStatus;
import io.github.bc66coap.modem.api.Traffic;

/**
 * Shows the modems of a context without waiting for a module or its line. Camel's console of internal tasks doesn't show reconnection,
 * which runs in the session's event loop.
 */
@DevConsole(name = "bc66coap", displayName = "BC66 CoAP", description = "Modems in use and their current state")
public class Bc66CoapDevConsole extends AbstractDevConsole {
    /** Whether AT lines are shown with the bytes of messages and the answers to commands of routes. */
    public static final String PAYLOADS = "payloads";

    public Bc66CoapDevConsole() {
        super("camel", "bc66coap", "BC66 CoAP", "Modems in use and their current state");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        modems().forEach(modem -> new ModemText(modem, text).show(lines(options)));
        return text.append("refused endpoints: ")
                .append(refusedEndpoints())
                .append('\n')
                .toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonArray list = new JsonArray();
        modems().forEach(modem -> list.add(json(modem, lines(options))));
        JsonObject root = new JsonObject();
        root.put("modems", list);
        root.put("refusedEndpoints", refusedEndpoints());
        return root;
    }

    private static ModemTable lines(Map<String, Object> options) {
        boolean whole = Boolean.parseBoolean(String.valueOf(options.get(PAYLOADS)));
        return whole ? ModemTable.WHOLE_AT_LINES : ModemTable.AT_LINES;
    }

    private static JsonObject json(Modem modem, ModemTable lines) {
        JsonObject entry = new JsonObject();
        entry.put("device", modem.settings().device());
        ModemState state = modem.state();
        entry.put("state", state.phase().toString());
        entry.put("reason", state.reason());
        entry.put("failedAttempts", state.failedAttempts());
        entry.put("retryDelayMillis", state.retryDelay().toMillis());
        entry.put("localPort", modem.localPort());
        entry.put("unprintedOutcomes", new JsonArray(modem.unprintedOutcomes()));
        putStatus(entry, modem.snapshot());
        entry.put("history", ModemTable.HISTORY.json(modem));
        entry.put("queue", queue(modem));
        entry.put("outstanding", ModemTable.OUTSTANDING.json(modem));
        entry.put("observers", ModemTable.OBSERVERS.json(modem));
        entry.put("observations", ModemTable.OBSERVATIONS.json(modem));
        entry.put("firmware", firmware(modem.firmware()));
        JsonObject counters = new JsonObject();
        modem.counters().forEach((counter, value) -> counters.put(counter.name(), value));
        entry.put("counters", counters);
        entry.put("endings", ModemTable.ENDINGS.json(modem));
        entry.put("latencies", ModemTable.LATENCIES.json(modem));
        entry.put("atTrace", modem.trace().isOn());
        entry.put("atLines", lines.json(modem));
        return entry;
    }

    /** Leaves out what isn't known. */
    private static void putStatus(JsonObject entry, ModemStatus status) {
        entry.put("inPhaseMillis", status.inPhase().toMillis());
        status.unready().ifPresent(time -> entry.put("unreadyMillis", time.toMillis()));
        status.lastError().ifPresent(error -> {
            entry.put("lastError", error.value());
            entry.put("lastErrorAgeMillis", error.age().toMillis());
        });
        status.nextAttempt().ifPresent(time -> entry.put("nextAttemptMillis", time.toMillis()));
        status.attached().ifPresent(attached -> {
            entry.put("attached", attached.value());
            entry.put("attachedAgeMillis", attached.age().toMillis());
        });
        status.signal().ifPresent(signal -> {
            signal.value().dBm().ifPresent(dBm -> entry.put("signalDbm", dBm));
            entry.put("signalAgeMillis", signal.age().toMillis());
        });
    }

    private static JsonObject queue(Modem modem) {
        Traffic traffic = modem.traffic();
        JsonObject queue = new JsonObject();
        queue.put("waiting", traffic.waiting());
        queue.put("capacity", modem.settings().queueSize());
        queue.put("longestWaitMillis", traffic.longestWait().toMillis());
        return queue;
    }

    private static JsonObject firmware(Firmware firmware) {
        JsonObject learned = new JsonObject();
        learned.put("unprintedOutcomes", new JsonArray(firmware.unprintedOutcomes()));
        learned.put("lateOutcomes", new JsonArray(firmware.lateOutcomes()));
        learned.put(
                "refusedBesideCon",
                new JsonArray(
                        firmware.refusedBesideCon().stream().map(Enum::name).toList()));
        learned.put("optionsInEmptyMessages", firmware.optionsInEmptyMessages());
        learned.put("settingsNotTold", firmware.settingsNotTold());
        return learned;
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
