// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.monitor;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.bc66coap.monitor.MonitorEvent;
import io.github.bc66coap.monitor.MonitorEvent.AtLine;
import io.github.bc66coap.monitor.MonitorEvent.Direction;
import io.github.bc66coap.monitor.MonitorEvent.Note;
import io.github.bc66coap.monitor.MonitorEvent.Option;
import io.github.bc66coap.monitor.MonitorEvent.Origin;
import io.github.bc66coap.monitor.MonitorEvent.RouteStep;
import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.CoapOption;

/** Turns the module's trace into events for the page. One thread at a time; its user guards it. */
final class Translation {
    private static final Map<Integer, String> METHODS = Map.of(1, "GET", 2, "POST", 3, "PUT", 4, "DELETE");
    private static final Map<Integer, String> OPTIONS = Map.ofEntries(
            Map.entry(1, "If-Match"),
            Map.entry(3, "Uri-Host"),
            Map.entry(4, "ETag"),
            Map.entry(5, "If-None-Match"),
            Map.entry(6, "Observe"),
            Map.entry(7, "Uri-Port"),
            Map.entry(8, "Location-Path"),
            Map.entry(11, "Uri-Path"),
            Map.entry(12, "Content-Format"),
            Map.entry(14, "Max-Age"),
            Map.entry(15, "Uri-Query"),
            Map.entry(17, "Accept"),
            Map.entry(20, "Location-Query"),
            Map.entry(23, "Block2"),
            Map.entry(27, "Block1"),
            Map.entry(28, "Size2"),
            Map.entry(35, "Proxy-Uri"),
            Map.entry(39, "Proxy-Scheme"),
            Map.entry(60, "Size1"));
    private static final int URI_PATH = 11;
    private static final int CONTENT_FORMAT = 12;

    /** Signal strength as 3GPP 27.007, section 8.5, has it. */
    private static final Pattern SIGNAL = Pattern.compile("\\+CSQ: ([0-9]{1,2}),.*");

    private final String device;
    private final Supplier<Instant> clock;
    private final Consumer<MonitorEvent> to;
    private final Exchanges exchanges = new Exchanges();
    private final Figures figures = new Figures();
    private final Phase phase = new Phase();

    /**
     * @param device name of the module
     * @param clock tells the time
     * @param to takes the events
     */
    Translation(String device, Supplier<Instant> clock, Consumer<MonitorEvent> to) {
        this.device = device;
        this.clock = clock;
        this.to = to;
        tellPhase();
    }

    /** Something was traced. */
    void accept(TraceEvent event) {
        // a switch over patterns needs Java 21
        if (event instanceof TraceEvent.AtText line) {
            at(line);
        } else if (event instanceof TraceEvent.AtData data) {
            String text = "(" + data.length() + " bytes of data)";
            to.accept(new AtLine(origin(exchanges.ofCommand()), onLine(data), text, text));
        } else if (event instanceof TraceEvent.Coap coap) {
            coap(coap);
        } else if (event instanceof TraceEvent.Refused refused) {
            to.accept(new Note(origin(exchanges.ofCommand()), Note.Level.WARN, "refused: " + refused.reason()));
        } else if (event instanceof TraceEvent.Changed changed) {
            changed(changed);
        } else if (event instanceof TraceEvent.ContextMade made) {
            phase.context(text(made.address()) + (made.encrypted() ? " with DTLS" : ""));
            tellPhase();
        } else {
            note(Note.Level.WARN, event.describe().replaceFirst("^!! +", "fault: "));
        }
    }

    /** Something to know. */
    void note(Note.Level level, String text) {
        to.accept(new Note(origin(null), level, text));
    }

    /** What a route sends or gets; the token may be {@code null}. */
    void route(Direction direction, String route, String token, String summary, String detail) {
        to.accept(new RouteStep(origin(exchanges.ofToken(token)), direction, route, summary, detail));
    }

    /** Figures of the time since the last ones. */
    void sample(double seconds) {
        to.accept(figures.sample(origin(null), seconds));
    }

    private void at(TraceEvent.AtText line) {
        Matcher signal = SIGNAL.matcher(line.text());
        if (signal.matches()) {
            figures.signal(Integer.parseInt(signal.group(1)));
        }
        to.accept(new AtLine(origin(exchanges.of(line)), onLine(line), line.text(), RedactedLine.line(line)));
    }

