// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Stream;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.api.Firmware;
import io.github.bc66coap.modem.api.ModemStatus;
import io.github.bc66coap.modem.api.Traffic;

/** The text of the dev console for a modem: one line for the modem, and one for each detail. */
final class ModemText {
    private final Modem modem;
    private final StringBuilder text;

    ModemText(Modem modem, StringBuilder text) {
        this.modem = modem;
        this.text = text;
    }

    /** @param lines which AT lines to show */
    void show(ModemTable lines) {
        text.append(modem.settings().device())
                .append(": ")
                .append(modem.state())
                .append(", local port ")
                .append(modem.localPort())
                .append('\n');
        status(modem.snapshot());
        firmware(modem.firmware());
        Traffic traffic = modem.traffic();
        line("queue: %d of %d, the first for %d ms"
                .formatted(
                        traffic.waiting(),
                        modem.settings().queueSize(),
                        traffic.longestWait().toMillis()));
        rows(
                "outstanding",
                ModemTable.OUTSTANDING.rows(modem),
                "%s %s %s, message ID %d, %s, %s, acknowledged %s, %d ms");
        rows("observer", ModemTable.OBSERVERS.rows(modem), "%s of %s, doubtful %s, notifying %s");
        rows("observation", ModemTable.OBSERVATIONS.rows(modem), "%s of %s, %s");
        modem.counters().forEach((counter, value) -> line(words(counter) + ": " + value));
        rows("ended", endings(), "%s %s%s: %d");
        rows(
                "latency",
                ModemTable.LATENCIES.rows(modem),
                "%s: %d, p50 %.3f ms, p90 %.3f ms, p99 %.3f ms, longest %.3f ms");
        rows("state", ModemTable.HISTORY.rows(modem), "%s %s %s");
        line("AT trace: " + (modem.trace().isOn() ? "on" : "off"));
        rows("", lines.rows(modem).map(ModemText::arrow), "%s %s %s");
    }

    private void status(ModemStatus status) {
        line("in this phase for " + shown(status.inPhase()));
        status.lastError().ifPresent(error -> line("last error, " + shown(error.age()) + " ago: " + error.value()));
        status.nextAttempt().ifPresent(time -> line("next attempt in " + shown(time)));
        status.attached()
                .ifPresent(attached ->
                        line("attached, " + shown(attached.age()) + " ago: " + (attached.value() ? "yes" : "no")));
        status.signal()
                .ifPresent(signal -> line("signal, " + shown(signal.age()) + " ago: "
                        + (signal.value().dBm().isPresent()
                                ? signal.value().dBm().getAsInt() + " dBm"
                                : "not known")));
    }

    private static String shown(Duration time) {
        return time.toMillis() + " ms";
    }

    private void firmware(Firmware firmware) {
        if (!firmware.unprintedOutcomes().isEmpty()) {
            line("firmware prints no " + String.join(", ", firmware.unprintedOutcomes()));
        }
        if (!firmware.lateOutcomes().isEmpty()) {
            line("firmware prints late " + String.join(", ", firmware.lateOutcomes()));
        }
        if (!firmware.refusedBesideCon().isEmpty()) {
            StringJoiner types = new StringJoiner(", ", "firmware takes beside a CON no ", "");
            firmware.refusedBesideCon().forEach(type -> types.add(type.name()));
            line(types.toString());
        }
        if (firmware.optionsInEmptyMessages()) {
            line("firmware puts the options of earlier messages into empty ones");
        }
        if (firmware.settingsNotTold()) {
            line("firmware says of its settings what can't be read");
        }
    }

    private Stream<Object[]> endings() {
        return ModemTable.ENDINGS.rows(modem).filter(row -> !row[3].equals(0L)).map(row ->
                new Object[] {row[0], row[1], row[2].equals("") ? "" : ", " + row[2], row[3]});
    }

    private static Object[] arrow(Object[] row) {
        return new Object[] {row[0], row[1].equals("SENT") ? ">" : "<", row[2]};
    }

    private void rows(String title, Stream<Object[]> rows, String format) {
        rows.forEach(row -> line((title + " " + String.format(Locale.ROOT, format, row)).strip()));
    }

    private void line(String line) {
        text.append("    ").append(line).append('\n');
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
