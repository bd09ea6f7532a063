// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import io.github.bc66coap.at.AtResult;

/** How commands, sends and replies end, and why: what a modem counts of each. */
public enum Ending {
    /** A command that the module did. */
    COMMAND_DONE("command", "done", ""),
    /** A command that the module refused. */
    COMMAND_REFUSED("command", "refused", ""),
    /** A command whose answer can't be read. */
    COMMAND_UNREADABLE("command", "unreadable", ""),
    /** A command whose bytes the line didn't take in time. */
    COMMAND_NOT_WRITTEN("command", "no answer", "written"),
    /** A command for whose data the module didn't prompt in time. */
    COMMAND_NOT_PROMPTED("command", "no answer", "prompt"),
    /** A command whose result code didn't come in time. */
    COMMAND_WITHOUT_RESULT("command", "no answer", "result"),
    /** A command that was accepted, and whose outcome didn't come in time. */
    COMMAND_WITHOUT_OUTCOME("command", "no answer", "outcome"),
    /** A command that the loss of the line or a restart ended. */
    COMMAND_LOST("command", "lost", ""),
    /** A send that was answered with success. */
    SEND_ANSWERED_SUCCESS("send", "answered", "2.xx"),
    /** A send that was answered with a client's error. */
    SEND_ANSWERED_CLIENT_ERROR("send", "answered", "4.xx"),
    /** A send that was answered with a server's error. */
    SEND_ANSWERED_SERVER_ERROR("send", "answered", "5.xx"),
    /** A send whose message has left, and was acknowledged if that was waited for. */
    SEND_SENT("send", "sent", ""),
    /** A send of which the module refused a command with {@code ERROR}. */
    SEND_REFUSED("send", "refused", "ERROR"),
    /** A send of which the module refused a command with an error that has a number. */
    SEND_REFUSED_WITH_NUMBER("send", "refused", "CME ERROR"),
    /** A send of which a command wasn't answered. */
    SEND_NO_ANSWER("send", "no answer", ""),
    /** A send whose DTLS handshake failed, as the module said. */
    SEND_HANDSHAKE_FAILED("send", "handshake failed", "reported"),
    /** A send whose DTLS handshake didn't end in time. */
    SEND_HANDSHAKE_SILENT("send", "handshake failed", "silent"),
    /** A send for which no DTLS handshake was tried, because others have failed. */
    SEND_HANDSHAKE_UNTRIED("send", "handshake failed", "not tried"),
    /** A send that the module couldn't do. */
    SEND_FAILED("send", "failed", ""),
    /** A send that nobody wanted any more when its turn came. */
    SEND_NOT_WANTED("send", "not wanted", ""),
    /** A send that its peer rejected. */
    SEND_RESET("send", "reset", ""),
    /** A send that its peer rejected for its length. */
    SEND_RESET_TOO_LONG("send", "reset", "too long"),
    /** A send that wasn't answered within {@code responseTimeout}. */
    SEND_WITHOUT_RESPONSE("send", "timed out", "no response"),
    /** A send of which the module said that it was waited for no longer. */
    SEND_GIVEN_UP("send", "timed out", "the module gave up"),
    /** A send that may have arrived, when the line or the module was lost. */
    SEND_LOST("send", "unknown", "line or module lost"),
    /** A send that may have arrived, because the answer of the module can't be read. */
    SEND_UNREADABLE("send", "unknown", "unreadable answer"),
    /** A send that may have arrived, though the module said later that it failed. */
    SEND_FAILED_LATER("send", "unknown", "failed later"),
    /** A send for which there was no room in the queue. */
    SEND_QUEUE_FULL("send", "unavailable", "queue full"),
    /** A send that a stop ended before it was sent. */
    SEND_STOPPED("send", "unavailable", "stopped"),
    /** A send that waited in vain for a module that is ready. */
    SEND_NOT_READY("send", "unavailable", "not ready"),
    /** A reply that was sent. */
    REPLY_SENT("reply", "sent", ""),
    /** A reply that the module refused. */
    REPLY_REFUSED("reply", "refused", ""),
    /** A reply of which a command wasn't answered. */
    REPLY_NO_ANSWER("reply", "no answer", ""),
    /** A reply that the module couldn't send. */
    REPLY_FAILED("reply", "failed", ""),
    /** A reply that may have arrived, when the line or the module was lost. */
    REPLY_LOST("reply", "unknown", "line or module lost"),
    /** A reply that wasn't sent, because the module wasn't ready. */
    REPLY_NOT_READY("reply", "dropped", "not ready"),
    /** A reply that wasn't sent, because too many waited for the line. */
    REPLY_TOO_MANY("reply", "dropped", "too many wait"),
    /** A reply that wasn't sent, because its peer waits no longer, or its DTLS session is gone. */
    REPLY_TOO_LATE("reply", "dropped", "too late");

