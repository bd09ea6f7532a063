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

/** A request from the network, from its arrival until copies of it can't arrive any more. */
final class ServedRequest {

    /** What the peer has been told. */
    enum Phase {
        /** Nothing yet. */
        OPEN,
        /** An empty ACK: the response follows separately. */
        ACKNOWLEDGED,
        /** The reply. */
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

    /** @param since when it came, by the loop's clock */
    ServedRequest(IncomingRequest request, long since) {
        this.request = request;
        this.since = since;
    }

    IncomingRequest request() {
        return request;
    }

    /** The service that makes its response. */
    void service(RequestService taken) {
        service = taken;
    }

    /** Who makes its response; {@code null} when nobody is known to. */
    Caller caller() {
        return service == null ? null : service.caller();
    }

    /** When it came, by the loop's clock. */
    long since() {
        return since;
    }

    /** What becomes of its handler's reply. */
    CompletableFuture<SendOutcome> sent() {
        return sent;
    }

    Phase phase() {
        return phase;
    }

    /** Its body came in blocks, of which this was the last. */
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

    /** Its reply makes an observer, or, with {@code null}, does so no more. */
    void enrolment(Observers.Enrolment made) {
        enrolment = made;
    }

    Optional<Observers.Enrolment> enrolment() {
        return Optional.ofNullable(enrolment);
    }

    /** No service makes its reply. */
    void markUnserved() {
        unserved = true;
    }

    boolean isUnserved() {
        return unserved;
    }

    /** What a copy of the request is answered with, or {@code null} when nothing has been sent yet. */
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

    /** Whether a response has gone out or is on its way, so that another one would contradict it. */
    boolean isAnswered() {
        return answered;
    }

    /** Its response goes another way. */
    void responded() {
        phase = Phase.REPLIED;
        answered = true;
    }

    /** Its response didn't get there, as far as is known, so there may be another one. */
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

    /** The module doesn't take its reply; this one is sent instead. */
    void repliedInstead(OutgoingMessage reply, OutgoingMessage instead) {
        if (lastSent == reply) {
            lastSent = instead;
        }
    }
}
