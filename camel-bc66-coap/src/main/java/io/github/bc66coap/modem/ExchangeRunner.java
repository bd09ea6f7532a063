// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.OutgoingExchange.Expects;
import io.github.bc66coap.modem.OutgoingExchange.Phase;
import io.github.bc66coap.modem.SendResult.Again;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Ending;
import io.github.bc66coap.modem.api.Latency;
import io.github.bc66coap.modem.api.Seconds;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.Traffic;
import io.github.bc66coap.modem.link.AtLink;
import io.github.bc66coap.modem.link.CommandSequence;
import io.github.bc66coap.modem.link.CommandSequence.Priority;
import io.github.bc66coap.modem.link.Counters;
import io.github.bc66coap.modem.link.LineScheduler;
import io.github.bc66coap.qcoap.ConStatus;

/**
 * Sends the exchange whose turn has come, and takes it to its one outcome: by what the module says of its commands, by what comes over
 * the air, or by a deadline. What could not be sent goes back to the {@link SendQueue}.
 */
final class ExchangeRunner {
    private final EventLoop loop;
    private final LineScheduler scheduler;
    private final MessageSender sender;
    private final LateResponses lateResponses;
    private final MessageIds messageIds;
    private final DtlsSessions sessions;
    private final ConsInFlight cons;
    private final Counters counters;
    private final Duration responseTimeout;
    private final StatusPoller poller;
    private final InFlight inFlight;
    private SendQueue queue;
    /** The one whose commands have the line, or will have it next, or {@code null}. Any thread may read it. */
    private volatile OutgoingExchange sending;

    private boolean available;
    private boolean stopped;
    private String unavailableBecause = "";

    /** @param cons what the module may retransmit */
    ExchangeRunner(
            EventLoop loop,
            LineScheduler scheduler,
            MessageSender sender,
            LateResponses lateResponses,
            MessageIds messageIds,
            DtlsSessions sessions,
            ConsInFlight cons,
            Counters counters,
            Duration responseTimeout) {
        this.loop = loop;
        this.scheduler = scheduler;
        this.sender = sender;
        this.lateResponses = lateResponses;
        this.messageIds = messageIds;
        this.sessions = sessions;
        this.cons = cons;
        this.counters = counters;
        this.responseTimeout = responseTimeout;
        this.poller = new StatusPoller(loop, scheduler, sender);
        this.inFlight = new InFlight(loop, cons, () -> queue.next());
    }

    /** From now on it runs what waits in this queue. Returns what the queue must respect. */
    InFlight serve(SendQueue waiting) {
        queue = waiting;
        return inFlight;
    }

    // what the queue asks and reports

