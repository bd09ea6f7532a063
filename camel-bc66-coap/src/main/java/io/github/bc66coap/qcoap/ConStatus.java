// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.qcoap;

import io.github.bc66coap.at.AtFormatException;

/** The status of the last CON (note, section 2.3.8). */
public enum ConStatus {
    /** 0: no CON was sent. */
    NOT_SENT,
    /** 1: sent, no response yet. */
    WAITING,
    /** 2: sending failed. */
    FAILED,
    /** 3: no response within the module's time limit. */
    TIMEOUT,
    /** 4: acknowledged or answered. The notification may follow this status. */
    SUCCESS,
    /** 5: the peer sent RST. */
    RESET;

    private static final ConStatus[] BY_NUMBER = values();

    /** The status's number, 0 to 5. */
    public int number() {
        return ordinal();
    }

    /** Whether the module has finished with the message. */
    public boolean isFinal() {
        return this != NOT_SENT && this != WAITING;
    }

    static ConStatus ofNumber(int number) {
        if (number < 0 || number >= BY_NUMBER.length) {
            throw new AtFormatException("expected a status in 0 to 5 but it is " + number);
        }
        return BY_NUMBER[number];
    }
}
