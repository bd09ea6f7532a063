// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.coap.CoapMessage;
import io.github.bc66coap.simulator.coap.CoapOption;

/** Shows what goes on, a line each: time, side, text. {@code >} is towards the network, {@code <} from it. */
final class Screen {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final Pattern LONG_HEX = Pattern.compile("\"([0-9A-Fa-f]{12})[0-9A-Fa-f]{36,}\"");
    private static final int WIDTH = 120;
    private static final Map<Integer, String> METHODS = Map.of(1, "GET", 2, "POST", 3, "PUT", 4, "DELETE");
    private static final Map<Integer, String> OPTIONS =
            Map.of(6, "observe", 7, "uri-port", 12, "format", 14, "max-age", 15, "query", 17, "accept");

    private final PrintStream out;

    Screen(PrintStream out) {
        this.out = out;
    }

    /** A line outside of the table. */
    void say(String text) {
        out.println(text);
    }

    /** What a route sends and gets. */
    void route(boolean towardsNetwork, String text) {
        line("route", towardsNetwork, text);
    }

    /** What the module has on its line and on its socket. */
    void trace(TraceEvent event) {
        boolean sent = event.direction() == TraceEvent.Direction.SENT;
        if (event instanceof TraceEvent.AtText at) {
            // what the module sends on its line comes from the network
            line("AT", !sent, LONG_HEX.matcher(at.text()).replaceAll(Screen::shortened));
        } else if (event instanceof TraceEvent.AtData data) {
            line("AT", !sent, "(" + data.length() + " bytes)");
        } else if (event instanceof TraceEvent.Coap coap) {
            line("CoAP", sent, text(coap.message()));
        }
    }

    private static String shortened(MatchResult hex) {
        return Matcher.quoteReplacement("\"" + hex.group(1) + "...\"");
    }

    private static String text(CoapMessage message) {
        StringBuilder path = new StringBuilder();
        StringBuilder rest = new StringBuilder();
        for (CoapOption option : message.options()) {
            if (option.number() == 11) {
                path.append('/').append(option.text());
            } else {
                rest.append("  ")
                        .append(OPTIONS.getOrDefault(option.number(), "option " + option.number()))
                        .append(' ')
                        .append(option.text());
            }
        }
        if (message.payload().length > 0) {
            rest.append("  ").append(message.payload().length).append(" bytes");
        }
        String code = message.isRequest() ? METHODS.getOrDefault(message.code(), "?") : message.codeText();
        return "%s %-15s message ID %5d  token %-16s%s"
                .formatted(
                        message.type(),
                        code + " " + path,
                        message.messageId(),
                        message.token().length == 0 ? "none" : message.tokenText(),
                        rest);
    }

    private synchronized void line(String side, boolean towardsNetwork, String text) {
        String shown = printable(text).stripTrailing();
        out.printf(
                "%s  %-5s %s  %s%n",
                LocalTime.now().format(TIME),
                side,
                towardsNetwork ? ">" : "<",
                shown.length() > WIDTH ? shown.substring(0, WIDTH - 3) + "..." : shown);
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7E]", ".");
    }
}
