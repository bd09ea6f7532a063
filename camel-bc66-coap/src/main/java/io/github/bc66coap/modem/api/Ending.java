// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import io.github.bc66coap.at.AtResult;

/** How commands, sends and replies end, and why: what a modem counts of each. */
public enum Ending {
    /** A command that the module carried out. */
    COMMAND_DONE("command", "done", ""),
    /** A command that the module refused. */
    COMMAND_REFUSED("command", "refused", ""),
    /** A command whose reply could not be parsed. */
    COMMAND_UNREADABLE("command", "unreadable", ""),
    /** A command whose bytes could not be written to the line in time. */
    COMMAND_NOT_WRITTEN("command", "no answer", "written"),
    /** A command whose data prompt did not come in time. */
    COMMAND_NOT_PROMPTED("command", "no answer", "prompt"),
    /** A command whose result code did not come in time. */
    COMMAND_WITHOUT_RESULT("command", "no answer", "result"),
    /** An accepted command whose outcome did not come in time. */
    COMMAND_WITHOUT_OUTCOME("command", "no answer", "outcome"),
    /** A command that ended because the line was lost or the module restarted. */
    COMMAND_LOST("command", "lost", ""),
    /** A send that got a success response. */
    SEND_ANSWERED_SUCCESS("send", "answered", "2.xx"),
    /** A send that got a client error response. */
    SEND_ANSWERED_CLIENT_ERROR("send", "answered", "4.xx"),
    /** A send that got a server error response. */
    SEND_ANSWERED_SERVER_ERROR("send", "answered", "5.xx"),
    /** A send whose message has left and, if that was awaited, was acknowledged. */
    SEND_SENT("send", "sent", ""),
    /** A send with a command that the module refused with {@code ERROR}. */
    SEND_REFUSED("send", "refused", "ERROR"),
    /** A send with a command that the module refused with a numbered error. */
    SEND_REFUSED_WITH_NUMBER("send", "refused", "CME ERROR"),
    /** A send with a command that got no reply. */
    SEND_NO_ANSWER("send", "no answer", ""),
    /** A send whose DTLS handshake failed, as the module reported. */
    SEND_HANDSHAKE_FAILED("send", "handshake failed", "reported"),
    /** A send whose DTLS handshake did not end in time. */
    SEND_HANDSHAKE_SILENT("send", "handshake failed", "silent"),
    /** A send without a DTLS handshake, because earlier ones had failed. */
    SEND_HANDSHAKE_UNTRIED("send", "handshake failed", "not tried"),
    /** A send that the module could not carry out. */
    SEND_FAILED("send", "failed", ""),
    /** A send that nobody waited for any longer when its turn came. */
    SEND_NOT_WANTED("send", "not wanted", ""),
    /** A send that its peer rejected. */
    SEND_RESET("send", "reset", ""),
    /** A send that its peer rejected because of its length. */
    SEND_RESET_TOO_LONG("send", "reset", "too long"),
    /** A send without a response within {@code responseTimeout}. */
    SEND_WITHOUT_RESPONSE("send", "timed out", "no response"),
    /** A send for which the module stopped waiting, as it reported. */
    SEND_GIVEN_UP("send", "timed out", "the module gave up"),
    /** A send that may have arrived: the line or the module was lost. */
    SEND_LOST("send", "unknown", "line or module lost"),
    /** A send that may have arrived: the module's reply could not be parsed. */
    SEND_UNREADABLE("send", "unknown", "unreadable answer"),
    /** A send that may have arrived, although the module reported a failure later. */
    SEND_FAILED_LATER("send", "unknown", "failed later"),
    /** A send for which the queue had no room. */
    SEND_QUEUE_FULL("send", "unavailable", "queue full"),
    /** A send that was not sent before the stop. */
    SEND_STOPPED("send", "unavailable", "stopped"),
    /** A send that waited for a ready module in vain. */
    SEND_NOT_READY("send", "unavailable", "not ready"),
    /** A reply that was sent. */
    REPLY_SENT("reply", "sent", ""),
    /** A reply that the module refused. */
    REPLY_REFUSED("reply", "refused", ""),
    /** A reply with a command that got no reply from the module. */
    REPLY_NO_ANSWER("reply", "no answer", ""),
    /** A reply that the module could not send. */
    REPLY_FAILED("reply", "failed", ""),
    /** A reply that may have arrived: the line or the module was lost. */
    REPLY_LOST("reply", "unknown", "line or module lost"),
    /** A reply that was not sent: the module was not ready. */
    REPLY_NOT_READY("reply", "dropped", "not ready"),
    /** A reply that was not sent: too many waited for the line. */
    REPLY_TOO_MANY("reply", "dropped", "too many wait"),
    /** A reply that was not sent: its peer no longer waited, or its DTLS session was gone. */
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

    /** As far as the outcome shows it. If it has several causes, the code that ends the send knows which. */
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
