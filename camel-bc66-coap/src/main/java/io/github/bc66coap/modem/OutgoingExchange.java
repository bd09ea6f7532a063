// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.Traffic;

/**
 * An outgoing request, response or notification, from its submission to its one outcome. While it waits, a newer notification may replace
 * its message.
 */
final class OutgoingExchange {

    enum Phase {
        /** It waits for its turn, or for the module. */
        QUEUED,
        /** Its commands are under way; the response may come. */
        SENDING,
        /** The module has sent it. */
        AWAITING_RESPONSE,
        ENDED
    }

    /** A response that may belong to it or to an earlier request. */
    record Stray(MessageType type, Code code) {}

    /** What ends it if all goes well. */
    enum Expects {
        /** That the module has sent it. A response may come, but nobody waits for it. */
        NOTHING,
        /** That the module has sent it. No response will come, as it is no request. */
        NO_RESPONSE,
        /** Its acknowledgement. */
        ACKNOWLEDGEMENT,
        /** Its response. */
        RESPONSE
    }

    /** Any thread may read it, its phase, and how long it has waited. */
    private volatile OutgoingMessage message;

    private Expects expects;
    private final BooleanSupplier wanted;
    private final CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<Void> passable = new CompletableFuture<>();
    private volatile Phase phase = Phase.QUEUED;
    private volatile long submitted;
    private long firstTried;
    private boolean tried;
    private Long renewalWanted;
    private boolean begun;
    private boolean unheard;
    private boolean withoutContext;
    private boolean refused;
    private SendOutcome withdrawnBecause;
    private volatile boolean acknowledged;
    private final List<Stray> strayResponses = new ArrayList<>();
    private SendOutcome early;
    private EventLoop.Timer deadline = () -> {};
    private EventLoop.Timer statusPoll = () -> {};

    /** @param wanted asked before its commands are sent, and again before {@code AT+QCOAPSEND} */
    OutgoingExchange(OutgoingMessage message, Expects expects, BooleanSupplier wanted) {
        this.message = message;
        this.expects = expects;
        this.wanted = wanted;
    }

    OutgoingMessage message() {
        return message;
    }

    Expects expects() {
        return expects;
    }

    /**
     * Another message to the same peer replaces its own while it waits. The history of the old one no longer counts, except how long it has
     * waited.
     */
    void renew(OutgoingMessage newer, Expects end) {
        message = newer;
        expects = end;
        tried = false;
        unheard = false;
        withoutContext = false;
        withdrawnBecause = null;
    }

    boolean isWaiting() {
        return phase == Phase.QUEUED;
    }

    boolean isWanted() {
        return wanted.getAsBoolean();
    }

    /** A copy for people. From any thread. */
    Traffic.Outstanding shown(long now) {
        OutgoingMessage shown = message;
        return new Traffic.Outstanding(
                shown.peer(),
                shown.type(),
                shown.code(),
                shown.messageId(),
                shown.code().isRequest() ? shown.options().uriPath() : "",
                phase.toString(),
                acknowledged,
                submittedFor(now));
    }

    CompletableFuture<SendOutcome> outcome() {
        return outcome;
    }

    Phase phase() {
        return phase;
    }

    void phase(Phase next) {
        phase = next;
    }

    boolean isFrom(Peer peer) {
        return message.peer().equals(peer);
    }

    boolean is(Peer peer, MessageId messageId) {
        return isFrom(peer) && message.messageId().equals(messageId);
    }

    /** Of a request. */
    Method method() {
        return Method.ofNumber(message.code().detail());
    }

    boolean isConfirmable() {
        return message.type() == MessageType.CON;
    }

    /** How it ends well without a response. */
    SendOutcome sent() {
        return new SendOutcome.Sent(message.messageId());
    }

    void submitted(long now) {
        submitted = now;
    }

    /** How long it has waited for its turn. */
    Duration submittedFor(long now) {
        return Duration.ofNanos(now - submitted);
    }

    /** Its first command is about to leave, perhaps again. */
    void tried(long now) {
        if (!tried) {
            tried = true;
            firstTried = now;
        }
    }

    /** How long ago it was first tried. */
    Duration triedFor(long now) {
        return Duration.ofNanos(now - firstTried);
    }

    /** It needs another context, but others are in flight in this one. Returns for how long. */
    Duration waitsForRenewal(long now) {
        if (renewalWanted == null) {
            renewalWanted = now;
        }
        return Duration.ofNanos(now - renewalWanted);
    }

    /** {@code AT+QCOAPSEND} is leaving: its effect can't be taken back. */
    void begin() {
        begun = true;
    }

    /** The module says that nothing has left, so it waits again. */
    void withdraw(SendOutcome why) {
        begun = false;
        phase = Phase.QUEUED;
        withdrawnBecause = why;
    }

    /** The module has refused it beside another message, so it waits to be sent alone. */
    void refusedBesideAnother() {
        refused = true;
        begun = false;
        phase = Phase.QUEUED;
    }

    boolean wasRefused() {
        return refused;
    }

    /** It holds up no other exchange: it has left, or waits only for its own peer. */
    void letOthersPass() {
        passable.complete(null);
    }

    boolean isPassable() {
        return passable.isDone();
    }

    /** Completes when it holds up no other exchange, at its end at the latest. */
    CompletableFuture<Void> passable() {
        return passable;
    }

    /** Why nothing left at the last try, or {@code null}. */
    SendOutcome withdrawnBecause() {
        return withdrawnBecause;
    }

    /**
     * Its commands did not reach a module that could have sent it. One unheard restart can cause both: the module misses a command, and
     * refuses the next.
     *
     * @param contextLost whether the module had lost its context, rather than missed a command
     * @return whether that was for the first time
     */
    boolean miss(boolean contextLost) {
        boolean first = contextLost ? !withoutContext : !unheard;
        withoutContext |= contextLost;
        unheard |= !contextLost;
        begun = false;
        return first;
    }

    boolean hasBegun() {
        return begun;
    }

    /** Whether it may have reached its peer, and nothing that ends it has come back. */
    boolean isUnanswered() {
        return begun && early == null && phase != Phase.ENDED;
    }

    /** An empty ACK came: the response will be a separate one. */
    void acknowledge() {
        acknowledged = true;
    }

    boolean isAcknowledged() {
        return acknowledged;
    }

    /** A separate response came from the peer, perhaps to an earlier request. */
    void addStrayResponse(MessageType type, Code code) {
        // more of a type than can be owed, and one of its own, say nothing new
        if (strayResponses.stream().filter(stray -> stray.type() == type).count() <= LateResponses.MAX_PER_PEER) {
            strayResponses.add(new Stray(type, code));
        }
    }

    List<Stray> strayResponses() {
        return strayResponses;
    }

    /** Its end came over the air while its commands were under way. */
    void endEarly(SendOutcome end) {
        if (early == null) {
            early = end;
        }
    }

    /** That end, or {@code null}. */
    SendOutcome early() {
        return early;
    }

    void deadline(EventLoop.Timer timer) {
        deadline.cancel();
        deadline = timer;
    }

    void statusPoll(EventLoop.Timer poll) {
        statusPoll = poll;
    }

    void end(SendOutcome end) {
        if (phase != Phase.ENDED) {
            phase = Phase.ENDED;
            deadline.cancel();
            statusPoll.cancel();
            outcome.complete(end);
            letOthersPass();
        }
    }
}
