// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.bc66coap.at.AtResult;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.OutgoingExchange.Expects;
import io.github.bc66coap.modem.OutgoingExchange.Phase;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Ending;
import io.github.bc66coap.modem.api.Latency;
import io.github.bc66coap.modem.api.ModemState;
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
 * Own requests: a bounded queue, of which one request at a time is outstanding for each peer (NSTART = 1, RFC 7252 section
 * 4.7). Those for one peer go in their order. Belongs to the event loop.
 */
final class SendQueue {
    /** After so many blocks of a transfer something else gets its turn. */
    private static final int MAX_PASSING = 8;

    private final EventLoop loop;
    private final LineScheduler scheduler;
    private final MessageSender sender;
    private final LateResponses lateResponses;
    private final MessageIds messageIds;
    private final DtlsSessions sessions;
    private final Consumer<DtlsSessions.Renew> renewer;
    private final Counters counters;
    private final int capacity;
    private final Duration responseTimeout;
    private final Supplier<ModemState> state;
    /** Shown to any thread, as what is sent is. */
    private final BlockingDeque<OutgoingExchange> waiting = new LinkedBlockingDeque<>();

    private final ConsInFlight cons;
    private final InFlight inFlight;
    private final StatusAhead statusAhead;
    /** The one whose commands have the line, or will have it next, or {@code null}. */
    private volatile OutgoingExchange sending;
    /** How many messages in a row have passed what waits. */
    private int passed;

    private AtLink line;
    private String unavailableBecause = "";
    private long unavailableSince;
    private boolean stopped;
    /** Whether the context is to be made anew before anything else is sent. */
    private boolean renewing;
    /** Whether it is asked whose turn it is when the module has no CON left. */
    private boolean wokenBehindCons;
    /** When the next handshake may be tried, if all that waits waits for that. */
    private EventLoop.Timer handshake = () -> {};

    /**
     * @param cons what the module may have to repeat
     * @param renewer makes the context anew as soon as the line is free; until then this queue rests
     * @param state the modem's, to say why one had to wait in vain
     */
    SendQueue(
            EventLoop loop,
            LineScheduler scheduler,
            MessageSender sender,
            LateResponses lateResponses,
            MessageIds messageIds,
            DtlsSessions sessions,
            ConsInFlight cons,
            Consumer<DtlsSessions.Renew> renewer,
            Counters counters,
            int capacity,
            Duration responseTimeout,
            Supplier<ModemState> state) {
        this.loop = loop;
        this.scheduler = scheduler;
        this.sender = sender;
        this.lateResponses = lateResponses;
        this.messageIds = messageIds;
        this.sessions = sessions;
        this.cons = cons;
        this.inFlight = new InFlight(loop, cons, this::next);
        this.statusAhead = new StatusAhead(scheduler, sender, this::isNothingInFlight);
        this.renewer = renewer;
        this.counters = counters;
        this.capacity = capacity;
        this.responseTimeout = responseTimeout;
        this.state = state;
        this.unavailableSince = loop.nanoTime();
    }

    /** The request that may have reached this peer and has no answer yet, or {@code null}. */
    OutgoingExchange outstanding(Peer peer) {
        OutgoingExchange exchange = isSendingTo(peer) ? sending : inFlight.awaiting(peer);
        return exchange != null && exchange.isUnanswered() ? exchange : null;
    }

    private boolean isSendingTo(Peer peer) {
        return sending != null && sending.isFrom(peer);
    }

    /** Whether the module may have to repeat a message that it has sent. */
    boolean isConOnItsWay() {
        return sending != null && sending.isUnanswered() || !inFlight.isEmpty();
    }

    /** Whether an ACK with this message ID has answered the outstanding request, whose command is still under way. */
    boolean isAnsweredByAck(Peer peer, MessageId messageId) {
        return sending != null
                && sending.is(peer, messageId)
                && sending.early() instanceof SendOutcome.Answered answered
                && answered.response().type() == MessageType.ACK;
    }

    /** A message came from this peer. */
    void heard(Peer peer) {
        inFlight.heard(peer);
    }

    /** The module was asked before another message what became of its last CON, which is this one. */
    void told(OutgoingMessage con, ConStatus status) {
        OutgoingExchange exchange = inFlight.awaiting(con.peer());
        if (exchange != null && exchange.message().equals(con)) {
            judge(exchange, status);
        } else if (status != ConStatus.WAITING) {
            inFlight.told(con, status);
        }
    }

