// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/** How a module is woken before it is talked to. */
public enum WakeUp {
    /** Not at all: one {@code AT} must do. */
    NONE,
    /** {@code AT} is repeated until it is answered; the first may be lost. */
    AT,
    /** The DTR line, wired to PSM_EINT, is pulsed first. */
    DTR,
    /** The RTS line, wired to PSM_EINT, is pulsed first. */
    RTS
}
