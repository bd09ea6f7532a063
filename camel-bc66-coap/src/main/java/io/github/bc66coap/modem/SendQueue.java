// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.OutgoingExchange.Phase;
import io.github.bc66coap.modem.api.Ending;
import io.github.bc66coap.modem.api.ModemSettings;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.Seconds;
import io.github.bc66coap.modem.api.SendOutcome;

/**
 * Outgoing exchanges that wait, and which of them is next. One message at a time is outstanding for each peer (NSTART = 1, RFC 7252
 * section 4.7), and the messages to one peer keep their order. {@link ExchangeRunner} sends what is next.
 */
final class SendQueue {

    /** Where a new exchange goes. */
    enum Place {
        /** Behind all others, if there is room. */
        LAST,
        /** Behind all others. There is room: it follows an exchange that has just ended. */
        FURTHER,
        /** Ahead of all others, for the next message of a transfer under way. Not for ever, because a peer may never end it. */
        NEXT
    }

    /** After so many messages of transfers another exchange gets its turn. */
    private static final int MAX_PASSING = 8;

    private final EventLoop loop;
    private final ExchangeRunner runner;
    private final InFlight inFlight;
    private final DtlsSessions sessions;
    private final ConsInFlight cons;
    private final Consumer<DtlsSessions.Renew> renewer;
    private final int capacity;
    private final Duration responseTimeout;
    private final Supplier<ModemState> state;
    /** Any thread may read it. */
    private final BlockingDeque<OutgoingExchange> waiting = new LinkedBlockingDeque<>();

    /** How many messages in a row have passed those that wait. */
    private int passed;

    private long unavailableSince;
    /** Whether a new context is due before anything else is sent. */
    private boolean renewing;
    /** Whether {@link #next()} will be called when the module has no CON left. */
    private boolean wokenBehindCons;
    /** When the next handshake may be tried, if everything waits for that. */
    private EventLoop.Timer handshake = () -> {};

    /**
     * @param renewer makes a new context as soon as the line is free; until then this queue rests
     * @param state the modem's, to tell why an exchange waited in vain
     */
    SendQueue(
            EventLoop loop,
            ExchangeRunner runner,
            DtlsSessions sessions,
            ConsInFlight cons,
            ModemSettings settings,
            Consumer<DtlsSessions.Renew> renewer,
            Supplier<ModemState> state) {
        this.loop = loop;
        this.runner = runner;
        this.inFlight = runner.serve(this);
        this.sessions = sessions;
        this.cons = cons;
        this.renewer = renewer;
        this.capacity = settings.queueSize();
        this.responseTimeout = settings.responseTimeout();
        this.state = state;
        this.unavailableSince = loop.nanoTime();
    }

    /** How many wait. From any thread. */
    int size() {
        return waiting.size();
    }

    /** How long the first one has waited. From any thread. */
    Duration longestWait() {
        OutgoingExchange first = waiting.peek();
        return first == null ? Duration.ZERO : first.submittedFor(loop.nanoTime());
    }

