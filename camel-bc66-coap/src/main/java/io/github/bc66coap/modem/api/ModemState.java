// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;

/**
 * Where a modem is in its life.
 *
 * @param phase the step
 * @param reason why it isn't ready, for people: why it was lost, or why the last attempt failed. It stays until that is past, at the latest until the
 *     module is ready. Empty when the phase says it all
 * @param failedAttempts how many attempts to get ready have failed since it was ready for the last time
 * @param retryDelay when waiting, how long from the beginning of this state to the next attempt; zero otherwise
 */
public record ModemState(Phase phase, String reason, int failedAttempts, Duration retryDelay) {

    /** The steps from a closed line to a module that sends. */
    public enum Phase {
        /** Not started, or stopped. */
        STOPPED,
        /** Opening the line. */
        OPENING,
        /** Waiting for an answer to {@code AT}. */
        WAKING,
        /** Configuring the dialect and the session. */
        INITIALISING,
        /** Waiting for the network. */
        ATTACHING,
        /** Making the CoAP context. */
        CREATING,
        /** Sends and receives. */
        READY,
        /** The line or the module was lost; waiting before the next attempt. */
        WAITING,
        /** Deleting the context and closing the line. */
        STOPPING
    }

    /** A state with no failed attempts before it. */
    public ModemState(Phase phase, String reason) {
        this(phase, reason, 0, Duration.ZERO);
    }

    public boolean isReady() {
        return phase == Phase.READY;
    }

    /** Whether the module has answered on this line, and is on its way to ready, or there. */
    public boolean isAnswering() {
        return phase.compareTo(Phase.INITIALISING) >= 0 && phase.compareTo(Phase.READY) <= 0;
    }

    @Override
    public String toString() {
        String why = reason.isEmpty() ? phase.toString() : phase + " (" + reason + ")";
        return retryDelay.isZero() ? why : why + ", attempt " + (failedAttempts + 1) + " in " + Seconds.of(retryDelay);
    }
}
