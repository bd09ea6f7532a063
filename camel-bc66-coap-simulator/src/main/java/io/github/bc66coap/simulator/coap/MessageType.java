// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.coap;

/** Message types; the ordinal is the number in CoAP (RFC 7252, section 3) and in the AT commands. */
public enum MessageType {
    CON,
    NON,
    ACK,
    RST
}
