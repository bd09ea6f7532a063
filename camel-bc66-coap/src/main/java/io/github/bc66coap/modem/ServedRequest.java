// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.BlockOption;
import io.github.bc66coap.modem.api.Caller;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.RequestService;
import io.github.bc66coap.modem.api.SendOutcome;

/** A request from the network, until copies of it can't arrive any longer. */
final class ServedRequest {

    /** What the peer got. */
    enum Phase {
        OPEN,
        /** An empty ACK: the response is separate. */
        ACKNOWLEDGED,
        /** The response. */
        REPLIED
    }

    private final IncomingRequest request;
    private final long since;
    private final CompletableFuture<SendOutcome> sent = new CompletableFuture<>();
    private RequestService service;
    private Phase phase = Phase.OPEN;
    private OutgoingMessage lastSent;
    private BlockOption lastBlock;
    private boolean unserved;
    private boolean answered;
    private Observers.Enrolment enrolment;
    private EventLoop.Timer separate = () -> {};
    private EventLoop.Timer timeout = () -> {};

    /** @param since its arrival, by the loop's clock */
    ServedRequest(IncomingRequest request, long since) {
        this.request = request;
        this.since = since;
    }

    IncomingRequest request() {
        return request;
    }

    void service(RequestService taken) {
        service = taken;
    }

    /** {@code null} when nobody is known to make its response. */
    Caller caller() {
        return service == null ? null : service.caller();
    }

    /** Its arrival, by the loop's clock. */
    long since() {
        return since;
    }

    /** What becomes of its handler's response. */
    CompletableFuture<SendOutcome> sent() {
        return sent;
    }

    Phase phase() {
        return phase;
    }

    /** Its body came in blocks, and this was the last one. */
    void lastBlock(BlockOption block) {
        lastBlock = block;
    }

    Optional<BlockOption> lastBlock() {
        return Optional.ofNullable(lastBlock);
    }

    boolean isObservable() {
        return service != null && service.observable();
    }

    /** How long an observer is kept that does not acknowledge. */
    Duration observerPatience() {
        return service.observerPatience();
    }

    /** Whether {@link Modem#respond} makes its response. */
    boolean isManual() {
        return service != null && service.manual();
    }

    /** Its response makes an observer, or with {@code null} no longer. */
    void enrolment(Observers.Enrolment made) {
        enrolment = made;
    }

    Optional<Observers.Enrolment> enrolment() {
        return Optional.ofNullable(enrolment);
    }

    void markUnserved() {
        unserved = true;
    }

    boolean isUnserved() {
        return unserved;
    }

    /** What a copy gets; {@code null} if nothing has been sent. */
    OutgoingMessage lastSent() {
        return lastSent;
    }

    void timers(EventLoop.Timer separateTimer, EventLoop.Timer timeoutTimer) {
        separate = separateTimer;
        timeout = timeoutTimer;
    }

    void acknowledged(OutgoingMessage ack) {
        phase = Phase.ACKNOWLEDGED;
        lastSent = ack;
    }

    /** Whether a response has gone out or is on its way. */
    boolean isAnswered() {
        return answered;
    }

    /** Its response goes another way. */
    void responded() {
        phase = Phase.REPLIED;
        answered = true;
    }

    /** Its response did not get there, as far as we know, so there may be another one. */
    void notResponded() {
        answered = false;
    }

    /** Its response was not sent at all. */
    void notResponded(Phase before) {
        answered = false;
        phase = before;
    }

    void replied(OutgoingMessage reply) {
        separate.cancel();
        timeout.cancel();
        phase = Phase.REPLIED;
        answered = true;
        // a copy that comes after a separate response has begun still wants its ACK, not the response
        if (lastSent == null) {
            lastSent = reply;
        }
    }

    /** The module refuses its response, and this one is sent instead. */
    void repliedInstead(OutgoingMessage reply, OutgoingMessage instead) {
        if (lastSent == reply) {
            lastSent = instead;
        }
    }
}
