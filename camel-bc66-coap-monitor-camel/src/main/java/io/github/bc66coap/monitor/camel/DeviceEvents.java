// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

import io.github.bc66coap.modem.api.Caller;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.monitor.MonitorEvent;
import io.github.bc66coap.monitor.MonitorEvent.Direction;
import io.github.bc66coap.monitor.MonitorEvent.Origin;

/** Turns the events of one modem into events for the page. Not thread-safe. */
final class DeviceEvents {
    private static final byte[] NOTHING = new byte[0];
    private static final String MESSAGE_CAME = "+QCOAPURC: ";

    private final String device;
    private final PageText shown;
    private final Consumer<MonitorEvent> page;
    private final Exchanges exchanges = new Exchanges();
    /** When the first message of a request left. */
    private final Map<String, Instant> begun = new Exchanges.BoundedMap<>();

    private ModemEvent.Line held;
    private ModemEvent.Line heldBefore;
    private Duration answered = Duration.ZERO;
    private int answers;

    DeviceEvents(String device, PageText shown, Consumer<MonitorEvent> page) {
        this.device = device;
        this.shown = shown;
        this.page = page;
    }

    void onEvent(ModemEvent event) {
        if (event instanceof ModemEvent.Message message) {
            message(message);
            return;
        }
        release(null);
        if (event instanceof ModemEvent.Line line) {
            line(line);
        } else if (event instanceof ModemEvent.Asked asked) {
            asked(asked);
        } else if (event instanceof ModemEvent.Ended ended) {
            ended(ended);
        } else if (event instanceof ModemEvent.Served served) {
            step(
                    event.at(),
                    Direction.IN,
                    served.caller(),
                    exchanges.of(served.request()),
                    PageText.request(served.request().code(), served.request().options()),
                    served.request().payload());
        } else if (event instanceof ModemEvent.Replied replied) {
            String code = replied.code() == null ? "failed" : PageText.code(replied.code());
            step(event.at(), Direction.OUT, replied.caller(), exchanges.of(replied.request()), code, NOTHING);
        } else if (event instanceof ModemEvent.State state) {
            page.accept(PageText.state(origin(event.at(), null), state.state()));
        }
    }

    /** The mean time from first message to response since the last call, in milliseconds; {@code null} if no response came. */
    Double latency() {
        Double mean = answers == 0 ? null : answered.toNanos() / 1e6 / answers;
        answered = Duration.ZERO;
        answers = 0;
        return mean;
    }

    /** The line that announces a message comes before the message, which names the exchange. So the line is held until then. */
    private void line(ModemEvent.Line line) {
        if (line.line().redacted().startsWith(MESSAGE_CAME)) {
            held = line;
        } else {
            page.accept(shown.line(origin(line.at(), exchanges.of(line.message())), line.line()));
        }
    }

    /** Called regularly. Releases a line that no message has followed since the last call. */
    void releaseOld() {
        if (held == heldBefore) {
            release(null);
        }
        heldBefore = held;
    }

    private void release(String exchange) {
        if (held != null) {
            page.accept(shown.line(origin(held.at(), exchange), held.line()));
            held = null;
        }
    }

    private void message(ModemEvent.Message message) {
        String exchange = exchanges.of(message);
        if (message.code().isRequest() && exchange != null && exchange.equals(Exchanges.of(message.caller()))) {
            begun.putIfAbsent(exchange, message.at());
        }
        Instant at = held == null ? message.at() : held.at();
        page.accept(shown.message(origin(at, exchange), message));
        release(exchange);
    }

    private void asked(ModemEvent.Asked asked) {
        Caller caller = asked.request().caller();
        step(
                asked.at(),
                Direction.OUT,
                caller,
                Exchanges.of(caller),
                PageText.request(
                        asked.request().method().code(), asked.request().options()),
                asked.request().payload());
    }

    private void ended(ModemEvent.Ended ended) {
        Caller caller = ended.request().caller();
        String exchange = Exchanges.of(caller);
        byte[] body = NOTHING;
        Instant first = exchange == null ? null : begun.remove(exchange);
        if (ended.outcome() instanceof SendOutcome.Answered response) {
            body = response.response().payload();
            if (first != null) {
                answered = answered.plus(Duration.between(first, ended.at()));
                answers++;
            }
        }
        if (exchange != null) {
            exchanges.ended(ended.request().peer(), exchange);
        }
        step(ended.at(), Direction.IN, caller, exchange, PageText.outcome(ended.outcome()), body);
    }

    /** Without a route, nothing is shown between route and module. */
    private void step(Instant at, Direction direction, Caller caller, String exchange, String summary, byte[] body) {
        if (caller != null) {
            page.accept(shown.step(origin(at, exchange), direction, caller.route(), summary, body));
        }
    }

    private Origin origin(Instant at, String exchange) {
        return new Origin(at, device, exchange);
    }
}
