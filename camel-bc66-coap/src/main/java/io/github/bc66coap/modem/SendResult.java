// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import io.github.bc66coap.modem.api.SendOutcome;

/** How the sending of one message ended, as far as the module is concerned. */
sealed interface SendResult {

    /** The module has sent it. */
    record Sent() implements SendResult {}

    /** The line or the module was lost before {@code AT+QCOAPSEND} left, so it may be sent again. */
    record NotBegun(String reason) implements SendResult {}

    /**
     * No {@code AT+QCOAPSEND} has left, or one was refused by a module that had restarted unheard and has lost its context: the
     * message may be sent, once more.
     *
     * @param outcome how it ends if it isn't
     */
    record Missed(SendOutcome outcome) implements SendResult {}

    /** It ended otherwise, and this is how. */
    record Ended(SendOutcome outcome) implements SendResult {}
}
