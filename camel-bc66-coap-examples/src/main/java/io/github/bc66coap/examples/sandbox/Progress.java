// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Route;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.EventNotifierSupport;

import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.Bc66CoapEndpoint;

/** The progress of the routes: a line with what each, or each group of them, has done, at which rate, what is under way, and the last message. */
final class Progress extends EventNotifierSupport {
    private static final int SHOWN = 40;

    private final Main main;
    private final Map<String, Long> done = new TreeMap<>();
    private long failed;
    private String last = "none";
    private Map<String, Long> before = Map.of();
    private long time = System.nanoTime();

    /** Listens to the routes of a Camel that hasn't been started. */
    Progress(Main main) {
        this.main = main;
        main.bind("progress", this);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return switch (event.getType()) {
            case ExchangeCreated, ExchangeCompleted, ExchangeFailed -> true;
            default -> false;
        };
    }

    @Override
    public synchronized void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeEvent) event).getExchange();
        if (exchange.getFromRouteId() == null) {
            return; // of a template, which isn't in a route yet
        }
        switch (event.getType()) {
            case ExchangeCreated -> {
                String text = text(exchange.getMessage());
                // a timer has no message
                last = text.isEmpty() ? last : name(exchange) + " " + text;
            }
            case ExchangeFailed -> failed++;
            default -> done.merge(name(exchange), 1L, Long::sum);
        }
    }

    /** Of the route's group, if it has one, else of the route. */
    private String name(Exchange exchange) {
        Route route = exchange.getContext().getRoute(exchange.getFromRouteId());
        String group = route == null ? null : route.getGroup();
        return group == null ? String.valueOf(exchange.getFromRouteId()) : group;
    }

    private static String text(Message message) {
        String where = Stream.of(
                        Bc66CoapConstants.REQUEST_URI_PATH, "CamelMqttTopic", "kafka.TOPIC", Exchange.FILE_NAME)
                .map(message::getHeader)
                .filter(name -> name != null)
                .map(name -> name + " ")
                .findFirst()
                .orElse("");
        Object body = message.getBody();
        String what = body instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : body instanceof String string ? string : "";
        // a peer's bytes should do nothing to a terminal
        String shown = (where + what).replaceAll("[^\\x20-\\x7E]", ".").strip();
        return shown.length() > SHOWN ? shown.substring(0, SHOWN - 3) + "..." : shown;
    }

    /** The rates are those since the last call. */
    synchronized String line() {
        long now = System.nanoTime();
        double seconds = Math.max(1, Duration.ofNanos(now - time).toMillis()) / 1000.0;
        String rates = done.entrySet().stream()
                .map(route -> "%s %d (%.1f/s)"
                        .formatted(
                                route.getKey(),
                                route.getValue(),
                                (route.getValue() - before.getOrDefault(route.getKey(), 0L)) / seconds))
                .collect(Collectors.joining(", "));
        before = Map.copyOf(done);
        time = now;
        CamelContext context = main.getCamelContext();
        return "%s; failed %d, under way %d%s; last: %s"
                .formatted(
                        rates.isEmpty() ? "nothing yet" : rates,
                        failed,
                        context.getInflightRepository().size(),
                        modules(context),
                        last);
    }

    /** Nothing as long as all is well. */
    private static String modules(CamelContext context) {
        return context.getEndpoints().stream()
                .filter(Bc66CoapEndpoint.class::isInstance)
                .map(Bc66CoapEndpoint.class::cast)
                .map(Bc66CoapEndpoint::getModemState)
                .filter(state -> !state.isEmpty() && !state.startsWith("READY"))
                .distinct()
                .map(state -> ", module " + state)
                .collect(Collectors.joining());
    }
}