    private final String subject;
    private final String outcome;
    private final String cause;

    Ending(String subject, String outcome, String cause) {
        this.subject = subject;
        this.outcome = outcome;
        this.cause = cause;
    }

    /** What ended: {@code command}, {@code send} or {@code reply}. */
    public String subject() {
        return subject;
    }

    /** How, for people. */
    public String outcome() {
        return outcome;
    }

    /** Why, for people; empty when the outcome says it all. */
    public String cause() {
        return cause;
    }

    public static Ending ofCommand(AtResult<?> result) {
        if (result instanceof AtResult.NoAnswer<?> noAnswer) {
            return switch (noAnswer.awaited()) {
                case WRITTEN -> COMMAND_NOT_WRITTEN;
                case PROMPT -> COMMAND_NOT_PROMPTED;
                case RESULT -> COMMAND_WITHOUT_RESULT;
                case OUTCOME -> COMMAND_WITHOUT_OUTCOME;
            };
        }
        if (result instanceof AtResult.Success) {
            return COMMAND_DONE;
        }
        if (result instanceof AtResult.Refused) {
            return COMMAND_REFUSED;
        }
        return result instanceof AtResult.Unreadable ? COMMAND_UNREADABLE : COMMAND_LOST;
    }

    /** As far as the outcome tells; who ends a send for one of several causes knows which. */
    public static Ending ofSend(SendOutcome end) {
        if (end instanceof SendOutcome.Answered answered) {
            return switch (answered.response().code().codeClass()) {
                case 4 -> SEND_ANSWERED_CLIENT_ERROR;
                case 5 -> SEND_ANSWERED_SERVER_ERROR;
                default -> SEND_ANSWERED_SUCCESS;
            };
        }
        if (end instanceof SendOutcome.Sent) {
            return SEND_SENT;
        }
        if (end instanceof SendOutcome.Refused refused) {
            return refused.command().code().startsWith("+") ? SEND_REFUSED_WITH_NUMBER : SEND_REFUSED;
        }
        if (end instanceof SendOutcome.NoAnswer) {
            return SEND_NO_ANSWER;
        }
        if (end instanceof SendOutcome.HandshakeFailed handshake) {
            return handshake.reported() ? SEND_HANDSHAKE_FAILED : SEND_HANDSHAKE_SILENT;
        }
        if (end instanceof SendOutcome.NoSession) {
            return SEND_HANDSHAKE_UNTRIED;
        }
        if (end instanceof SendOutcome.Reset reset) {
            return reset.tooLong() ? SEND_RESET_TOO_LONG : SEND_RESET;
        }
        if (end instanceof SendOutcome.TimedOut) {
            return SEND_WITHOUT_RESPONSE;
        }
        if (end instanceof SendOutcome.Unknown) {
            return SEND_LOST;
        }
        if (end instanceof SendOutcome.Unavailable) {
            return SEND_NOT_READY;
        }
        return end.equals(SendOutcome.Failed.NOT_WANTED) ? SEND_NOT_WANTED : SEND_FAILED;
    }

    public static Ending ofReply(SendOutcome end) {
        if (end instanceof SendOutcome.Sent) {
            return REPLY_SENT;
        }
        if (end instanceof SendOutcome.Refused) {
            return REPLY_REFUSED;
        }
        if (end instanceof SendOutcome.NoAnswer) {
            return REPLY_NO_ANSWER;
        }
        if (end instanceof SendOutcome.Unavailable) {
            return REPLY_NOT_READY;
        }
        return end instanceof SendOutcome.Unknown ? REPLY_LOST : REPLY_FAILED;
    }
}
