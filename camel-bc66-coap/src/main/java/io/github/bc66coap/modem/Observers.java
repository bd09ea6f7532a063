// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.coap.UriPaths;
import io.github.bc66coap.modem.SendQueue.Place;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.LostObserver;
import io.github.bc66coap.modem.api.LostObserver.Cause;
import io.github.bc66coap.modem.api.MessageBound;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.Traffic;
import io.github.bc66coap.modem.link.Counters;
import io.github.bc66coap.qcoap.QcoapOption;

/**
 * Who observes the module's resources (RFC 7641 section 4). A peer is kept from the moment when the response is made, so that it misses
 * nothing, and only as long as that response may arrive. {@link Observer} has the states. One that ends without having asked becomes a {@link
 * LostObserver}.
 */
final class Observers {
    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);
    /** More than a module can serve. */
    private static final int MAX_OBSERVERS = 256;

    /** So many messages of one notification may wait at a time. */
    private static final int AT_A_TIME = 8;

    private static final int SEQUENCE_MASK = 0xFFFFFF;
    /** Stands for what differs between observers, at its longest. */
    private static final Token LONGEST_TOKEN = Token.of(new byte[Token.MAX_LENGTH]);

    private static final int ANY_FORMAT = 50;

    /** An observer, unless the response that says so, a 2.xx with an Observe option, is not sent. */
    final class Enrolment {
        private final Observer observer;
        private final Observer before;
        private boolean withdrawn;
        private boolean confirmed;

        /** @param before who observed by the same token until then, or {@code null} */
        private Enrolment(Observer observer, Observer before) {
            this.observer = observer;
            this.before = before;
        }

        /** The response goes out with this message ID. The peer may reject it. */
        void goesOut(MessageId messageId, MessageType type) {
            observer.mayReject(messageId, type);
        }

        /** The response, or one to a copy of the request, has been sent. It counts, unless the peer has asked anew. */
        void sent() {
            Observer present = find(observer.peer(), observer.token());
            if (withdrawn && !confirmed && (present == null || present == before)) {
                keep(observer);
            }
            confirmed = true;
        }

        /** The response was not sent, or did not arrive: the peer observes as before. */
        void notSent() {
            if (withdraw() && before != null) {
                before.prove();
                keep(before);
            }
        }

        /** The peer is told that it does not observe. */
        void refused() {
            if (withdraw() && before != null) {
                lost(List.of(before), Cause.REFUSED);
            } else if (before != null) {
                end(before, Cause.REFUSED);
            }
        }

        void notServed() {
            withdraw();
        }

        /** Whether it was still an observer. */
        private boolean withdraw() {
            if (confirmed) {
                return false;
            }
            withdrawn = true;
            boolean was = observers.contains(observer);
            forget(observer);
            return was;
        }
    }

    /**
     * A notification on its way to all who observe its path. Only some messages at a time wait for their turn, so that other sends get
     * theirs. One that waits for its own peer is not counted, because it holds up nobody else.
     */
    private final class Round {
        private final Notification notification;
        private final long number = ++rounds;
        private final Iterator<Observer> addressees;
        private final CompletableFuture<CommandOutcome<NotifiedObservers>> result = new CompletableFuture<>();
        private int underWay;
        private int waiting;
        private int count;
        /** Once one of its messages is in the queue, there is room for the others. */
        private Place place = Place.LAST;

        private SendOutcome.Unavailable unavailable;

        Round(Notification notification) {
            this.notification = notification;
            this.addressees = observers.stream()
                    .filter(observer -> observer.path().equals(notification.path()))
                    .toList()
                    .iterator();
        }

        void advance() {
            while (waiting < AT_A_TIME && unavailable == null && addressees.hasNext()) {
                Observer observer = addressees.next();
                if (observers.contains(observer)) {
                    underWay++;
                    waiting++;
                    CompletableFuture<SendOutcome> outcome = tell(observer, notification, number, place);
                    place = Place.FURTHER;
                    outcome.thenAccept(this::told);
                    passable(observer).thenRun(this::passes);
                }
            }
            if (underWay == 0 && (unavailable != null || !addressees.hasNext())) {
                result.complete(result());
            }
        }

        private CompletableFuture<Void> passable(Observer observer) {
            OutgoingExchange exchange = observer.exchange();
            return exchange == null ? CompletableFuture.completedFuture(null) : exchange.passable();
        }

        private void passes() {
            waiting--;
            advance();
        }

        private void told(SendOutcome outcome) {
            underWay--;
            if (outcome instanceof SendOutcome.Sent) {
                count++;
            } else if (outcome instanceof SendOutcome.Unavailable none) {
                unavailable = none;
            }
            advance();
        }

        private CommandOutcome<NotifiedObservers> result() {
            boolean observed =
                    observers.stream().anyMatch(observer -> observer.path().equals(notification.path()));
            return count == 0 && unavailable != null
                    ? new CommandOutcome.Unavailable<>(unavailable.reason())
                    : new CommandOutcome.Done<>(new NotifiedObservers(count, observed));
        }
    }

    private final EventLoop loop;
    /** In the order of their coming. Any thread may read it. */
    private final Set<Observer> observers = new CopyOnWriteArraySet<>();

    private final MessageIds messageIds;
    private final Outbox outbox;
    private final Consumer<LostObserver> losses;
    private final Counters counters;
    private final LogLimit rejected;
    private final LogLimit unreached;
    private final LogLimit ended;
    private final LogLimit doubted;
    /** Paths whose notifications were reported to have no Content-Format. */
    private final Set<List<String>> formatless = new HashSet<>();

    private int sequence;
    private long rounds;

    /** @param losses takes each lost peer and path */
    Observers(EventLoop loop, MessageIds messageIds, Outbox outbox, Consumer<LostObserver> losses, Counters counters) {
        this.loop = loop;
        this.messageIds = messageIds;
        this.outbox = outbox;
        this.losses = losses;
        this.counters = counters;
        this.rejected = LogLimit.warnings(loop, LOG);
        this.unreached = LogLimit.warnings(loop, LOG);
        this.ended = LogLimit.information(loop, LOG);
        this.doubted = LogLimit.information(loop, LOG);
    }

    /** From any thread. */
    List<Traffic.ObservedBy> shown() {
        return observers.stream().map(Observer::shown).toList();
    }

    /**
     * Keeps an observer, in place of one with the same peer and token (RFC 7641 section 4.1), unless there are too many.
     *
     * @param contentFormat of the response that says so, or {@code null}
     * @param patience how long it is kept when it does not acknowledge
     * @return takes what becomes of that response
     */
    Optional<Enrolment> add(Peer peer, Token token, List<String> path, String contentFormat, Duration patience) {
        Observer observer = new Observer(loop, peer, token, path, contentFormat, patience);
        Observer before = find(peer, token);
        return keep(observer) ? Optional.of(new Enrolment(observer, before)) : Optional.empty();
    }

    private boolean keep(Observer observer) {
        remove(observer.peer(), observer.token());
        if (observers.size() >= MAX_OBSERVERS && !evictOne()) {
            rejected.log("{} is not taken as an observer: there are {} already", observer.peer(), MAX_OBSERVERS);
            return false;
        }
        return observers.add(observer);
    }

    /** Evicts the oldest of those that may be gone. */
    private boolean evictOne() {
        Optional<Observer> oldest =
                observers.stream().filter(Observer::isDoubtful).findFirst();
        oldest.ifPresent(observer -> end(observer, Cause.EVICTED));
        return oldest.isPresent();
    }

    private Observer find(Peer peer, Token token) {
        return observers.stream()
                .filter(observer -> observer.isLike(peer, token))
                .findFirst()
                .orElse(null);
    }

    private boolean hasAskedAgain(Observer observer) {
        return find(observer.peer(), observer.token()) != null;
    }

    /** The peer observes no longer by this token, or anew. */
    void remove(Peer peer, Token token) {
        Observer observer = find(peer, token);
        if (observer != null) {
            forget(observer);
        }
    }

    /** The peer asked again by this token, and is told that it does not observe. */
    void refuse(Peer peer, Token token) {
        Observer observer = find(peer, token);
        if (observer != null) {
            end(observer, Cause.REFUSED);
        }
    }

    /** The peer rejected one of our messages. If that was a notification, it observes no longer. */
    void reset(Peer peer, MessageId messageId) {
        sentTo(peer, messageId).ifPresent(observer -> end(observer, Cause.RESET));
    }

    /** The peer acknowledged one of our messages. If that was a notification, even one given up, it still observes. */
    void acknowledged(Peer peer, MessageId messageId) {
        sentTo(peer, messageId).ifPresent(Observer::prove);
    }

    private Optional<Observer> sentTo(Peer peer, MessageId messageId) {
        for (Observer observer : observers) {
            if (observer.hasBeenSent(peer, messageId)) {
                return Optional.of(observer);
            }
        }
        return Optional.empty();
    }

    /** The module has lost what its peers knew of it. */
    void clear(Cause cause) {
        if (!observers.isEmpty()) {
            LOG.warn("{} observers are dropped: {}", observers.size(), cause.reason());
            List<Observer> all = List.copyOf(observers);
            all.forEach(observer -> {
                counters.count(Counter.OBSERVERS_DROPPED);
                forget(observer);
            });
            lost(all, cause);
        }
    }

    /** The modem stops, and nobody is told. */
    void abandonAll() {
        List.copyOf(observers).forEach(this::forget);
    }

    /**
     * Ends the observation of paths that are observable no longer. Says so once, without waiting: an observer that misses it asks again
     * when the last notification's Max-Age has passed (RFC 7641 sections 3.3.1 and 4.2).
     */
    void endAllBut(Predicate<List<String>> observable) {
        List<Observer> orphans = observers.stream()
                .filter(observer -> !observable.test(observer.path()))
                .toList();
        orphans.forEach(observer -> {
            end(observer, Cause.NOT_SERVED);
            tellLast(
                    observer,
                    new Notification(
                            observer.path(),
                            MessageType.NON,
                            Code.NOT_FOUND,
                            CoapOptions.EMPTY,
                            OutgoingMessage.NO_PAYLOAD,
                            null),
                    Place.LAST);
        });
    }

    /** Of a response that confirms an observation, or a notification: 24 bits, rising (RFC 7641 section 4.4). */
    int nextSequence() {
        sequence = (sequence + 1) & SEQUENCE_MASK;
        return sequence;
    }

    /** @throws IllegalArgumentException naming what the module can't carry, or what is too long for an observer with a token of 8 bytes */
    static void requireSendable(Notification notification, MessageBound bound) {
        CoapOptions longest =
                notification.options().without(OptionDefinition.OBSERVE).with(OptionDefinition.OBSERVE, SEQUENCE_MASK);
        if (!longest.contains(OptionDefinition.CONTENT_FORMAT) && longest.size() < QcoapOption.MAX_OPTIONS) {
            longest = longest.with(OptionDefinition.CONTENT_FORMAT, ANY_FORMAT);
        }
        bound.requireSendable(notification.code(), LONGEST_TOKEN, longest, notification.payload());
    }

    /**
     * Notifies all who observe a path, until the module can't be reached.
     *
     * @return completes with the number reached, or with {@link CommandOutcome.Unavailable} when nothing was sent
     */
    CompletableFuture<CommandOutcome<NotifiedObservers>> notifyAll(Notification notification) {
        Round round = new Round(notification);
        round.advance();
        return round.result;
    }

    /** @param number rises with each notification */
    private CompletableFuture<SendOutcome> tell(
            Observer observer, Notification notification, long number, Place place) {
        if (!notification.code().isSuccess()) {
            // it ends the observation (RFC 7641 section 4.2)
            forget(observer);
            ended.log("{} observes no more: a notification with {}", observer.peer(), notification.code());
            return tellLast(observer, notification, place).whenComplete((outcome, failure) -> judge(observer, outcome));
        }
        if (!observer.isNews(number)) {
            return CompletableFuture.completedFuture(SendOutcome.Failed.REPLACED);
        }
        Observer.Part part = new Observer.Part(notification);
        if (observer.exchange() == null) {
            submit(observer, part, place);
        } else if (observer.exchange().isWaiting()) {
            message(observer, notification)
                    .ifPresentOrElse(newer -> replace(observer, part, newer), () -> refuse(observer, part));
        } else {
            replaced(observer.replaceNext(part));
        }
        return part.outcome();
    }

    private void replace(Observer observer, Observer.Part part, OutgoingMessage newer) {
        List<Observer.Part> older = observer.replaceAll(part);
        outbox.replace(observer.exchange(), newer);
        replaced(older);
    }

    /** No message ID is free. */
    private void refuse(Observer observer, Observer.Part part) {
        SendOutcome outcome = new SendOutcome.Failed(MessageIds.usedUp(observer.peer()));
        judge(observer, outcome);
        part.outcome().complete(outcome);
    }

    private void replaced(List<Observer.Part> older) {
        older.forEach(part -> {
            counters.count(Counter.NOTIFICATIONS_REPLACED);
            part.outcome().complete(SendOutcome.Failed.REPLACED);
        });
    }

    /** Tells one who observes no longer, unless it has asked again. */
    private CompletableFuture<SendOutcome> tellLast(Observer observer, Notification notification, Place place) {
        OutgoingMessage message = message(observer, notification).orElse(null);
        if (message == null) {
            return CompletableFuture.completedFuture(new SendOutcome.Failed(MessageIds.usedUp(observer.peer())));
        }
        return outbox.submit(outbox.exchange(message, () -> !hasAskedAgain(observer)), place);
    }

    private void submit(Observer observer, Observer.Part part, Place place) {
        message(observer, part.notification())
                .ifPresentOrElse(message -> submit(observer, part, message, place), () -> refuse(observer, part));
    }

    private void submit(Observer observer, Observer.Part part, OutgoingMessage message, Place place) {
        OutgoingExchange exchange = outbox.exchange(message, () -> mayLeave(observer));
        observer.begin(exchange, part);
        exchange.outcome().thenAccept(outcome -> onOutcome(observer, exchange, outcome));
        outbox.submit(exchange, place);
    }

    /** A message to it is about to leave, and it may reject that. */
    private boolean mayLeave(Observer observer) {
        OutgoingMessage message = observer.exchange().message();
        observer.mayReject(message.messageId(), message.type());
        return observers.contains(observer);
    }

    private void onOutcome(Observer observer, OutgoingExchange exchange, SendOutcome outcome) {
        Observer.Part part = observer.endExchange();
        if (exchange.isConfirmable() && outcome instanceof SendOutcome.Sent) {
            observer.prove();
        }
        judge(observer, outcome);
        if (observer.isOverdue()) {
            end(observer, Cause.UNACKNOWLEDGED);
        }
        part.outcome().complete(outcome);
        Observer.Part next = observer.takeNext();
        if (next != null && observers.contains(observer)) {
            submit(observer, next, Place.FURTHER);
        } else if (next != null) {
            next.outcome().complete(SendOutcome.Failed.NOT_WANTED);
        }
    }

    private void judge(Observer observer, SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Sent) {
            counters.count(Counter.NOTIFICATIONS_SENT);
        } else if (outcome instanceof SendOutcome.Reset reset && !reset.tooLong()) {
            end(observer, Cause.RESET);
        } else if (isSilence(outcome)) {
            markDoubtful(observer, outcome);
        } else if (!outcome.equals(SendOutcome.Failed.NOT_WANTED)) {
            unreached.log("{} was not notified: {}", observer.peer(), outcome);
        }
    }

    /** Nothing came from the peer, which may be gone. */
    private static boolean isSilence(SendOutcome outcome) {
        return outcome instanceof SendOutcome.TimedOut
                || outcome instanceof SendOutcome.HandshakeFailed
                || outcome instanceof SendOutcome.NoSession;
    }

    private void markDoubtful(Observer observer, SendOutcome outcome) {
        if (observers.contains(observer)) {
            doubted.log("{} may observe no more: {}", observer.peer(), outcome);
            observer.markDoubtful(() -> end(observer, Cause.UNACKNOWLEDGED));
        }
    }

    /** Empty when no message ID is free. */
    private Optional<OutgoingMessage> message(Observer observer, Notification notification) {
        return messageIds.claim(observer.peer()).map(messageId -> message(observer, notification, messageId));
    }

    private OutgoingMessage message(Observer observer, Notification notification, MessageId messageId) {
        boolean success = notification.code().isSuccess();
        MessageType type = success ? observer.type(notification.type()) : notification.type();
        // a number of the route's, perhaps left from an earlier message, would be a second one
        CoapOptions options = notification.options().without(OptionDefinition.OBSERVE);
        if (success) {
            // an error ends the observation and has no number (RFC 7641 section 4.2)
            options = formatted(observer, notification, options.with(OptionDefinition.OBSERVE, nextSequence()));
        }
        return new OutgoingMessage(
                observer.peer(),
                type,
                notification.code(),
                messageId,
                observer.token(),
                options,
                notification.payload(),
                notification.caller());
    }

    /** Peers may not read a notification without the Content-Format of the first response (RFC 7641 section 4.2). */
    private CoapOptions formatted(Observer observer, Notification notification, CoapOptions options) {
        if (options.contains(OptionDefinition.CONTENT_FORMAT)) {
            return options;
        }
        if (observer.contentFormat() != null) {
            return options.size() < QcoapOption.MAX_OPTIONS
                    ? options.with(OptionDefinition.CONTENT_FORMAT, observer.contentFormat())
                    : options;
        }
        if (notification.payload().length > 0
                && formatless.size() < MAX_OBSERVERS
                && formatless.add(notification.path())) {
            LOG.warn(
                    "notifications of {} have no Content-Format, nor had the response that began the observation: peers may"
                            + " acknowledge them without being able to read them",
                    UriPaths.joinPath(notification.path()));
        }
        return options;
    }

    /** It observes no longer, without having asked for that. */
    private void end(Observer observer, Cause cause) {
        if (observers.contains(observer)) {
            forget(observer);
            lost(List.of(observer), cause);
        }
    }

    private void forget(Observer observer) {
        if (observers.remove(observer)) {
            observer.end();
            if (observer.exchange() != null) {
                outbox.withdraw(observer.exchange());
            }
        }
    }

    /** A peer that observes the same path by another token is not lost: it has asked anew, as after a restart. */
    private void lost(List<Observer> gone, Cause cause) {
        Set<LostObserver> losses = new LinkedHashSet<>();
        for (Observer observer : gone) {
            ended.log("{} observes no more: {}", observer.peer(), cause.reason());
            if (observers.stream().noneMatch(observer::isOfSamePath)) {
                losses.add(new LostObserver(observer.peer(), observer.path(), cause));
            }
        }
        losses.forEach(loss -> {
            counters.count(Counter.OBSERVERS_LOST);
            this.losses.accept(loss);
        });
    }
}
