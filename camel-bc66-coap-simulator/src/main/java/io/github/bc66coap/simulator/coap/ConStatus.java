// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

/** What became of the last CON message; the ordinal is the number of {@code AT+QCOAPDATASTATUS} (section 2.3.8). */
public enum ConStatus {
    NOT_SENT,
    WAITING,
    FAILED,
    TIMEOUT,
    SUCCESS,
    RESET;

    /** The nearest of the three that some firmware knows: not sent, waiting, success. */
    public ConStatus coarse() {
        return switch (this) {
            case NOT_SENT, FAILED -> NOT_SENT;
            case WAITING, TIMEOUT -> WAITING;
            case SUCCESS, RESET -> SUCCESS;
        };
    }
}