    boolean isAvailable() {
        return available;
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isSending() {
        return sending != null;
    }

    void available() {
        available = true;
    }

    void unavailable(String reason) {
        available = false;
        unavailableBecause = reason;
        inFlight.settleAll();
        inFlight.awaiting().forEach(exchange -> {
            owe(exchange);
            end(exchange, new SendOutcome.Unknown(reason));
        });
        cons.clear();
    }

    void restarted() {
        sender.restarted();
    }

    void contextIsNew() {
        sender.reset();
    }

    void stop() {
        stopped = true;
    }

    void endStopped(OutgoingExchange exchange) {
        end(exchange, new SendOutcome.Unavailable(unavailableBecause), Ending.SEND_STOPPED);
    }

    /** Something is over: the module may be asked about its last CON before the next message needs to know. */
    void offerStatusAhead() {
        poller.offerAhead(() -> inFlight.isEmpty() && cons.isEmpty());
    }

    // what others ask and report

    /** The exchange that may have reached this peer and has no response yet, or {@code null}. */
    OutgoingExchange outstanding(Peer peer) {
        OutgoingExchange now = sending;
        OutgoingExchange exchange = now != null && now.isFrom(peer) ? now : inFlight.awaiting(peer);
        return exchange != null && exchange.isUnanswered() ? exchange : null;
    }

    /** What has begun and is not over. From any thread. */
    List<Traffic.Outstanding> outstanding() {
        List<OutgoingExchange> begun = new ArrayList<>(inFlight.awaiting());
        OutgoingExchange now = sending;
        if (now != null && now.phase() == Phase.SENDING) {
            begun.add(now);
        }
        return begun.stream().map(exchange -> exchange.shown(loop.nanoTime())).toList();
    }

    /** Whether the module may have to retransmit a message. */
    boolean isConOnItsWay() {
        return sending != null && sending.isUnanswered() || !inFlight.isEmpty();
    }

    /** Whether an ACK with this message ID has answered the outstanding request while its command is still under way. */
    boolean isAnsweredByAck(Peer peer, MessageId messageId) {
        return sending != null
                && sending.is(peer, messageId)
                && sending.early() instanceof SendOutcome.Answered answered
                && answered.response().type() == MessageType.ACK;
    }

    /** A message came from this peer. */
    void onMessageFrom(Peer peer) {
        inFlight.onMessageFrom(peer);
    }

    /** Before it sent another message, the module was asked about its last CON, which is this one. */
    void onStatus(OutgoingMessage con, ConStatus status) {
        OutgoingExchange exchange = inFlight.awaiting(con.peer());
        if (exchange != null && exchange.message().equals(con)) {
            judge(exchange, status);
        } else if (status != ConStatus.WAITING) {
            inFlight.onStatus(con, status);
        }
    }

    /**
     * What ends the outstanding exchange came over the air.
     *
     * @return false if it is a response that nobody waits for
     */
    boolean ended(OutgoingExchange exchange, SendOutcome end) {
        boolean wanted = exchange.expects() == Expects.RESPONSE || !(end instanceof SendOutcome.Answered);
        SendOutcome outcome = wanted ? end : exchange.sent();
        if (exchange.phase() == Phase.SENDING) {
            exchange.endEarly(outcome);
            // the module may never report the outcome, but the message has got through
            sender.gotThrough(exchange.message().peer(), exchange.message().messageId());
        } else {
            answered(exchange, outcome);
        }
        return wanted;
    }

    /** The outstanding request's empty ACK came: its response will be a separate one. */
    void acknowledged(OutgoingExchange exchange) {
        OutgoingMessage message = exchange.message();
        exchange.acknowledge();
        sender.gotThrough(message.peer(), message.messageId());
        inFlight.acknowledged(message.peer(), message.messageId());
    }

    /** An ACK or RST came, perhaps for a message that nobody waits for any longer. */
    void settled(Peer peer, MessageId messageId) {
        cons.over(peer, messageId);
        inFlight.settled(peer, messageId);
        offerStatusAhead();
    }

    // the way of an exchange whose turn has come

    void begin(OutgoingExchange exchange) {
        sending = exchange;
        scheduler.submit(Priority.REQUEST, new CommandSequence() {
            @Override
            public boolean isWanted() {
                return exchange.isWaiting();
            }

            @Override
            public CompletableFuture<Void> run(AtLink line) {
                return send(line, exchange);
            }

            @Override
            public void abandon(String reason) {
                end(exchange, new SendOutcome.Unavailable(reason));
            }
        });
    }

    private CompletableFuture<Void> send(AtLink line, OutgoingExchange exchange) {
        if (!exchange.isWanted()) {
            end(exchange, SendOutcome.Failed.NOT_WANTED);
            return CompletableFuture.completedFuture(null);
        }
        if (inFlight.wouldBeRefused(exchange)) {
            // a response has passed it on its way to the line
            putBack(exchange);
            return CompletableFuture.completedFuture(null);
        }
        exchange.tried(loop.nanoTime());
        exchange.phase(Phase.SENDING);
        if (exchange.isConfirmable() && inFlight.isUnacknowledged(sender.lastConfirmable())) {
            // once the next CON has left, the module says nothing about the one before
            sender.askAgain();
        }
        return sender.run(line, exchange.message(), () -> begins(exchange)).handle((result, failure) -> {
            sent(exchange, failure == null ? result : failed(exchange, failure));
            return null;
        });
    }

    /** Unless nobody wants it any longer. From now on, not from its submission, its message ID counts as used. */
    private boolean begins(OutgoingExchange exchange) {
        if (!exchange.isWanted()) {
            return false;
        }
        OutgoingMessage message = exchange.message();
        exchange.begin();
        if (exchange.isConfirmable()) {
            sessions.asks(message.peer());
        }
        messageIds.renew(message.peer(), message.messageId());
        cons.left(message);
        return true;
    }

    private static SendResult failed(OutgoingExchange exchange, Throwable failure) {
        String reason = failure.toString();
        return SendResult.ended(exchange.hasBegun() ? new SendOutcome.Unknown(reason) : new SendOutcome.Failed(reason));
    }

    private void sent(OutgoingExchange exchange, SendResult result) {
        if (result.isSent()) {
            counters.count(Counter.REQUESTS_SENT);
        }
        if (exchange.early() != null) {
            answered(exchange, exchange.early());
        } else if (result.again() == Again.WHEN_BACK) {
            retryLater(exchange);
        } else if (result.again() == Again.ONCE) {
            retryOnce(exchange, result.outcome());
        } else if (result.isSent()) {
            handedOver(exchange);
        } else {
            notSent(exchange, result.outcome());
        }
    }

    private void notSent(OutgoingExchange exchange, SendOutcome outcome) {
        if (mayBeRefusedForAnother(exchange, outcome)) {
            cons.suspect(exchange.message().type());
            exchange.refusedBesideAnother();
            retryAsBefore(exchange);
        } else if (waitsForSession(exchange, outcome)) {
            cons.over(exchange.message().peer(), exchange.message().messageId());
            exchange.withdraw(outcome);
            retryAsBefore(exchange);
        } else if (!mayHaveArrived(exchange, outcome)) {
            cons.over(exchange.message().peer(), exchange.message().messageId());
            end(exchange, outcome);
        } else if (exchange.isAcknowledged()) {
            // it has arrived, even if the module did not say so
            handedOver(exchange);
        } else {
            owe(exchange);
            if (outcome instanceof SendOutcome.NoAnswer) {
                expectAcknowledgement(exchange);
            }
            end(exchange, outcome);
        }
    }

    /** Some firmware may refuse a message only because it still waits for an acknowledgement. */
    private boolean mayBeRefusedForAnother(OutgoingExchange exchange, SendOutcome outcome) {
        boolean refused = outcome instanceof SendOutcome.Refused && exchange.hasBegun() && !exchange.wasRefused();
        if (refused) {
            cons.over(exchange.message().peer(), exchange.message().messageId());
        }
        return refused && !stopped && !cons.isEmpty();
    }

    /** Whether nothing has left because there was no session, and the next handshake may come in time. */
    private boolean waitsForSession(OutgoingExchange exchange, SendOutcome outcome) {
        return outcome instanceof SendOutcome.HandshakeFailed failure
                && failure.reported()
                && !stopped
                && !sessions.unreachableFor(exchange.message().peer()).isZero()
                && exchange.submittedFor(loop.nanoTime()).compareTo(responseTimeout) < 0;
    }

    private static boolean mayHaveArrived(OutgoingExchange exchange, SendOutcome outcome) {
        return exchange.hasBegun()
                && (outcome instanceof SendOutcome.NoAnswer
                        || outcome instanceof SendOutcome.Unknown
                        || outcome instanceof SendOutcome.HandshakeFailed handshake && !handshake.reported());
    }

    private void putBack(OutgoingExchange exchange) {
        sending = null;
        queue.putBack(exchange);
    }

    private void retryAsBefore(OutgoingExchange exchange) {
        putBack(exchange);
        queue.checkAvailability(exchange);
    }

    /** Before that the line is checked, and the module initialised again if need be. */
    private void retryOnce(OutgoingExchange exchange, SendOutcome otherwise) {
        boolean inTime = exchange.triedFor(loop.nanoTime()).compareTo(responseTimeout) < 0;
        if (exchange.miss(otherwise instanceof SendOutcome.Refused) && inTime) {
            retryLater(exchange);
        } else {
            end(exchange, otherwise);
        }
    }

    /** Nothing was sent, so it may be sent when the module is back. The report of its loss is on its way. */
    private void retryLater(OutgoingExchange exchange) {
        if (stopped) {
            endStopped(exchange);
        } else if (exchange.triedFor(loop.nanoTime()).compareTo(responseTimeout) >= 0) {
            // a module that is lost again and again must not keep it for ever
            end(exchange, new SendOutcome.Unavailable("it could not be sent: " + unavailableBecause));
        } else {
            exchange.phase(Phase.QUEUED);
            cons.over(exchange.message().peer(), exchange.message().messageId());
            putBack(exchange);
            queue.limitWait(exchange, responseTimeout);
        }
    }

    private void handedOver(OutgoingExchange exchange) {
        if (exchange.wasRefused()) {
            cons.tried(exchange.message().type(), true);
        }
        if (exchange.expects() == Expects.NOTHING) {
            owe(exchange);
            expectAcknowledgement(exchange);
            end(exchange, exchange.sent());
        } else if (exchange.expects() == Expects.NO_RESPONSE) {
            end(exchange, exchange.sent());
        } else if (!available) {
            // the session that its response would have come in is over
            owe(exchange);
            end(exchange, new SendOutcome.Unknown(unavailableBecause));
        } else {
            await(exchange);
        }
    }

    /** The next message to its peer waits for the acknowledgement, but no longer than for a response. */
    private void expectAcknowledgement(OutgoingExchange exchange) {
        if (exchange.isConfirmable() && !exchange.isAcknowledged() && available) {
            OutgoingMessage message = exchange.message();
            inFlight.add(message, new UnacknowledgedCon(loop, poller, sessions, cons, message, responseTimeout, () -> {
                inFlight.removeUnacknowledged(message);
                queue.next();
            }));
        }
    }

    private void await(OutgoingExchange exchange) {
        exchange.phase(Phase.AWAITING_RESPONSE);
        exchange.deadline(loop.schedule(
                responseTimeout,
                () -> timedOut(
                        exchange, "response", " within " + Seconds.of(responseTimeout), Ending.SEND_WITHOUT_RESPONSE)));
        if (exchange.isConfirmable()) {
            exchange.statusPoll(poller.new Poll(exchange.message(), result -> onAnswer(exchange, result)).askLater());
        }
        sending = null;
        inFlight.awaits(exchange);
        exchange.letOthersPass();
        queue.next();
    }

    private void onAnswer(OutgoingExchange exchange, AtResult<ConStatus> result) {
        if (result instanceof AtResult.Success<ConStatus> success) {
            judge(exchange, success.value());
        }
    }

    /** What the module says about a CON that was sent. */
    private void judge(OutgoingExchange exchange, ConStatus status) {
        OutgoingMessage message = exchange.message();
        if (status == ConStatus.SUCCESS || status == ConStatus.RESET) {
            sessions.onMessageFrom(message.peer());
            inFlight.onMessageFrom(message.peer());
            inFlight.acknowledged(message.peer(), message.messageId());
        }
        if (status != ConStatus.WAITING) {
            cons.over(message.peer(), message.messageId());
        }
        if (status == ConStatus.TIMEOUT) {
            // it may have arrived: its ACKs can be lost, and so can the notification of one
            String awaited = exchange.isAcknowledged() ? "response" : "acknowledgement";
            timedOut(exchange, awaited, ": the module gave up waiting", Ending.SEND_GIVEN_UP);
        } else if (status == ConStatus.RESET) {
            answered(exchange, new SendOutcome.Reset(false));
        } else if (status == ConStatus.SUCCESS && exchange.expects() == Expects.ACKNOWLEDGEMENT) {
            end(exchange, exchange.sent());
        } else if (status == ConStatus.FAILED) {
            // the module had said that it was sent; one of its copies may have failed
            countSilence(exchange);
            owe(exchange);
            end(exchange, new SendOutcome.Unknown("+QCOAPDATASTATUS: " + status.number()), Ending.SEND_FAILED_LATER);
        }
    }

    private void timedOut(OutgoingExchange exchange, String awaited, String reason, Ending ending) {
        countSilence(exchange);
        owe(exchange);
        end(exchange, new SendOutcome.TimedOut(awaited, reason), ending);
    }

    private void countSilence(OutgoingExchange exchange) {
        if (exchange.isConfirmable()) {
            sessions.over(exchange.message().peer());
        }
    }

    /** Everything else that came from the peer in the meantime was for earlier requests. */
    private void answered(OutgoingExchange exchange, SendOutcome end) {
        cons.over(exchange.message().peer(), exchange.message().messageId());
        Peer peer = exchange.message().peer();
        exchange.strayResponses().forEach(stray -> lateResponses.settle(peer, stray.type(), stray.code()));
        if (end instanceof SendOutcome.Answered answer) {
            lateResponses.answered(peer, exchange.method(), answer.response().code());
        }
        end(exchange, end);
    }

    /** Nobody waits for its response any longer, but it may still come, unless as many came as were owed. */
    private void owe(OutgoingExchange exchange) {
        OutgoingMessage request = exchange.message();
        if (!request.code().isRequest()) {
            return;
        }
        List<OutgoingExchange.Stray> strays = exchange.strayResponses();
        // one of them may have been its own; if so, the peer still owes what it owed before
        strays.stream().skip(1).forEach(stray -> lateResponses.settle(request.peer(), stray.type(), stray.code()));
        boolean settledByNon =
                request.type() == MessageType.CON && strays.stream().anyMatch(stray -> stray.type() == MessageType.NON);
        if (strays.isEmpty() || settledByNon && !lateResponses.isConOwed(request.peer(), exchange.method())) {
            lateResponses.owe(request.peer(), request.messageId(), request.type(), exchange.method());
        }
    }

    void end(OutgoingExchange exchange, SendOutcome end) {
        // the line is still there, so it was not lost
        boolean unreadable = end instanceof SendOutcome.Unknown && available;
        end(exchange, end, unreadable ? Ending.SEND_UNREADABLE : Ending.ofSend(end));
    }

    void end(OutgoingExchange exchange, SendOutcome end, Ending ending) {
        counters.count(ending);
        if (end instanceof SendOutcome.Answered) {
            counters.count(Counter.REQUESTS_ANSWERED);
            counters.took(Latency.EXCHANGE, exchange.triedFor(loop.nanoTime()).toNanos());
        } else if (!(end instanceof SendOutcome.Sent)) {
            counters.count(Counter.REQUESTS_FAILED);
        }
        if (sending == exchange) {
            sending = null;
        }
        if (exchange.wasRefused()) {
            cons.tried(exchange.message().type(), false);
        }
        inFlight.remove(exchange);
        exchange.end(end);
        queue.next();
    }
}
