/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.modem;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionNumbers;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;

/**
 * Who observes the module's resources (RFC 7641 section 4). One who asks is kept from the making of the reply on, so that
 * nothing is missed, and no longer than that reply has a chance to arrive. Belongs to the event loop.
 */
final class Observers {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);
    /** More than a module can serve; a bound for what peers can fill. */
    private static final int MAX_OBSERVERS = 256;

    private static final int SEQUENCE_MASK = 0xFFFFFF;
    private static final byte[] NOTHING = new byte[0];

    /**
     * Somebody who observes.
     *
     * @param registration tells those apart who have asked with the same token one after the other
     */
    private record Observer(Peer peer, Token token, List<String> path, long registration) {
        Observer {
            path = List.copyOf(path);
        }

        private boolean isLike(Peer otherPeer, Token otherToken) {
            return peer.equals(otherPeer) && token.equals(otherToken);
        }
    }

    /** Somebody who observes unless the response that says so, a 2.xx with an Observe option, isn't sent. */
    final class Enrolment {
        private final Observer observer;
        private boolean withdrawn;
        private boolean confirmed;

        private Enrolment(Observer observer) {
            this.observer = observer;
        }

        /** The response goes out with this message ID, and the peer may reject it. */
        void goesOut(MessageId messageId, MessageType type) {
            mayReject(observer, messageId, type);
        }

        /** The response has been sent, maybe the one to a copy of the request: it counts, unless the peer has asked anew. */
        void sent() {
            if (withdrawn && !confirmed && !hasAskedAgain(observer)) {
                keep(observer);
            }
            confirmed = true;
        }

        /** The response has not been sent, or has not arrived. */
        void notSent() {
            if (!confirmed) {
                withdrawn = true;
                observers.remove(observer);
            }
        }
    }

    /** Sends a notification: a CON ends with its acknowledgement, a NON with being sent. */
    @FunctionalInterface
    interface Notifier {
        /**
         * @param wanted asked when the message's turn comes; if it isn't any more, nothing is sent
         */
        CompletableFuture<SendOutcome> send(OutgoingMessage message, BooleanSupplier wanted);
    }

    private final Set<Observer> observers = new LinkedHashSet<>();
    /** Those who have been sent something that they may reject. */
    private final ExpiringMap<PeerMessage, Observer> notified;

    private final MessageIds messageIds;
    private final Notifier notifier;
    private final Notifier furtherNotifier;
    private final Counters counters;
    private final LogLimit rejected;
    private final LogLimit unreached;
    private final LogLimit ended;
    private long registrations;
    private int sequence;

    /**
     * @param notifier sends if the queue has room
     * @param furtherNotifier for those that follow one which has been let into the queue
     */
    Observers(EventLoop loop, MessageIds messageIds, Notifier notifier, Notifier furtherNotifier, Counters counters) {
        this.notified = new ExpiringMap<>(loop, 4 * MAX_OBSERVERS);
        this.messageIds = messageIds;
        this.notifier = notifier;
        this.furtherNotifier = furtherNotifier;
        this.counters = counters;
        this.rejected = LogLimit.warnings(loop, LOG);
        this.unreached = LogLimit.warnings(loop, LOG);
        this.ended = LogLimit.information(loop, LOG);
    }

    /**
     * Keeps an observer, in place of one of the same peer and token (RFC 7641 section 4.1), unless there are too many.
     *
     * @return to be told what becomes of the response that says so
     */
    Optional<Enrolment> add(Peer peer, Token token, List<String> path) {
        Observer observer = new Observer(peer, token, path, ++registrations);
        return keep(observer) ? Optional.of(new Enrolment(observer)) : Optional.empty();
    }

    private boolean keep(Observer observer) {
        remove(observer.peer(), observer.token());
        if (observers.size() >= MAX_OBSERVERS) {
            rejected.log("{} is not taken as an observer: there are {} already", observer.peer(), MAX_OBSERVERS);
            return false;
        }
        return observers.add(observer);
    }

    private boolean hasAskedAgain(Observer observer) {
        return observers.stream().anyMatch(other -> other.isLike(observer.peer(), observer.token()));
    }

    /** What the peer asked for with this token is observed no more. */
    void remove(Peer peer, Token token) {
        observers.removeIf(observer -> observer.isLike(peer, token));
    }

    private void mayReject(Observer observer, MessageId messageId, MessageType type) {
        notified.put(new PeerMessage(observer.peer(), messageId), observer, CoapTimes.lifetime(type));
    }

    /** The peer rejected one of our messages; if it was a notification, it observes no more. */
    void reset(Peer peer, MessageId messageId) {
        Observer observer = notified.get(new PeerMessage(peer, messageId));
        if (observer != null) {
            end(observer, "reset");
        }
    }

    /** The module has restarted, and its peers will find another one. */
    void clear(String reason) {
        if (!observers.isEmpty()) {
            LOG.warn("{} observers are dropped: {}", observers.size(), reason);
            observers.forEach(observer -> counters.count(Counter.OBSERVERS_DROPPED));
            observers.clear();
        }
    }

    /**
     * Ends the observation of paths that can't be observed any more, and says so once, without waiting for it: an observer
     * that doesn't hear it asks again when the last notification's Max-Age has passed (RFC 7641 sections 3.3.1 and 4.2).
     */
    void endAllBut(Predicate<List<String>> observable) {
        List<Observer> orphans = observers.stream()
                .filter(observer -> !observable.test(observer.path()))
                .toList();
        orphans.forEach(observer -> {
            end(observer, "its path is not served any more");
            MessageId messageId = messageIds.next(observer.peer());
            notifier.send(
                    new OutgoingMessage(
                            observer.peer(),
                            MessageType.NON,
                            Code.NOT_FOUND,
                            messageId,
                            observer.token(),
                            CoapOptions.EMPTY,
                            NOTHING),
                    () -> !hasAskedAgain(observer));
        });
    }

    /** The number of a response that confirms an observation, or of a notification: 24 bits, rising (RFC 7641 section 4.4). */
    int nextSequence() {
        sequence = (sequence + 1) & SEQUENCE_MASK;
        return sequence;
    }

    /**
     * Notifies all who observe a path, one after the other, until the module can't be reached any more.
     *
     * @return completes with how many were notified, or with {@link CommandOutcome.Unavailable} when nothing was sent
     */
    CompletableFuture<CommandOutcome<Integer>> notifyAll(
            List<String> path, MessageType type, Code code, CoapOptions options, byte[] payload) {
        Iterator<Observer> addressees = List.copyOf(observers).stream()
                .filter(observer -> observer.path().equals(path))
                .iterator();
        Function<Observer, OutgoingMessage> message = observer -> notification(observer, type, code, options, payload);
        return notifyNext(addressees, message, notifier, 0);
    }

    private CompletableFuture<CommandOutcome<Integer>> notifyNext(
            Iterator<Observer> addressees, Function<Observer, OutgoingMessage> message, Notifier how, int count) {
        while (addressees.hasNext()) {
            Observer observer = addressees.next();
            if (observers.contains(observer)) {
                return send(how, observer, message.apply(observer))
                        .handle((outcome, failure) -> outcome)
                        .thenCompose(outcome -> {
                            boolean reached = notified(observer, outcome);
                            return outcome instanceof SendOutcome.Unavailable unavailable
                                    ? CompletableFuture.completedFuture(broken(unavailable, count))
                                    : notifyNext(addressees, message, furtherNotifier, reached ? count + 1 : count);
                        });
            }
        }
        return CompletableFuture.completedFuture(new CommandOutcome.Done<>(count));
    }

    /** What waits for its turn is not for one who has left meanwhile. An error has made it leave, and has to be told. */
    private CompletableFuture<SendOutcome> send(Notifier how, Observer observer, OutgoingMessage message) {
        return how.send(
                message, () -> message.code().isSuccess() ? observers.contains(observer) : !hasAskedAgain(observer));
    }

    /** Whoever has been notified has been notified, and is not to be notified again. */
    private static CommandOutcome<Integer> broken(SendOutcome.Unavailable unavailable, int count) {
        return count == 0 ? new CommandOutcome.Unavailable<>(unavailable.reason()) : new CommandOutcome.Done<>(count);
    }

    private OutgoingMessage notification(
            Observer observer, MessageType type, Code code, CoapOptions options, byte[] payload) {
        MessageId messageId = messageIds.next(observer.peer());
        mayReject(observer, messageId, type);
        // a number of the route's, left from an earlier message maybe, would be a second one
        CoapOptions unnumbered = options.without(OptionNumbers.OBSERVE);
        // an error ends the observation and has no number (RFC 7641 section 4.2)
        CoapOptions numbered = code.isSuccess() ? unnumbered.with(OptionNumbers.OBSERVE, nextSequence()) : unnumbered;
        if (!code.isSuccess()) {
            end(observer, "a notification with " + code);
        }
        return new OutgoingMessage(observer.peer(), type, code, messageId, observer.token(), numbered, payload);
    }

    private boolean notified(Observer observer, SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Sent) {
            counters.count(Counter.NOTIFICATIONS_SENT);
            return true;
        }
        if (outcome instanceof SendOutcome.Reset reset && !reset.tooLong() || outcome instanceof SendOutcome.TimedOut) {
            end(observer, outcome.toString());
        } else if (observers.contains(observer) || !(outcome instanceof SendOutcome.Failed)) {
            unreached.log("{} was not notified: {}", observer.peer(), outcome);
        }
        return false;
    }

    private void end(Observer observer, String reason) {
        if (observers.remove(observer)) {
            ended.log("{} observes no more: {}", observer.peer(), reason);
        }
    }
}
