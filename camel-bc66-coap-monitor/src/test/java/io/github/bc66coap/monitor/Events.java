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
