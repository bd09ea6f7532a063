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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

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

/** Who observes the module's resources (RFC 7641 section 4). Belongs to the event loop. */
final class Observers {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);
    /** More than a module can serve; a bound for what peers can fill. */
    private static final int MAX_OBSERVERS = 256;

    private static final int SEQUENCE_MASK = 0xFFFFFF;

    /** Somebody who observes. */
    private record Observer(Peer peer, Token token, List<String> path) {}

    private final Set<Observer> observers = new LinkedHashSet<>();
    private final ExpiringMap<PeerMessage, Observer> notified;
    private final MessageIds messageIds;
    private final Function<OutgoingMessage, CompletableFuture<SendOutcome>> sender;
    private final Function<OutgoingMessage, CompletableFuture<SendOutcome>> furtherSender;
    private final Counters counters;
    private final LogLimit rejected;
    private final LogLimit unreached;
    private final LogLimit ended;
    private int sequence;

    /**
     * @param sender sends a notification, if the queue has room; a CON ends with its acknowledgement, a NON with being sent
     * @param furtherSender as {@code sender}, for those that follow one which has been let into the queue
     */
    Observers(
            EventLoop loop,
            MessageIds messageIds,
            Function<OutgoingMessage, CompletableFuture<SendOutcome>> sender,
            Function<OutgoingMessage, CompletableFuture<SendOutcome>> furtherSender,
            Counters counters) {
        this.notified = new ExpiringMap<>(loop, 4 * MAX_OBSERVERS);
        this.messageIds = messageIds;
        this.sender = sender;
        this.furtherSender = furtherSender;
        this.counters = counters;
        this.rejected = LogLimit.warnings(loop, LOG);
        this.unreached = LogLimit.warnings(loop, LOG);
        this.ended = LogLimit.information(loop, LOG);
    }

    /**
     * Keeps an observer, in place of one of the same peer and token (RFC 7641 section 4.1).
     *
     * @return the sequence number for the reply; -1 when there are too many
     */
    int add(Peer peer, Token token, List<String> path) {
        remove(peer, token);
        if (observers.size() >= MAX_OBSERVERS) {
            rejected.log("{} is not taken as an observer: there are {} already", peer, MAX_OBSERVERS);
            return -1;
        }
        observers.add(new Observer(peer, token, List.copyOf(path)));
        return nextSequence();
    }

    /** What the peer asked for with this token is observed no more. */
    void remove(Peer peer, Token token) {
        observers.removeIf(
                observer -> observer.peer().equals(peer) && observer.token().equals(token));
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
        return notifyNext(addressees, message, sender, 0);
    }

    private CompletableFuture<CommandOutcome<Integer>> notifyNext(
            Iterator<Observer> addressees,
            Function<Observer, OutgoingMessage> message,
            Function<OutgoingMessage, CompletableFuture<SendOutcome>> how,
            int count) {
        while (addressees.hasNext()) {
            Observer observer = addressees.next();
            if (observers.contains(observer)) {
                return how.apply(message.apply(observer))
                        .handle((outcome, failure) -> outcome)
                        .thenCompose(outcome -> {
                            boolean reached = notified(observer, outcome);
                            return outcome instanceof SendOutcome.Unavailable unavailable
                                    ? CompletableFuture.completedFuture(broken(unavailable, count))
                                    : notifyNext(addressees, message, furtherSender, reached ? count + 1 : count);
                        });
            }
        }
        return CompletableFuture.completedFuture(new CommandOutcome.Done<>(count));
    }

    /** Whoever has been notified has been notified, and is not to be notified again. */
    private static CommandOutcome<Integer> broken(SendOutcome.Unavailable unavailable, int count) {
        return count == 0 ? new CommandOutcome.Unavailable<>(unavailable.reason()) : new CommandOutcome.Done<>(count);
    }

    private OutgoingMessage notification(
            Observer observer, MessageType type, Code code, CoapOptions options, byte[] payload) {
        MessageId messageId = messageIds.next(observer.peer());
        notified.put(new PeerMessage(observer.peer(), messageId), observer, CoapTimes.lifetime(type));
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
        if (outcome instanceof SendOutcome.Reset || outcome instanceof SendOutcome.TimedOut) {
            end(observer, outcome.toString());
        } else {
            unreached.log("{} was not notified: {}", observer.peer(), outcome);
        }
        return false;
    }

    private void end(Observer observer, String reason) {
        if (observers.remove(observer)) {
            ended.log("{} observes no more: {}", observer.peer(), reason);
        }
    }

    /** 24 bits, rising, and around again (RFC 7641 section 4.4). */
    private int nextSequence() {
        sequence = (sequence + 1) & SEQUENCE_MASK;
        return sequence;
    }
}
