// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import io.github.bc66coap.modem.api.SendOutcome;

/**
 * How the commands of one message ended.
 *
 * @param outcome how the send ends if the message is not sent again
 * @param again whether it may be sent again, because it has certainly not left
 */
record SendResult(SendOutcome outcome, Again again) {

    enum Again {
        NO,
        /** Once more: a command before {@code AT+QCOAPSEND} was not answered, or an unnoticed restart lost the context. */
        ONCE,
        /** Whenever the module is back: the line or the module was lost before {@code AT+QCOAPSEND} left. */
        WHEN_BACK
    }

    static SendResult sent(OutgoingMessage message) {
        return ended(new SendOutcome.Sent(message.messageId()));
    }

    static SendResult ended(SendOutcome outcome) {
        return new SendResult(outcome, Again.NO);
    }

    static SendResult notBegun(String reason) {
        return new SendResult(new SendOutcome.Unavailable(reason), Again.WHEN_BACK);
    }

    SendResult onceMore() {
        return new SendResult(outcome, Again.ONCE);
    }

    boolean isSent() {
        return outcome instanceof SendOutcome.Sent;
    }

    /** Whether the module has refused a command, and reading its settings has shown no reason for that. */
    boolean isRefused() {
        return again == Again.NO && outcome instanceof SendOutcome.Refused;
    }
}
