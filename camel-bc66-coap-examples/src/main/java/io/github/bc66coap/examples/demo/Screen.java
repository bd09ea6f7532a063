// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.demo;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

import io.github.bc66coap.simulator.TraceEvent;
import io.github.bc66coap.simulator.testkit.NetworkMessage;

/** Shows what happens, a line each: time, side, text. {@code >} is towards the network, {@code <} from it. */
final class Screen {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final Pattern LONG_HEX = Pattern.compile("\"([0-9A-Fa-f]{12})[0-9A-Fa-f]{36,}\"");
    private static final int WIDTH = 120;

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
            line("AT", !sent, LONG_HEX.matcher(at.text()).replaceAll("\"$1...\""));
        } else if (event instanceof TraceEvent.AtData data) {
            line("AT", !sent, "(" + data.length() + " bytes)");
        } else if (event instanceof TraceEvent.Coap coap) {
            line("CoAP", sent, text(coap, new NetworkMessage(coap.direction(), coap.peer(), coap.message())));
        }
    }

    private static String text(TraceEvent.Coap coap, NetworkMessage message) {
        String format = message.contentFormat().stream()
                .mapToObj(number -> "  format " + number)
                .findFirst()
                .orElse("");
        return "%s %-15s message ID %5d  token %-16s%s%s"
                .formatted(
                        coap.type(),
                        message.code() + " " + message.path(),
                        coap.messageId(),
                        coap.token().isEmpty() ? "none" : coap.token(),
                        format,
                        coap.payloadLength() > 0 ? "  " + coap.payloadLength() + " bytes" : "");
    }

    private synchronized void line(String side, boolean towardsNetwork, String text) {
        String shown = text.replaceAll("[^\\x20-\\x7E]", ".").stripTrailing();
        out.printf(
                "%s  %-5s %s  %s%n",
                LocalTime.now().format(TIME),
                side,
                towardsNetwork ? ">" : "<",
                shown.length() > WIDTH ? shown.substring(0, WIDTH - 3) + "..." : shown);
    }
}
