// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.modem.link.AtLink;
import io.github.bc66coap.modem.link.CommandSequence;
import io.github.bc66coap.modem.link.CommandSequence.Priority;
import io.github.bc66coap.modem.link.LineScheduler;
import io.github.bc66coap.qcoap.ConStatus;

/**
 * Asks the module what became of its last CON ({@code AT+QCOAPDATASTATUS?}): again and again while somebody waits for it, and once
 * ahead of the next message, which then need not ask.
 */
final class StatusPoller {
    static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(16);

    private final EventLoop loop;
    private final LineScheduler scheduler;
    private final MessageSender sender;

    StatusPoller(EventLoop loop, LineScheduler scheduler, MessageSender sender) {
        this.loop = loop;
        this.scheduler = scheduler;
        this.sender = sender;
    }

    /**
     * Asks about a CON at the pace of its retransmissions: after 2, 4, 8, 16 s, then every 16 s. Ends when it is cancelled, or when
     * another CON has left, because the module reports on its last one only.
     */
    final class Poll implements CommandSequence, EventLoop.Timer {
        private final OutgoingMessage con;
        private final Consumer<AtResult<ConStatus>> onAnswer;
        private Duration delay = FIRST;
        private EventLoop.Timer next = () -> {};
        private boolean cancelled;

        /** @param onAnswer takes each answer, and cancels the poll if it is the last one */
        Poll(OutgoingMessage con, Consumer<AtResult<ConStatus>> onAnswer) {
            this.con = con;
            this.onAnswer = onAnswer;
        }

        Poll askLater() {
            next = loop.schedule(delay, this::askNow);
            Duration doubled = delay.multipliedBy(2);
            delay = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
            return this;
        }

        void askNow() {
            scheduler.submit(Priority.REQUEST, this);
        }

        @Override
        public void cancel() {
            cancelled = true;
            next.cancel();
        }

        @Override
        public boolean isWanted() {
            return !cancelled && con.equals(sender.lastConfirmable());
        }

        @Override
        public CompletableFuture<Void> run(AtLink line) {
            return sender.askStatus(line).thenAccept(result -> {
                if (!cancelled) {
                    onAnswer.accept(result);
                }
                if (!cancelled) {
                    askLater();
                }
            });
        }

        @Override
        public void abandon(String reason) {
            // whoever waits for the CON has a deadline, or ends when the module is lost
        }
    }

    /**
     * Offers to ask ahead of the next message, while the line is idle.
     *
     * @param nothingInFlight asked when the offer's turn has come
     */
    void offerAhead(BooleanSupplier nothingInFlight) {
        if (sender.mayAskAhead()) {
            scheduler.offer(new CommandSequence() {
                @Override
                public boolean isWanted() {
                    return sender.mayAskAhead() && nothingInFlight.getAsBoolean();
                }

                @Override
                public CompletableFuture<Void> run(AtLink line) {
                    return sender.askAhead(line);
                }

                @Override
                public void abandon(String reason) {
                    // a new context has no CON to ask about
                }
            });
        }
    }
}
