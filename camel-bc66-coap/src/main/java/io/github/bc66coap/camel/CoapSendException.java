// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

/** The module could not send the message. */
public final class CoapSendException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    CoapSendException(String peer, String reason) {
        super("the module could not send to " + peer + ": " + reason);
    }
}