    /** How many wait. From any thread. */
    int size() {
        return waiting.size();
    }

    /** How long the first of those that wait has done so. From any thread. */
    Duration longestWait() {
        OutgoingExchange first = waiting.peek();
        return first == null ? Duration.ZERO : first.submittedFor(loop.nanoTime());
    }

    /** What has begun and isn't over. From any thread. */
    List<Traffic.Outstanding> outstanding() {
        List<OutgoingExchange> begun = new ArrayList<>(inFlight.awaiting());
        OutgoingExchange now = sending;
        if (now != null && now.phase() == Phase.SENDING) {
            begun.add(now);
        }
        return begun.stream().map(this::shown).toList();
    }

    private Traffic.Outstanding shown(OutgoingExchange exchange) {
        OutgoingMessage message = exchange.message();
        return new Traffic.Outstanding(
                message.peer(),
                message.type(),
                message.code(),
                message.messageId(),
                message.code().isRequest() ? message.options().uriPath() : "",
                exchange.phase().toString(),
                exchange.isAcknowledged(),
                exchange.submittedFor(loop.nanoTime()));
    }

    /** One more that nothing is known of so far: it goes behind all that waits, if there is room. */
    void submit(OutgoingExchange exchange) {
        if (!stopped && waiting.size() >= capacity) {
            end(
                    exchange,
                    new SendOutcome.Unavailable("the queue is full: " + capacity + " sends are waiting"),
                    Ending.SEND_QUEUE_FULL);
        } else {
            submit(exchange, waiting::addLast);
        }
    }

    /**
     * The next message of something of which one has just ended: it goes behind all that waits, and there is room, since the
     * one that has ended had its place.
     */
    void submitFurther(OutgoingExchange exchange) {
        submit(exchange, waiting::addLast);
    }

    /**
     * The next message of a transfer that is under way: it goes before all that waits, but not for ever, as the peer may never
     * come to an end.
     */
    void submitNext(OutgoingExchange exchange) {
        submit(exchange, this::pass);
    }

    /**
     * One that waits has become another message. It keeps its place, and waits for a module that is away as long as if it had just
     * come; but not for a session with a peer that can have none, or it would do so for ever.
     */
    void renewed(OutgoingExchange exchange) {
        if (line == null) {
            exchange.deadline(loop.schedule(responseTimeout, () -> checkAvailability(exchange)));
        } else {
            checkAvailability(exchange);
        }
    }

    /** It isn't wanted any more; what has begun can't be taken back. */
    void withdraw(OutgoingExchange exchange) {
        if (exchange.isWaiting()) {
            waiting.remove(exchange);
            end(exchange, SendOutcome.Failed.NOT_WANTED);
        }
    }

    private void pass(OutgoingExchange exchange) {
        passed = waiting.isEmpty() ? 0 : passed + 1;
        if (passed <= MAX_PASSING) {
            waiting.addFirst(exchange);
            return;
        }
        passed = 0;
        OutgoingExchange passedBy = waiting.removeFirst();
        waiting.addFirst(exchange);
        waiting.addFirst(passedBy);
    }

    private void submit(OutgoingExchange exchange, Consumer<OutgoingExchange> queue) {
        if (stopped) {
            endStopped(exchange);
            return;
        }
        // before others can see it
        exchange.submitted(loop.nanoTime());
        queue.accept(exchange);
        exchange.deadline(loop.schedule(responseTimeout, () -> checkAvailability(exchange)));
        next();
    }

    /** The module is ready. */
    void available(AtLink ready) {
        line = ready;
        renewing = false;
        next();
    }

    /**
     * The line or the module is lost. What had been handed over may have arrived; what had not goes on waiting.
     *
     * @param reason why, for people
     */
    void unavailable(String reason) {
        if (line != null) {
            unavailableSince = loop.nanoTime();
        }
        line = null;
        handshake.cancel();
        unavailableBecause = reason;
        inFlight.settleAll();
        inFlight.awaiting().forEach(exchange -> {
            owe(exchange);
            end(exchange, new SendOutcome.Unknown(reason));
        });
        cons.clear();
    }

    /** The module has restarted: what is known of its firmware may not hold any more. */
    void restarted() {
        cons.forget();
    }

    /** Ends everything. */
    void stop(String reason) {
        stopped = true;
        unavailable(reason);
        List<OutgoingExchange> abandoned = new ArrayList<>(waiting);
        waiting.clear();
        abandoned.forEach(this::endStopped);
    }

