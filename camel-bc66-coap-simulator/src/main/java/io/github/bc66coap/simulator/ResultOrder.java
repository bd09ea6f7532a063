// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

/** When {@code +QCOAPSEND: <err>} comes. */
enum ResultOrder {
    /** Behind OK and before what is received, as in the note's examples. */
    AFTER_OK,
    /** In front of OK, if it is known soon enough. */
    BEFORE_OK,
    /** Behind the first thing that is received after a CON. */
    AFTER_RESPONSE,
    /** Not at all. */
    NEVER
}