    /** The one way in. */
    void submit(OutgoingExchange exchange, Place place) {
        if (runner.isStopped()) {
            runner.endStopped(exchange);
            return;
        }
        if (place == Place.LAST && waiting.size() >= capacity) {
            runner.end(
                    exchange,
                    new SendOutcome.Unavailable("the queue is full: " + capacity + " sends are waiting"),
                    Ending.SEND_QUEUE_FULL);
            return;
        }
        // before other threads can see it
        exchange.submitted(loop.nanoTime());
        if (place == Place.NEXT) {
            pass(exchange);
        } else {
            waiting.addLast(exchange);
        }
        limitWait(exchange, responseTimeout);
        next();
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

    /** What could not be sent waits again, ahead of all others. */
    void putBack(OutgoingExchange exchange) {
        waiting.addFirst(exchange);
        loop.execute(this::next);
    }

    /**
     * A waiting exchange got another message and keeps its place. It waits for an absent module as long as a new one would, but not
     * for a session with a peer that can have none: it would do so for ever.
     */
    void renewed(OutgoingExchange exchange) {
        if (runner.isAvailable()) {
            checkAvailability(exchange);
        } else {
            limitWait(exchange, responseTimeout);
        }
    }

    /** Takes an exchange out, unless it has begun. */
    void withdraw(OutgoingExchange exchange) {
        if (exchange.isWaiting()) {
            waiting.remove(exchange);
            runner.end(exchange, SendOutcome.Failed.NOT_WANTED);
        }
    }

    /** The module is ready. */
    void available() {
        runner.available();
        renewing = false;
        next();
    }

    /**
     * The line or the module is lost. What was handed to the module may have arrived; the rest continues to wait.
     *
     * @param reason why, for people
     */
    void unavailable(String reason) {
        if (runner.isAvailable()) {
            unavailableSince = loop.nanoTime();
        }
        handshake.cancel();
        runner.unavailable(reason);
    }

    /** The module has restarted: it may run other firmware now. */
    void restarted() {
        cons.forget();
        runner.restarted();
    }

    /** The module's context is new, or gone. */
    void contextIsNew() {
        runner.contextIsNew();
    }

    /** See {@link ExchangeRunner#isConOnItsWay()}. */
    boolean isConOnItsWay() {
        return runner.isConOnItsWay();
    }

    /** Ends everything. */
    void stop(String reason) {
        runner.stop();
        unavailable(reason);
        List<OutgoingExchange> abandoned = new ArrayList<>(waiting);
        waiting.clear();
        abandoned.forEach(runner::endStopped);
    }

    /** After this time an exchange that still waits may have waited too long. */
    void limitWait(OutgoingExchange exchange, Duration time) {
        exchange.deadline(loop.schedule(time, () -> checkAvailability(exchange)));
    }

    void checkAvailability(OutgoingExchange exchange) {
        if (exchange.phase() != Phase.QUEUED) {
            return;
        }
        long now = loop.nanoTime();
        long without = runner.isAvailable() ? 0 : now - unavailableSince;
        Duration unreachable = sessions.unreachableFor(exchange.message().peer());
        long withoutEither = Math.max(
                without,
                Math.min(unreachable.toNanos(), exchange.submittedFor(now).toNanos()));
        Duration left = responseTimeout.minusNanos(withoutEither);
        if (left.isZero() || left.isNegative()) {
            waiting.remove(exchange);
            runner.end(
                    exchange,
                    without < responseTimeout.toNanos()
                            ? withoutSession(exchange)
                            : new SendOutcome.Unavailable(
                                    "the modem was not ready for " + Seconds.of(responseTimeout) + ": " + state.get()));
        } else {
            limitWait(exchange, left);
        }
    }

    private SendOutcome withoutSession(OutgoingExchange exchange) {
        return exchange.withdrawnBecause() == null
                ? new SendOutcome.NoSession(responseTimeout)
                : exchange.withdrawnBecause();
    }

    /** Another exchange may have its turn. */
    void next() {
        runner.offerStatusAhead();
        if (!runner.isSending() && runner.isAvailable() && !renewing && !waiting.isEmpty()) {
            List<OutgoingExchange> passable = new ArrayList<>();
            beginNext(passable);
            // not before: what they let in goes into the queue
            passable.forEach(OutgoingExchange::letOthersPass);
            wakeBehindCons();
        }
    }

    /**
     * The queue may wait for a CON that is none of its own, or no longer: a response, or a request that ended before the module has
     * finished with it. Nobody else reports the end of that.
     */
    private void wakeBehindCons() {
        if (!runner.isSending() && !cons.isEmpty() && !wokenBehindCons) {
            wokenBehindCons = true;
            cons.whenEmpty(() -> {
                wokenBehindCons = false;
                next();
            });
        }
    }

    /**
     * Begins the first exchange that waits only for its turn: a peer that is silent, or without a session, holds up no other.
     *
     * @param passable takes those that wait for their own peer
     */
    private void beginNext(List<OutgoingExchange> passable) {
        handshake.cancel();
        Duration soonest = null;
        Set<Peer> passedOver = new HashSet<>();
        for (OutgoingExchange exchange : waiting) {
            // the messages to one peer keep their order
            boolean first = passedOver.add(exchange.message().peer());
            InFlight.Turn turn = first ? inFlight.turn(exchange) : InFlight.Turn.AFTER_ITS_PEER;
            if (turn == InFlight.Turn.NOW) {
                DtlsSessions.Admission admission = sessions.admit(exchange.message());
                if (admission instanceof DtlsSessions.Send) {
                    waiting.remove(exchange);
                    runner.begin(exchange);
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

    private void renew(DtlsSessions.Renew renewal) {
        renewing = true;
        sessions.renews(renewal);
        renewer.accept(renewal);
    }
}
