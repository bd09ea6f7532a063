// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

/** The server answered with a reset: it could not make sense of the message, or could not take one so long. */
public final class CoapResetException extends Bc66CoapException {
    private static final long serialVersionUID = 1L;

    /**
     * @param tooLong whether it was the reset of message ID 0 by which a server refuses what is too long for it
     */
    CoapResetException(String peer, boolean tooLong) {
        super(peer + " answered with a reset"
                + (tooLong ? " of message ID 0: the message is too long for it; a smaller blockSize may help" : ""));
    }
}
