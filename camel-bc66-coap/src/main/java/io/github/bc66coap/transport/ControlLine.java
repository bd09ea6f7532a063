// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

/** A control line that the host drives. Wired to PSM_EINT, either one can wake a sleeping module. */
public enum ControlLine {
    /** Data Terminal Ready. */
    DTR,
    /** Request To Send. */
    RTS
}
