// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.function.Supplier;

import org.apache.camel.Exchange;

import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.SendOutcome;

/** Maps outcomes onto exceptions. */
final class Outcomes {
    private Outcomes() {}

    /**
     * What was to be sent, as failures describe it.
     *
     * @param name method and path, or code, for people
     * @param timeout how long the response was waited for
     * @param pskIdentity {@code null} without DTLS
     */
    record SentMessage(String peer, String name, Duration timeout, String pskIdentity) {}

    /**
     * The exception that a send ends with.
     *
     * @param sent called only for a failure
     * @return {@code null} when the outcome is no failure
     */
    static Exception failure(SendOutcome outcome, Exchange exchange, Supplier<SentMessage> sent) {
        if (outcome instanceof SendOutcome.Answered || outcome instanceof SendOutcome.Sent) {
            return null;
        }
        if (outcome instanceof SendOutcome.Refused refused) {
            return failure(refused.command());
        }
        if (outcome instanceof SendOutcome.NoAnswer noAnswer) {
            return failure(noAnswer.command());
        }
        if (outcome instanceof SendOutcome.Unknown unknown) {
            return new CoapOutcomeUnknownException(unknown.reason());
        }
        if (outcome instanceof SendOutcome.Unavailable unavailable) {
            return new ModemUnavailableException(unavailable.reason());
        }
        SentMessage message = sent.get();
        String peer = message.peer();
        if (outcome instanceof SendOutcome.HandshakeFailed handshake) {
            return new DtlsHandshakeException(peer, message.pskIdentity(), handshake.reported());
        }
        if (outcome instanceof SendOutcome.NoSession none) {
            return new DtlsHandshakeException(peer, message.pskIdentity(), none.waited());
        }
        if (outcome instanceof SendOutcome.Failed failed) {
            return new CoapSendException(peer, failed.reason());
        }
        if (outcome instanceof SendOutcome.Reset reset) {
            return new CoapResetException(peer, reset.tooLong());
        }
        SendOutcome.TimedOut timedOut = (SendOutcome.TimedOut) outcome;
        return new CoapTimeoutException(
                exchange,
                message.timeout().toMillis(),
                "no " + timedOut.awaited() + " from " + peer + " to " + message.name() + timedOut.reason());
    }

    /** The exception that a command ends with; {@code null} when the outcome is no failure. */
    static Exception failure(CommandOutcome<?> outcome) {
        if (outcome instanceof CommandOutcome.Done) {
            return null;
        }
        if (outcome instanceof CommandOutcome.Refused<?> refused) {
            return new AtErrorException(refused);
        }
        if (outcome instanceof CommandOutcome.NoAnswer<?> noAnswer) {
            return new AtTimeoutException(noAnswer);
        }
        if (outcome instanceof CommandOutcome.Unreadable<?> unreadable) {
            return new AtReplyException(unreadable);
        }
        if (outcome instanceof CommandOutcome.Unknown<?> unknown) {
            return new CoapOutcomeUnknownException(unknown.reason());
        }
        return new ModemUnavailableException(((CommandOutcome.Unavailable<?>) outcome).reason());
    }
}
