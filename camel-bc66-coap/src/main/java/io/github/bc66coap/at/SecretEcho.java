// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/**
 * Whether a secret has gone out whose echo, maybe damaged, could still come. It outlives the line: a terminal server may
 * keep what the module said while nobody was connected. Belongs to the event loop.
 */
public final class SecretEcho {
    private int sent;
    private int settled;

    boolean mayCome() {
        return settled < sent;
    }

    /** One more has left. */
    void sent() {
        sent++;
    }

    /** How many have left. */
    int count() {
        return sent;
    }

    /**
     * The module answers in order: once it has answered a later command, no echo of an earlier one can come.
     *
     * @param earlier how many had left before the command that has been answered
     */
    void settle(int earlier) {
        settled = Math.max(settled, earlier);
    }
}
