// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

/** The server answered with a reset: it could not process the message, or the message was too long for it. */
public final class CoapResetException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    /** @param tooLong whether the reset had message ID 0, by which a server refuses a message that is too long */
    CoapResetException(String peer, boolean tooLong) {
        super(peer + " answered with a reset"
                + (tooLong ? " of message ID 0: the message is too long for it; a smaller blockSize may help" : ""));
    }
}
