// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;

import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.qcoap.ConStatus;

/**
 * A CON whose caller has its result, but which is not acknowledged yet. It holds up the next message to its peer (NSTART = 1). The
 * module is polled only when something is queued.
 */
final class UnacknowledgedCon {
    private final DtlsSessions sessions;
    private final ConsInFlight cons;
    private final OutgoingMessage message;
    private final Runnable settled;
    private final EventLoop.Timer limit;
    private final StatusPoller.Poll poll;
    private boolean asked;
    private boolean over;

    /**
     * @param atMost how long it holds up the next message
     * @param settled called once, when the next message may leave
     */
    UnacknowledgedCon(
            EventLoop loop,
            StatusPoller poller,
            DtlsSessions sessions,
            ConsInFlight cons,
            OutgoingMessage message,
            Duration atMost,
            Runnable settled) {
        this.sessions = sessions;
        this.cons = cons;
        this.message = message;
        this.settled = settled;
        this.poll = poller.new Poll(message, this::onAnswer);
        this.limit = loop.schedule(atMost, this::giveUp);
    }

    boolean is(MessageId messageId) {
        return message.messageId().equals(messageId);
    }

    /** It was acknowledged or rejected, or the wait for that is over. */
    void settle() {
        if (!over) {
            over = true;
            limit.cancel();
            poll.cancel();
            settled.run();
        }
    }

    /** Asks the module, unless it is being asked. */
    void ask() {
        if (!asked) {
            asked = true;
            poll.askNow();
        }
    }

    /** An error says nothing about the CON, and is no reason to hold up the next message. */
    private void onAnswer(AtResult<ConStatus> result) {
        ConStatus status = result instanceof AtResult.Success<ConStatus> success ? success.value() : null;
        if (!(result instanceof AtResult.NoAnswer) && status != ConStatus.WAITING) {
            onStatus(status);
        }
    }

    /**
     * The module has finished with it.
     *
     * @param status {@code null} if the module did not say
     */
    void onStatus(ConStatus status) {
        cons.over(message.peer(), message.messageId());
        if (status == ConStatus.TIMEOUT || status == ConStatus.FAILED) {
            giveUp();
        } else {
            if (status == ConStatus.SUCCESS || status == ConStatus.RESET) {
                sessions.onMessageFrom(message.peer());
            }
            settle();
        }
    }

    /** Neither an acknowledgement nor a reset has come. */
    private void giveUp() {
        if (!over) {
            sessions.over(message.peer());
            settle();
        }
    }
}