    /**
     * The outstanding request's end came over the air.
     *
     * @return false when nobody waits for it: the request was not to await its response
     */
    boolean ended(OutgoingExchange exchange, SendOutcome end) {
        boolean wanted = exchange.expects() == Expects.RESPONSE || !(end instanceof SendOutcome.Answered);
        SendOutcome outcome = wanted ? end : exchange.sent();
        if (exchange.phase() == Phase.SENDING) {
            exchange.endEarly(outcome);
            // the outcome of the command may be lost, but the message has got through
            sender.gotThrough(exchange.message().peer(), exchange.message().messageId());
        } else {
            answered(exchange, outcome);
        }
        return wanted;
    }

    /** What else came from the peer meanwhile was for earlier requests. */
    private void answered(OutgoingExchange exchange, SendOutcome end) {
        cons.over(exchange.message().peer(), exchange.message().messageId());
        Peer peer = exchange.message().peer();
        exchange.strayResponses().forEach(stray -> lateResponses.settle(peer, stray.type(), stray.code()));
        if (end instanceof SendOutcome.Answered answer
                && exchange.message().code().isRequest()) {
            lateResponses.answered(peer, exchange.method(), answer.response().code());
        }
        end(exchange, end);
    }

    private void checkAvailability(OutgoingExchange exchange) {
        if (exchange.phase() != Phase.QUEUED) {
            return;
        }
        long now = loop.nanoTime();
        long without = line == null ? now - unavailableSince : 0;
        Duration unreachable = sessions.unreachableFor(exchange.message().peer());
        long withoutEither = Math.max(
                without,
                Math.min(unreachable.toNanos(), exchange.submittedFor(now).toNanos()));
        Duration left = responseTimeout.minusNanos(withoutEither);
        if (left.isZero() || left.isNegative()) {
            waiting.remove(exchange);
            end(
                    exchange,
                    without < responseTimeout.toNanos()
                            ? withoutSession(exchange)
                            : new SendOutcome.Unavailable(
                                    "the modem was not ready for " + Seconds.of(responseTimeout) + ": " + state.get()));
        } else {
            exchange.deadline(loop.schedule(left, () -> checkAvailability(exchange)));
        }
    }

    private SendOutcome withoutSession(OutgoingExchange exchange) {
        return exchange.withdrawnBecause() == null
                ? new SendOutcome.NoSession(responseTimeout)
                : exchange.withdrawnBecause();
    }

    private void next() {
        statusAhead.offer();
        if (sending == null && line != null && !renewing && !waiting.isEmpty()) {
            List<OutgoingExchange> passable = new ArrayList<>();
            beginNext(passable);
            // not before: what comes in place of them goes into the queue
            passable.forEach(OutgoingExchange::letOthersPass);
            wakeBehindCons();
        }
    }

    /**
     * What waits may wait for a CON that is no message of this queue, or not any more: a reply, or a request that ended before the
     * module has done with it. Of its end nobody else tells this queue.
     */
    private void wakeBehindCons() {
        if (sending == null && !cons.isEmpty() && !wokenBehindCons) {
            wokenBehindCons = true;
            cons.whenEmpty(() -> {
                wokenBehindCons = false;
                next();
            });
        }
    }

    /**
     * The first of those that wait for nothing but their turn: who is silent, or can't have a session, holds up nobody else.
     *
     * @param passable takes those that wait for their own peer
     */
    private void beginNext(List<OutgoingExchange> passable) {
        handshake.cancel();
        Duration soonest = null;
        Set<Peer> passedOver = new HashSet<>();
        for (OutgoingExchange exchange : waiting) {
            // what is for one peer goes in its order
            boolean first = passedOver.add(exchange.message().peer());
            InFlight.Turn turn = first ? inFlight.turn(exchange) : InFlight.Turn.AFTER_ITS_PEER;
            if (turn == InFlight.Turn.NOW) {
                DtlsSessions.Admission admission = sessions.admit(exchange.message());
                if (admission instanceof DtlsSessions.Send) {
                    begin(exchange);
                    return;
                } else if (admission instanceof DtlsSessions.Wait wait) {
                    soonest = soonest == null || wait.time().compareTo(soonest) < 0 ? wait.time() : soonest;
                } else if (inFlight.isEmpty()) {
                    renew((DtlsSessions.Renew) admission);
                    return;
                } else if (exchange.waitsForRenewal(loop.nanoTime()).compareTo(responseTimeout) >= 0) {
                    // a new context would end what is in flight; others pass meanwhile, but not for ever
                    return;
                }
            }
            if (turn != InFlight.Turn.AFTER_OTHERS && !exchange.isPassable()) {
                passable.add(exchange);
            }
        }
        if (soonest != null) {
            handshake = loop.schedule(soonest, this::next);
        }
    }

