// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.modem.link.AtLink;
import io.github.bc66coap.modem.link.CommandSequence;
import io.github.bc66coap.modem.link.CommandSequence.Priority;
import io.github.bc66coap.modem.link.LineScheduler;
import io.github.bc66coap.qcoap.ConStatus;

/**
 * A CON that nobody waits for any more but the message layer. The module is asked about it when something else waits.
 * Belongs to the event loop.
 */
final class UnacknowledgedCon {
    private final EventLoop loop;
    private final LineScheduler scheduler;
    private final MessageSender sender;
    private final DtlsSessions sessions;
    private final ConsInFlight cons;
    private final OutgoingMessage message;
    private final Runnable settled;
    private final EventLoop.Timer limit;
    private EventLoop.Timer poll = () -> {};
    private Duration delay = StatusPolls.FIRST;
    private boolean asked;
    private boolean over;

    /**
     * @param atMost how long it holds up the next message
     * @param settled told once, when the next message may leave
     */
    UnacknowledgedCon(
            EventLoop loop,
            LineScheduler scheduler,
            MessageSender sender,
            DtlsSessions sessions,
            ConsInFlight cons,
            OutgoingMessage message,
            Duration atMost,
            Runnable settled) {
        this.loop = loop;
        this.scheduler = scheduler;
        this.sender = sender;
        this.sessions = sessions;
        this.cons = cons;
        this.message = message;
        this.settled = settled;
        this.limit = loop.schedule(atMost, this::giveUp);
    }

    boolean is(MessageId messageId) {
        return message.messageId().equals(messageId);
    }

    /** It was acknowledged or rejected, or is waited for no longer. */
    void settle() {
        if (!over) {
            over = true;
            limit.cancel();
            poll.cancel();
            settled.run();
        }
    }

    /** Asks the module, unless it has been asked and will be again. */
    void ask() {
        if (!asked) {
            asked = true;
            submitPoll();
        }
    }

    private void submitPoll() {
        scheduler.submit(Priority.REQUEST, new CommandSequence() {
            @Override
            public boolean isWanted() {
                return !over;
            }

            @Override
            public CompletableFuture<Void> run(AtLink ready) {
                if (!message.equals(sender.lastConfirmable())) {
                    // the module speaks of another CON by now; an acknowledgement is still noticed
                    return CompletableFuture.completedFuture(null);
                }
                return sender.askStatus(ready).thenAccept(UnacknowledgedCon.this::answered);
            }

            @Override
            public void abandon(String reason) {
                // settled when the module is lost
            }
        });
    }

    /** That the module won't say is no reason not to send. */
    private void answered(AtResult<ConStatus> result) {
        ConStatus status = result instanceof AtResult.Success<ConStatus> success ? success.value() : null;
        boolean waits = result instanceof AtResult.NoAnswer || status == ConStatus.WAITING;
        if (over) {
            return;
        }
        if (waits) {
            poll = loop.schedule(delay, this::submitPoll);
            delay = StatusPolls.after(delay);
        } else {
            told(status);
        }
    }

    /**
     * What the module says of it when it doesn't wait any more.
     *
     * @param status {@code null} when it won't say
     */
    void told(ConStatus status) {
        cons.over(message.peer(), message.messageId());
        if (status == ConStatus.TIMEOUT || status == ConStatus.FAILED) {
            giveUp();
        } else {
            if (status == ConStatus.SUCCESS || status == ConStatus.RESET) {
                sessions.heard(message.peer());
            }
            settle();
        }
    }

    /** Nothing that acknowledges or rejects it has come. */
    private void giveUp() {
        if (!over) {
            sessions.over(message.peer());
            settle();
        }
    }
}
