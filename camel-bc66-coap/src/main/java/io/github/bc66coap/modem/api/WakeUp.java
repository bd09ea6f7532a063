// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/** How to wake a module. */
public enum WakeUp {
    /** Not at all: a single {@code AT} has to be answered. */
    NONE,
    /** By repeating {@code AT} until it is answered; the first may be lost. */
    AT,
    /** By a pulse on the DTR line, wired to PSM_EINT, and then as {@link #AT}. */
    DTR,
    /** By a pulse on the RTS line, wired to PSM_EINT, and then as {@link #AT}. */
    RTS
}