    private void coap(TraceEvent.Coap coap) {
        CoapMessage message = coap.message();
        String exchange = exchanges.of(coap);
        figures.message(exchange, message.isRequest(), message.isResponse());
        to.accept(new MonitorEvent.CoapMessage(
                origin(exchange),
                coap.direction() == TraceEvent.Direction.SENT ? Direction.OUT : Direction.IN,
                text(coap.peer()),
                message.type().name(),
                message.isRequest() ? METHODS.getOrDefault(message.code(), message.codeText()) : message.codeText(),
                message.messageId(),
                message.tokenText().toLowerCase(Locale.ROOT),
                message.isRequest() ? path(message.options()) : null,
                message.options().stream().map(Translation::option).toList(),
                message.options().stream()
                        .filter(option -> option.number() == CONTENT_FORMAT)
                        .mapToInt(option -> (int) Math.min(option.uint(), 0xffff))
                        .findFirst()
                        .orElse(-1),
                message.payload().length));
    }

    private void changed(TraceEvent.Changed changed) {
        phase.changed(changed.state());
        switch (changed.state()) {
            case RESTARTED, SESSIONS_FORGOTTEN ->
                note(Note.Level.WARN, changed.state().words());
            default -> {}
        }
        tellPhase();
    }

    private void tellPhase() {
        if (phase.isNew()) {
            to.accept(phase.event(origin(null)));
        }
    }

    private Origin origin(String exchange) {
        return new Origin(clock.get(), device, exchange);
    }

    private static Option option(CoapOption option) {
        String name = OPTIONS.getOrDefault(option.number(), Integer.toString(option.number()));
        return new Option(option.number(), name, option.value().length, option.text());
    }

    private static String path(List<CoapOption> options) {
        return "/"
                + options.stream()
                        .filter(option -> option.number() == URI_PATH)
                        .map(CoapOption::text)
                        .collect(Collectors.joining("/"));
    }

    private static Direction onLine(TraceEvent event) {
        return event.direction() == TraceEvent.Direction.RECEIVED ? Direction.OUT : Direction.IN;
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** What is counted and measured between two samples. */
    private static final class Figures {
        private static final int MOST_WAITING = 512;

        private final Map<String, Long> waiting = new HashMap<>();
        private int messages;
        private int ended;
        private long nanos;
        private Integer dBm;

        void message(String exchange, boolean request, boolean response) {
            messages++;
            if (request && waiting.size() < MOST_WAITING) {
                waiting.putIfAbsent(exchange, System.nanoTime());
            } else if (response) {
                Long since = waiting.remove(exchange);
                if (since != null) {
                    ended++;
                    nanos += System.nanoTime() - since;
                }
            }
        }

        void signal(int rssi) {
            dBm = rssi > 31 ? null : 2 * rssi - 113;
        }

        MonitorEvent.Sample sample(Origin origin, double seconds) {
            Double latency = ended == 0 ? null : nanos / 1e6 / ended;
            MonitorEvent.Sample sample = new MonitorEvent.Sample(origin, messages / seconds, latency, null, dBm);
            messages = 0;
            ended = 0;
            nanos = 0;
            return sample;
        }
    }

    /** The module's state; of several at the same time, the most important one. */
    private static final class Phase {
        private boolean line = true;
        private boolean attached = true;
        private boolean asleep;
        private String context;
        private String told = "";

        void changed(TraceEvent.Changed.State state) {
            switch (state) {
                case RESTARTED, AWAKE -> asleep = false;
                case ASLEEP -> asleep = true;
                case ATTACHED -> attached = true;
                case DETACHED -> attached = false;
                case CONTEXT_LOST -> context = null;
                case LINE_LOST -> line = false;
                case LINE_BACK -> line = true;
                case SESSIONS_FORGOTTEN -> {}
            }
        }

        void context(String where) {
            context = where;
        }

        boolean isNew() {
            String now = name() + context;
            boolean changed = !now.equals(told);
            told = now;
            return changed;
        }

        private String name() {
            return !line
                    ? "LINE LOST"
                    : asleep ? "ASLEEP" : !attached ? "DETACHED" : context == null ? "NO CONTEXT" : "READY";
        }

        MonitorEvent.State event(Origin origin) {
            String name = name();
            return switch (name) {
                case "READY" ->
                    new MonitorEvent.State(origin, name, MonitorEvent.State.Level.GOOD, "CoAP is at " + context);
                case "LINE LOST" ->
                    new MonitorEvent.State(origin, name, MonitorEvent.State.Level.BAD, "the line is hung up");
                case "ASLEEP" -> new MonitorEvent.State(origin, name, MonitorEvent.State.Level.BUSY, "deep sleep");
                case "DETACHED" -> new MonitorEvent.State(origin, name, MonitorEvent.State.Level.BAD, "no network");
                default ->
                    new MonitorEvent.State(origin, name, MonitorEvent.State.Level.BUSY, "until AT+QCOAPCREATE comes");
            };
        }
    }
}
