// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

/**
 * Whether the echo of a secret, maybe damaged, could still come. It outlives the line: a terminal server may buffer the echo while
 * nobody is connected.
 */
public final class SecretEcho {
    private int sent;
    private int settled;

    boolean mayCome() {
        return settled < sent;
    }

    /** A secret was sent. */
    void sent() {
        sent++;
    }

    /** How many were sent. */
    int count() {
        return sent;
    }

    /**
     * The module has answered a command. It answers in order, so no echo of an earlier command can come.
     *
     * @param earlier how many secrets were sent before that command
     */
    void settle(int earlier) {
        settled = Math.max(settled, earlier);
    }
}
