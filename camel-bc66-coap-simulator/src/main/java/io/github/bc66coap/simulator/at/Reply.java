// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.at;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The reply to a command. */
public sealed interface Reply {
    /** Lines of information, {@code OK}, and then something to do (which may print more). */
    record Done(List<String> information, Runnable afterwards) implements Reply {}

    /** The prompt; the reply proper is made of the bytes that follow, so many of them. */
    record Prompt(int length, Function<byte[], Reply> then) implements Reply {}

    /** Something printed as it is. */
    record Raw(String text) implements Reply {}

    /** Nothing yet; no other command is taken until the reply proper is handed over, later and on the core thread. */
    record Later(Consumer<Consumer<Reply>> begin) implements Reply {}

    /** Information and {@code OK}. */
    static Reply ok(String... information) {
        return new Done(List.of(information), () -> {});
    }

    /** {@code OK}, then an action. */
    static Reply okThen(Runnable afterwards) {
        return new Done(List.of(), afterwards);
    }
}
