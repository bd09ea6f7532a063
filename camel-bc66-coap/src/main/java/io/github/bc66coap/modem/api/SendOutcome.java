// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;

import io.github.bc66coap.coap.MessageId;

/** How a send ended: with exactly one of these. The text of each is for people: a sentence of a log. */
public sealed interface SendOutcome {

    /** A response came; its code may be an error. */
    record Answered(IncomingResponse response) implements SendOutcome {
        @Override
        public String toString() {
            return "the response was " + response.code();
        }
    }

    /** The module has sent the message, and its peer has acknowledged it if that was awaited. */
    record Sent(MessageId messageId) implements SendOutcome {
        @Override
        public String toString() {
            return "it was sent";
        }
    }

    /** The module refused a command. */
    record Refused(CommandOutcome.Refused<?> command) implements SendOutcome {
        @Override
        public String toString() {
            return command.toString();
        }
    }

    /** A command got no reply. The message may have left if the command was {@code AT+QCOAPSEND}. */
    record NoAnswer(CommandOutcome.NoAnswer<?> command) implements SendOutcome {
        @Override
        public String toString() {
            return command.toString();
        }
    }

    /**
     * The DTLS handshake with the peer failed, or took longer than a send may.
     *
     * @param reported whether the module said so ({@code +QCOAPSEND: 2}). If not, it was silent about the first message to this peer, which
     *     may still leave when the handshake succeeds
     */
    record HandshakeFailed(boolean reported) implements SendOutcome {
        @Override
        public String toString() {
            return reported ? "the DTLS handshake failed" : "the DTLS handshake did not end in time";
        }
    }

    /**
     * Nothing was sent: handshakes with the peer have failed for so long, and none was tried for this message.
     *
     * @param waited how long it waited for a session
     */
    record NoSession(Duration waited) implements SendOutcome {
        @Override
        public String toString() {
            return "there was no DTLS session for " + Seconds.of(waited);
        }
    }

    /**
     * The module could not send it.
     *
     * @param reason what the module said
     */
    record Failed(String reason) implements SendOutcome {
        @Override
        public String toString() {
            return reason;
        }

        /** Nothing was sent: nobody wanted it when its turn came. */
        public static final Failed NOT_WANTED = new Failed("it was not wanted any more when its turn came");
        /** Nothing was sent: a newer message took its place. */
        public static final Failed REPLACED = new Failed("a newer one takes its place");
    }

    /**
     * The peer answered with a reset.
     *
     * @param tooLong whether it refuses the message as too long, by a reset with message ID 0
     */
    record Reset(boolean tooLong) implements SendOutcome {
        @Override
        public String toString() {
            return tooLong ? "a reset came back, as it is too long" : "a reset came back";
        }
    }

    /**
     * The awaited message did not come.
     *
     * @param awaited {@code response} or {@code acknowledgement}
     * @param reason the response timeout, or that the module gave up: continues the sentence after the name of the message
     */
    record TimedOut(String awaited, String reason) implements SendOutcome {
        @Override
        public String toString() {
            return "no " + awaited + reason;
        }
    }

    /** The line or the module was lost when the message had been handed over: it may have arrived. */
    record Unknown(String reason) implements SendOutcome {
        @Override
        public String toString() {
            return reason;
        }
    }

    /** Nothing was sent: the queue is full, the modem was stopped, or it was not ready for too long. */
    record Unavailable(String reason) implements SendOutcome {
        @Override
        public String toString() {
            return reason;
        }
    }
}