    /** Whether no message is waited for, nor may be repeated by the module. */
    private boolean isNothingInFlight() {
        return inFlight.isEmpty() && cons.isEmpty();
    }

    private void renew(DtlsSessions.Renew renewal) {
        renewing = true;
        sessions.renews(renewal);
        renewer.accept(renewal);
    }

    private void begin(OutgoingExchange exchange) {
        waiting.remove(exchange);
        sending = exchange;
        scheduler.submit(Priority.REQUEST, new CommandSequence() {
            @Override
            public boolean isWanted() {
                return exchange.phase() == Phase.QUEUED;
            }

            @Override
            public CompletableFuture<Void> run(AtLink ready) {
                return send(ready, exchange);
            }

            @Override
            public void abandon(String reason) {
                end(exchange, new SendOutcome.Unavailable(reason));
            }
        });
    }

    private void endStopped(OutgoingExchange exchange) {
        end(exchange, new SendOutcome.Unavailable(unavailableBecause), Ending.SEND_STOPPED);
    }

    private CompletableFuture<Void> send(AtLink ready, OutgoingExchange exchange) {
        if (!exchange.isWanted()) {
            end(exchange, SendOutcome.Failed.NOT_WANTED);
            return CompletableFuture.completedFuture(null);
        }
        if (inFlight.wouldBeRefused(exchange)) {
            // a reply has passed it on its way to the line
            backToHead(exchange);
            return CompletableFuture.completedFuture(null);
        }
        exchange.tried(loop.nanoTime());
        exchange.phase(Phase.SENDING);
        askOfThoseInFlight(exchange);
        return sender.run(ready, exchange.message(), () -> begins(exchange)).handle((result, failure) -> {
            sent(exchange, failure == null ? result : failed(exchange, failure));
            return null;
        });
    }

    /** Once the next CON has left, the module says nothing of the one before any more. */
    private void askOfThoseInFlight(OutgoingExchange exchange) {
        if (exchange.isConfirmable() && inFlight.isUnacknowledged(sender.lastConfirmable())) {
            sender.askAgain();
        }
    }

