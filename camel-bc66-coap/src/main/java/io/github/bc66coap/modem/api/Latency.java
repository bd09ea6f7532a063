// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/** What a modem measures the time of. */
public enum Latency {
    /** Commands that the module answered: from the command's first byte to its last answer, that of a two-phase command included. */
    COMMAND,
    /** Requests that were answered: from their first command to the response. */
    EXCHANGE,
    /** Requests that came: from their arrival until the module has sent the reply. */
    REPLY
}
