// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.MessageHelper;

import io.github.bc66coap.camel.Bc66CoapConfiguration;
import io.github.bc66coap.camel.Bc66CoapConstants;
import io.github.bc66coap.camel.Bc66CoapEndpoint;
import io.github.bc66coap.camel.Bc66CoapOperation;
import io.github.bc66coap.simulator.monitor.Bc66Page;

/** Shows what the routes send and get by the component, and enters it into the ledger. */
final class RouteLog extends EventNotifierSupport {
    private final Map<String, Ledger.Flow> flows;
    private final Screen screen;
    private final Bc66Page page;
    private final AtomicInteger pollsToEnd;
    private final CompletableFuture<Void> polls = new CompletableFuture<>();
    private final CompletableFuture<Void> readings = new CompletableFuture<>();

    RouteLog(Map<String, Ledger.Flow> flows, Screen screen, Bc66Page page, int polls) {
        this.flows = flows;
        this.screen = screen;
        this.page = page;
        pollsToEnd = new AtomicInteger(polls);
    }

    /** Completes when all polls have ended, and the file of readings. */
    CompletableFuture<Void> done() {
        return CompletableFuture.allOf(polls, readings);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSendingEvent sending) {
            if (sending.getEndpoint() instanceof Bc66CoapEndpoint endpoint) {
                sending(sending.getExchange(), endpoint.getConfiguration());
            }
        } else if (event instanceof ExchangeSentEvent sent) {
            if (sent.getEndpoint() instanceof Bc66CoapEndpoint endpoint) {
                sent(sent.getExchange(), endpoint.getConfiguration());
            }
        } else if (event instanceof ExchangeCreatedEvent created) {
            created(created.getExchange());
        } else if (event instanceof ExchangeCompletedEvent completed) {
            ended(completed.getExchange(), "");
        } else if (event instanceof ExchangeFailedEvent failed) {
            ended(failed.getExchange(), String.valueOf(failed.getExchange().getException()));
        }
    }

    private void sending(Exchange exchange, Bc66CoapConfiguration options) {
        if (options.getOperation() == Bc66CoapOperation.AT) {
            // in a URI a plus is a space
            show(exchange, true, null, options.getCommand().replaceFirst("^AT ", "AT+"), "");
            return;
        }
        String body = body(exchange.getMessage());
        show(exchange, true, null, (body.isEmpty() ? "GET " : "POST ") + options.getUriPath(), body);
        flows.get(options.getUriPath()).sent();
    }

    private void sent(Exchange exchange, Bc66CoapConfiguration options) {
        Message message = exchange.getMessage();
        if (exchange.getException() != null) {
            show(exchange, false, null, "failed", exchange.getException().getMessage());
        } else if (options.getOperation() == Bc66CoapOperation.AT) {
            show(exchange, false, null, "", String.valueOf(message.getBody()));
        } else {
            String token = message.getHeader(Bc66CoapConstants.RESPONSE_TOKEN, String.class);
            show(
                    exchange,
                    false,
                    token,
                    message.getHeader(Bc66CoapConstants.RESPONSE_CODE, String.class),
                    body(message));
            flows.get(options.getUriPath()).answered(upperCase(token));
        }
    }

    private void created(Exchange exchange) {
        if (exchange.getFromEndpoint() instanceof Bc66CoapEndpoint) {
            Message message = exchange.getMessage();
            String path = message.getHeader(Bc66CoapConstants.REQUEST_URI_PATH, String.class);
            String token = message.getHeader(Bc66CoapConstants.REQUEST_TOKEN, String.class);
            show(exchange, false, token, message.getHeader(Bc66CoapConstants.REQUEST_METHOD) + " " + path, "");
            flows.get(path).received(upperCase(token));
        }
    }

    private void ended(Exchange exchange, String failure) {
        if (exchange.getFromEndpoint() instanceof Bc66CoapEndpoint) {
            String token = exchange.getMessage().getHeader(Bc66CoapConstants.REQUEST_TOKEN, String.class);
            show(
                    exchange,
                    true,
                    token,
                    failure.isEmpty() ? "2.05" : "failed",
                    failure.isEmpty() ? body(exchange.getMessage()) : failure);
        } else if ("poll".equals(exchange.getFromRouteId()) && pollsToEnd.decrementAndGet() == 0) {
            polls.complete(null);
        } else if ("readings".equals(exchange.getFromRouteId()) && exchange.getProperty(Exchange.SPLIT_INDEX) == null) {
            readings.complete(null);
        }
    }

    private static String upperCase(String token) {
        return token == null ? "none" : token.toUpperCase(Locale.ROOT);
    }

    private void show(Exchange exchange, boolean out, String token, String summary, String detail) {
        String route = exchange.getFromRouteId();
        screen.route(out, "%-8s  %s".formatted(route, (summary + " " + detail).strip()));
        page.route(out, route, token, summary, detail.isEmpty() ? null : detail);
    }

    /** The body, which is left as it was even if it is a stream. */
    private static String body(Message message) {
        String body = MessageHelper.extractBodyAsString(message);
        return body == null ? "" : body;
    }
}
