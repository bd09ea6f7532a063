// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

/** What a producer does with an exchange. */
public enum Bc66CoapOperation {
    /** Sends a request to a CoAP server. */
    SEND,
    /** Notifies the observers of a path. */
    NOTIFY,
    /** Responds to a request that a consumer took with {@code manualReply}. */
    RESPOND,
    /** Sends the endpoint's AT command. */
    AT,
    /** Asks for the status of the last confirmable message. */
    STATUS,
    /** Renews the module's CoAP context. */
    RESET
}
