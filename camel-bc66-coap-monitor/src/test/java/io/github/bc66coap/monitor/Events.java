// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor;

import java.time.Instant;
import java.util.List;

import io.github.bc66coap.monitor.MonitorEvent.CoapMessage;
import io.github.bc66coap.monitor.MonitorEvent.Direction;
import io.github.bc66coap.monitor.MonitorEvent.Note;
import io.github.bc66coap.monitor.MonitorEvent.Option;
import io.github.bc66coap.monitor.MonitorEvent.Origin;

/** Events to be shown. */
final class Events {
    static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");

    private Events() {}

    static MonitorEvent note(String text) {
        return note(NOON, text);
    }

    static MonitorEvent note(Instant time, String text) {
        return new Note(new Origin(time, "/dev/ttyUSB0", null), Note.Level.INFO, text);
    }

    static CoapMessage request(String path, List<Option> options) {
        return new CoapMessage(
                new Origin(NOON, "/dev/ttyUSB0", "7"),
                Direction.OUT,
                "192.0.2.1:5683",
                "CON",
                "POST",
                4711,
                "a1b2",
                path,
                options,
                50,
                12);
    }
}
