// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.monitor;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.bc66coap.monitor.Action;
import io.github.bc66coap.monitor.Action.Choice;
import io.github.bc66coap.monitor.Action.Field;
import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.fault.Fault;

/** What can be done with a virtual module on its page. */
final class ModuleActions {
    private static final String CON = "CON";

    private final VirtualBc66 module;
    private final NetworkClient peer;

    ModuleActions(VirtualBc66 module, NetworkClient peer) {
        this.module = module;
        this.peer = peer;
    }

    List<Action> all() {
        return List.of(
                new Action(
                        "request",
                        "Send",
                        "Request to the module",
                        "A CoAP client in the network sends this request",
                        List.of(
                                choice("type", "Type", CON, CON, "NON"),
                                choice("method", "Method", "GET", "GET", "POST", "PUT", "DELETE"),
                                Field.text("path", "Path", "/readings"),
                                Field.text("payload", "Payload", "")),
                        this::request),
                simple(
                        "sleep",
                        "Sleep",
                        "Module",
                        "It falls into deep sleep: deaf to its line until it is woken",
                        () -> {
                            module.sleep();
                            return "It sleeps.";
                        }),
                simple("wake", "Wake", "Module", "A pulse on PSM_EINT ends its sleep", () -> {
                    module.pulse();
                    return "PSM_EINT was pulsed.";
                }),
                simple("reset", "Reset", "Module", "It restarts and says so: RDY", () -> {
                    module.reboot();
                    return "It has restarted, with RDY.";
                }),
                simple("reset-silently", "Reset without RDY", "Module", "It restarts, and nobody hears of it", () -> {
                    module.rebootSilently();
                    return "It has restarted, without RDY.";
                }),
                simple("detach", "Detach", "Network", "The network is gone", () -> {
                    module.attach(false);
                    return "It is detached.";
                }),
                simple("attach", "Attach", "Network", "The network is back", () -> {
                    module.attach(true);
                    return "It is attached.";
                }),
                simple(
                        "forget-sessions",
                        "Forget DTLS sessions",
                        "Network",
                        "The module forgets its DTLS sessions, the servers don't",
                        this::forget),
                simple("pull", "Pull the line", "Line", "As a USB adapter that is pulled out", () -> {
                    module.hangUp();
                    return "The line is hung up.";
                }),
                simple("plug", "Put it back", "Line", "The line is there again", () -> {
                    module.reconnect();
                    return "The line is back.";
                }),
                new Action(
                        "loss",
                        "Lose messages",
                        "Faults",
                        "CoAP messages are lost at this rate, out and in",
                        List.of(choice("rate", "Rate", "0.1", "0", "0.05", "0.1", "0.25", "0.5", "1")),
                        this::lose),
                new Action(
                        "fault",
                        "Let it strike",
                        "Faults",
                        "A fault strikes at its next opportunity, or at random at each",
                        List.of(
                                new Field(
                                        "name",
                                        "Fault",
                                        Fault.values()[0].cliName(),
                                        Arrays.stream(Fault.values())
                                                .map(fault -> new Choice(fault.cliName(), fault.description()))
                                                .toList()),
                                choice("when", "When", "once", "once", "at random", "never")),
                        this::fault),
                simple("no-faults", "No faults any more", "Faults", "Nothing is lost or broken any more", () -> {
                    module.noFaults();
                    return "No fault strikes any more.";
                }));
    }

    private static Action simple(String name, String title, String group, String help, Supplier<String> run) {
        return new Action(name, title, group, help, List.of(), values -> run.get());
    }

    private static Field choice(String name, String label, String standard, String... choices) {
        return new Field(
                name,
                label,
                standard,
                Stream.of(choices).map(text -> new Choice(text, "")).toList());
    }

    private String request(Map<String, String> values) {
        InetSocketAddress address = module.coapAddress();
        if (address == null) {
            throw new IllegalStateException("It can't be reached: there is no CoAP context.");
        }
        if (module.contextIsEncrypted()) {
            throw new IllegalStateException("It can't be reached without its key: its CoAP context is one with DTLS.");
        }
        String method = values.get("method");
        peer.send(address, method, CON.equals(values.get("type")), values.get("path"), values.get("payload"));
        return method + " " + values.get("path") + " was sent.";
    }

    private String forget() {
        if (!module.forgetSessions()) {
            throw new IllegalStateException("There is no CoAP context with DTLS.");
        }
        return "It has forgotten its DTLS sessions.";
    }

    private String lose(Map<String, String> values) {
        double rate = Double.parseDouble(values.get("rate"));
        module.fault(Fault.NETWORK_LOSS, rate);
        return rate == 0 ? "No message is lost any more." : "Messages are lost: " + Math.round(rate * 100) + " %.";
    }

    private String fault(Map<String, String> values) {
        Fault fault = Fault.of(values.get("name")).orElseThrow();
        switch (values.get("when")) {
            case "once" -> module.inject(fault);
            case "never" -> module.fault(fault, 0);
            default -> module.fault(fault, fault.defaultRate());
        }
        return fault.cliName() + ": " + values.get("when");
    }
}
