// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.kafka;

/** A command was begun, and its outcome was never written: whoever began it has ended in between. It isn't sent again. */
public final class OutcomeUnknownException extends Exception {
    private static final long serialVersionUID = 1L;

    /** It was begun by another process, or by this one before it lost the command. */
    public OutcomeUnknownException() {
        super("it is not known whether the command was sent: the gateway ended before its outcome was known");
    }
}