    /** Unless it isn't wanted any more. The message ID counts as used from now on, not from when the request began to wait. */
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
        return new SendResult.Ended(
                exchange.hasBegun() ? new SendOutcome.Unknown(reason) : new SendOutcome.Failed(reason));
    }

    private void sent(OutgoingExchange exchange, SendResult result) {
        if (result instanceof SendResult.Sent) {
            counters.count(Counter.REQUESTS_SENT);
        }
        if (exchange.early() != null) {
            answered(exchange, exchange.early());
        } else if (result instanceof SendResult.NotBegun) {
            retryLater(exchange);
        } else if (result instanceof SendResult.Missed missed) {
            tryOnceMore(exchange, missed.outcome());
        } else if (result instanceof SendResult.Ended ended) {
            if (mayBeRefusedForAnother(exchange, ended.outcome())) {
                tryAlone(exchange);
            } else if (waitsForSession(exchange, ended.outcome())) {
                tryAgain(exchange, ended.outcome());
            } else if (!mayHaveArrived(exchange, ended.outcome())) {
                neverLeft(exchange);
                end(exchange, ended.outcome());
            } else if (exchange.isAcknowledged()) {
                // whatever the module didn't say of it, it has arrived
                handedOver(exchange);
            } else {
                owe(exchange);
                if (ended.outcome() instanceof SendOutcome.NoAnswer) {
                    expectAcknowledgement(exchange);
                }
                end(exchange, ended.outcome());
            }
        } else {
            handedOver(exchange);
        }
    }

    /** The line is checked before, the module made ready anew if need be. */
    private void tryOnceMore(OutgoingExchange exchange, SendOutcome otherwise) {
        boolean inTime = exchange.triedFor(loop.nanoTime()).compareTo(responseTimeout) < 0;
        if (exchange.miss(otherwise instanceof SendOutcome.Refused) && inTime) {
            retryLater(exchange);
        } else {
            end(exchange, otherwise);
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
        } else {
            await(exchange);
        }
    }

    private void neverLeft(OutgoingExchange exchange) {
        OutgoingMessage message = exchange.message();
        cons.over(message.peer(), message.messageId());
    }

    /** Some firmware may refuse a message for no other reason than that it still waits for an acknowledgement. */
    private boolean mayBeRefusedForAnother(OutgoingExchange exchange, SendOutcome outcome) {
        boolean refused = outcome instanceof SendOutcome.Refused && exchange.hasBegun() && !exchange.wasRefused();
        if (refused) {
            cons.over(exchange.message().peer(), exchange.message().messageId());
        }
        return refused && !stopped && !cons.isEmpty();
    }

    /** It goes before all that waits, as it did, when nothing is in flight any more. */
    private void tryAlone(OutgoingExchange exchange) {
        cons.suspect(exchange.message().type());
        exchange.refusedBesideAnother();
        backToHead(exchange);
        checkAvailability(exchange);
    }

    /** It goes before all that waits, as it did. */
    private void backToHead(OutgoingExchange exchange) {
        sending = null;
        waiting.addFirst(exchange);
        loop.execute(this::next);
    }

    private static boolean mayHaveArrived(OutgoingExchange exchange, SendOutcome outcome) {
        return exchange.hasBegun()
                && (outcome instanceof SendOutcome.NoAnswer
                        || outcome instanceof SendOutcome.Unknown
                        || outcome instanceof SendOutcome.HandshakeFailed handshake && !handshake.reported());
    }

    /** Whether nothing has left because there was no session, and the next handshake may come in time. */
    private boolean waitsForSession(OutgoingExchange exchange, SendOutcome outcome) {
        return outcome instanceof SendOutcome.HandshakeFailed failure
                && failure.reported()
                && !stopped
                && !sessions.unreachableFor(exchange.message().peer()).isZero()
                && exchange.submittedFor(loop.nanoTime()).compareTo(responseTimeout) < 0;
    }

    /** It goes before all that waits, as it did; what it would have been sent in doesn't exist. */
    private void tryAgain(OutgoingExchange exchange, SendOutcome why) {
        cons.over(exchange.message().peer(), exchange.message().messageId());
        exchange.withdraw(why);
        backToHead(exchange);
        checkAvailability(exchange);
    }

    /**
     * The next message to this peer must wait until the module has done with this one. No longer than it would have to wait for a
     * response.
     */
    private void expectAcknowledgement(OutgoingExchange exchange) {
        if (exchange.isConfirmable() && !exchange.isAcknowledged() && line != null) {
            OutgoingMessage message = exchange.message();
            inFlight.add(
                    message, new UnacknowledgedCon(loop, scheduler, sender, sessions, cons, message, responseTimeout, () -> {
                        inFlight.removeUnacknowledged(message);
                        next();
                    }));
        }
    }

    /** The outstanding request's empty ACK came: its message has got through, and its response will be a separate one. */
    void acknowledged(OutgoingExchange exchange) {
        OutgoingMessage message = exchange.message();
        exchange.acknowledge();
        sender.gotThrough(message.peer(), message.messageId());
        inFlight.acknowledged(message.peer(), message.messageId());
    }

    /** An ACK or RST came for a message that may be one nobody waits for any more. */
    void settled(Peer peer, MessageId messageId) {
        cons.over(peer, messageId);
        inFlight.settled(peer, messageId);
        statusAhead.offer();
    }

    /** Nothing was sent, so it may be sent again once the module is back; that it is lost is being told just now. */
    private void retryLater(OutgoingExchange exchange) {
        if (stopped) {
            endStopped(exchange);
            return;
        }
        if (exchange.triedFor(loop.nanoTime()).compareTo(responseTimeout) >= 0) {
            // a module that is lost again and again must not keep it for ever
            end(exchange, new SendOutcome.Unavailable("it could not be sent: " + unavailableBecause));
            return;
        }
        exchange.phase(Phase.QUEUED);
        cons.over(exchange.message().peer(), exchange.message().messageId());
        backToHead(exchange);
        exchange.deadline(loop.schedule(responseTimeout, () -> checkAvailability(exchange)));
    }

    private void await(OutgoingExchange exchange) {
        if (line == null) {
            // the session that its response would have come in is over
            owe(exchange);
            end(exchange, new SendOutcome.Unknown(unavailableBecause));
            return;
        }
        exchange.phase(Phase.AWAITING_RESPONSE);
        exchange.deadline(loop.schedule(
                responseTimeout,
                () -> timedOut(
                        exchange, "response", " within " + Seconds.of(responseTimeout), Ending.SEND_WITHOUT_RESPONSE)));
        if (exchange.isConfirmable()) {
            pollStatusAfter(exchange, StatusPolls.FIRST);
        }
        sending = null;
        inFlight.awaits(exchange);
        exchange.letOthersPass();
        next();
    }

    private void timedOut(OutgoingExchange exchange, String awaited, String reason, Ending ending) {
        over(exchange);
        owe(exchange);
        end(exchange, new SendOutcome.TimedOut(awaited, reason), ending);
    }

    /** A response that nobody waits for any more may still come, unless as many came as were owed. */
    private void owe(OutgoingExchange exchange) {
        if (!exchange.message().code().isRequest()) {
            return;
        }
        OutgoingMessage request = exchange.message();
        List<OutgoingExchange.Stray> strays = exchange.strayResponses();
        // one of them may have been its own; if so, what is owed still is what was owed before
        strays.stream().skip(1).forEach(stray -> lateResponses.settle(request.peer(), stray.type(), stray.code()));
        boolean settledByNon =
                request.type() == MessageType.CON && strays.stream().anyMatch(stray -> stray.type() == MessageType.NON);
        if (strays.isEmpty() || settledByNon && !lateResponses.isConOwed(request.peer(), exchange.method())) {
            lateResponses.owe(request.peer(), request.messageId(), request.type(), exchange.method());
        }
    }

    private void pollStatusAfter(OutgoingExchange exchange, Duration delay) {
        exchange.statusPoll(loop.schedule(
                delay,
                () -> scheduler.submit(Priority.REQUEST, new CommandSequence() {
                    @Override
                    public boolean isWanted() {
                        return exchange.phase() == Phase.AWAITING_RESPONSE
                                && exchange.message().equals(sender.lastConfirmable());
                    }

                    @Override
                    public CompletableFuture<Void> run(AtLink ready) {
                        return sender.askStatus(ready).thenAccept(result -> polled(exchange, result, delay));
                    }

                    @Override
                    public void abandon(String reason) {
                        // the exchange has its own deadline
                    }
                })));
    }

    private void polled(OutgoingExchange exchange, AtResult<ConStatus> result, Duration delay) {
        if (exchange.phase() == Phase.AWAITING_RESPONSE && result instanceof AtResult.Success<ConStatus> success) {
            judge(exchange, success.value());
        }
        if (exchange.phase() == Phase.AWAITING_RESPONSE) {
            // waiting, or acknowledged, of which the response may be long behind
            pollStatusAfter(exchange, StatusPolls.after(delay));
        }
    }

    /** What the module says of a CON that was sent. */
    private void judge(OutgoingExchange exchange, ConStatus status) {
        OutgoingMessage message = exchange.message();
        if (status == ConStatus.SUCCESS || status == ConStatus.RESET) {
            sessions.heard(message.peer());
            inFlight.heard(message.peer());
            inFlight.acknowledged(message.peer(), message.messageId());
        }
        if (status != ConStatus.WAITING) {
            cons.over(message.peer(), message.messageId());
        }
        if (status == ConStatus.TIMEOUT) {
            // without an ACK, too, it may have arrived: its ACKs can be lost, and so can the word of one
            String awaited = exchange.isAcknowledged() ? "response" : "acknowledgement";
            timedOut(exchange, awaited, ": the module gave up waiting", Ending.SEND_GIVEN_UP);
        } else if (status == ConStatus.RESET) {
            answered(exchange, new SendOutcome.Reset(false));
        } else if (status == ConStatus.SUCCESS && exchange.expects() == Expects.ACKNOWLEDGEMENT) {
            end(exchange, exchange.sent());
        } else if (status == ConStatus.FAILED) {
            // it was sent before, by what the module said then; one of its copies may not have been
            over(exchange);
            owe(exchange);
            end(exchange, new SendOutcome.Unknown("+QCOAPDATASTATUS: " + status.number()), Ending.SEND_FAILED_LATER);
        }
    }

    private void over(OutgoingExchange exchange) {
        if (exchange.isConfirmable()) {
            sessions.over(exchange.message().peer());
        }
    }

    private void end(OutgoingExchange exchange, SendOutcome end) {
        // a line that is still there hasn't been lost
        boolean unreadable = end instanceof SendOutcome.Unknown && line != null;
        end(exchange, end, unreadable ? Ending.SEND_UNREADABLE : Ending.ofSend(end));
    }

    private void end(OutgoingExchange exchange, SendOutcome end, Ending ending) {
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
        next();
    }
}
