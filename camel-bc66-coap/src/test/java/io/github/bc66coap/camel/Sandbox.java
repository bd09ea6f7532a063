// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.testkit.CoapCloud;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.awaitility.Awaitility.await;

/**
 * What a route talks to: a module, on an IP address of its own, and a CoAP server. Both come into being when a test asks
 * for them first.
 */
final class Sandbox implements AutoCloseable {
    private static final int LOCAL_PORT = 56830;

    private UnaryOperator<VirtualBc66.Builder> description = builder -> builder;
    private String address;
    private VirtualBc66 module;
    private CoapCloud cloud;

    /** Says what the module is to be, before there is one. */
    void describe(UnaryOperator<VirtualBc66.Builder> what) {
        description = what;
    }

    VirtualBc66 module() {
        if (module == null) {
            module = description
                    .apply(VirtualBc66.builder().pty().address(address()))
                    .start();
        }
        return module;
    }

    /** The module, if something has asked for it. */
    Optional<VirtualBc66> started() {
        return Optional.ofNullable(module);
    }

    CoapCloud cloud() {
        if (cloud == null) {
            cloud = new CoapCloud();
        }
        return cloud;
    }

    /** The module's IP address; a random one, since others may be testing on this machine at the same time. */
    String address() {
        if (address == null) {
            address = FreePorts.address();
        }
        return address;
    }

    /** Where the module takes requests. */
    String coap(String path) {
        return "coap://" + address() + ":" + LOCAL_PORT + path;
    }

    /** An endpoint on the module; empty options don't count. */
    String uri(String... options) {
        String all = Stream.of(options).filter(option -> !option.isEmpty()).collect(Collectors.joining("&"));
        return "bc66coap:" + module().device() + (all.isEmpty() ? "" : "?" + all);
    }

    /** An endpoint that sends to the server. */
    String toCloud(String... options) {
        return uri(Stream.concat(Stream.of("host=127.0.0.1", "port=" + cloud().port()), Stream.of(options))
                .toArray(String[]::new));
    }

    /** Waits until the module has a context, its settings, and so many resources. */
    void awaitReady(int resources) {
        await().until(() -> module().contextExists()
                && module().resources().size() == resources
                && module().commands().stream().anyMatch(line -> line.startsWith("AT+QCOAPCFG=\"Showrspopt\"")));
    }

    /** The command lines from now on, when the module is ready. */
    void forgetLines(int resources) {
        awaitReady(resources);
        module().clearCommands();
    }

    /** Answers every command that starts so with a raw text, in the module's place. */
    void answer(String start, String text) {
        module().onCommand(line -> line.startsWith(start) ? Optional.of(text) : Optional.empty());
    }

    List<String> lines() {
        return module().commands();
    }

    /** The command lines that start so. */
    List<String> lines(String start) {
        return lines().stream().filter(line -> line.startsWith(start)).toList();
    }

    @Override
    public void close() {
        if (module != null) {
            module.close();
        }
        if (cloud != null) {
            cloud.close();
        }
    }
}
