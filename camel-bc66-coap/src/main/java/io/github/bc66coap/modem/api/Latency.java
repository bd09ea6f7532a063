// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

/** Which times a modem measures. */
public enum Latency {
    /** Of commands, from the first byte to the last reply, or to the outcome of a two-phase command. */
    COMMAND,
    /** Of requests with a response, from the first command to the response. */
    EXCHANGE,
    /** Of incoming requests, from the arrival until the module has sent the response. */
    REPLY
}
