// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * A virtual BC66 in virtual time, which its owner advances: the module itself, without line, sockets and threads.
 * {@link VirtualBc66.Builder#stepped} makes it. Only the thread that runs its core may use it.
 */
public final class SteppedBc66 {
    private final Bc66 module;

    SteppedBc66(Bc66 module) {
        this.module = module;
    }

    /** Takes bytes from the TE. */
    public void received(byte[] bytes) {
        module.received(bytes);
    }

    /** Every command line received since the last call, in order, without the CR. */
    public List<String> takeCommands() {
        List<String> taken = List.copyOf(module.commandLines());
        module.commandLines().clear();
        return taken;
    }

    /** As {@link VirtualBc66#attach}. */
    public void attach(boolean on) {
        module.attach(on);
    }

    /** As {@link VirtualBc66#reboot}. */
    public void reboot() {
        module.reboot();
    }

    /** As {@link VirtualBc66#sleep}. */
    public void sleep() {
        module.sleep();
    }

    /** As {@link VirtualBc66#recovered}. */
    public void recovered(int contextState) {
        module.recovered(contextState);
    }

    /** As {@link VirtualBc66#onCommand}. */
    public void onCommand(Function<String, Optional<String>> function) {
        module.hook(Objects.requireNonNull(function));
    }

    /** The commands that it knows, as the TE writes them. */
    SortedSet<String> commandNames() {
        return module.commandNames();
    }

    /** As {@link VirtualBc66#pulse}. */
    public void pulse() {
        module.pulse();
    }
}
