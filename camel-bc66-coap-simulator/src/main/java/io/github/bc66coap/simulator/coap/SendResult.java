// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

/** The {@code <err>} of {@code +QCOAPSEND} (note, section 2.3.7). */
public enum SendResult {
    SUCCESS(0),
    HANDSHAKE_FAILURE(2),
    FAILURE(3);

    private final int number;

    SendResult(int number) {
        this.number = number;
    }

    /** The number on the line. */
    public int number() {
        return number;
    }
}
