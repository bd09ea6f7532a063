// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.coap.UriPaths;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.Traffic;

/**
 * A peer that observes a path, from the making of the response that says so. {@link Observers} takes it from state to state:
 *
 * <pre>
 *           response made       CON not acknowledged,
 *                |              or no DTLS session
 *                v            .----------------------.
 *              WHOLE --------'                        '-->  DOUBTFUL  --- patience is over: UNACKNOWLEDGED ---.
 *              |   ^                                      |        |                                          |
 *              |   '----- acknowledged, or asked again ---'        |                                          |
 *              '------- reset, Observe=1, error, module restarted, path not served any more -------> ENDED <--'
 * </pre>
 *
 * <p>WHOLE gets CON or NON, as the route says, but a CON after 24 hours without a sign of it (RFC 7641 section 4.5). DOUBTFUL gets CON.
 * ENDED gets nothing: what waits for it is withdrawn.
 *
 * <p>One of its notifications is in the queue or under way, and one waits behind that. A newer one replaces one that waits (RFC 7641
 * section 4.5.2), also in the queue, and keeps its place there. A message under way can't be taken back.
 */
final class Observer {
    /** RFC 7641 section 4.5. */
    private static final Duration UNPROVEN = Duration.ofHours(24);
    /** More than can be under way to it, except on the busiest of slow networks. */
    private static final int REMEMBERED = 16;

    /** A notification on its way. */
    static final class Part {
        private final Notification notification;
        private final CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();

        Part(Notification notification) {
            this.notification = notification;
        }

        Notification notification() {
            return notification;
        }

        CompletableFuture<SendOutcome> outcome() {
            return outcome;
        }
    }

    private record SentNotification(MessageId messageId, long until) {}

    private final EventLoop loop;
    private final Peer peer;
    private final Token token;
    private final List<String> path;
    private final String contentFormat;
    private final Duration patience;
    private final Deque<SentNotification> rejectable = new ArrayDeque<>();
    private long proven;
    /** Any thread may read it. */
    private volatile boolean doubtful;

    private boolean overdue;
    private EventLoop.Timer patienceEnds = () -> {};
    private long newest;
    private volatile OutgoingExchange exchange;
    private Part first;
    private Part next;

    /**
     * @param contentFormat of the response that makes it an observer, or {@code null}
     * @param patience how long it may be doubtful
     */
    Observer(EventLoop loop, Peer peer, Token token, List<String> path, String contentFormat, Duration patience) {
        this.loop = loop;
        this.peer = peer;
        this.token = token;
        this.path = List.copyOf(path);
        this.contentFormat = contentFormat;
        this.patience = patience;
        this.proven = loop.nanoTime();
    }

    /** From any thread. */
    Traffic.ObservedBy shown() {
        return new Traffic.ObservedBy(peer, UriPaths.joinPath(path), doubtful, exchange != null);
    }

    Peer peer() {
        return peer;
    }

    Token token() {
        return token;
    }

    List<String> path() {
        return path;
    }

    /** Of the response that made it an observer, or {@code null}. */
    String contentFormat() {
        return contentFormat;
    }

    boolean isLike(Peer otherPeer, Token otherToken) {
        return peer.equals(otherPeer) && token.equals(otherToken);
    }

    /** Whether both have the same peer and path, perhaps by different tokens. */
    boolean isOfSamePath(Observer other) {
        return peer.equals(other.peer) && path.equals(other.path);
    }

    // what it may reject

    /** A message with this ID goes out to it. */
    void mayReject(MessageId messageId, MessageType type) {
        rejectable.removeIf(sent -> sent.messageId().equals(messageId));
        if (rejectable.size() == REMEMBERED) {
            rejectable.removeFirst();
        }
        rejectable.addLast(new SentNotification(
                messageId,
                loop.nanoTime() + TransmissionParameters.lifetime(type).toNanos()));
    }

    /** Whether a message with this ID went out to it, and no newer one has the ID. */
    boolean hasBeenSent(Peer by, MessageId messageId) {
        return peer.equals(by)
                && rejectable.stream()
                        .anyMatch(sent -> sent.messageId().equals(messageId) && loop.nanoTime() - sent.until() < 0);
    }

    // whether it is there

    /** The type of a notification to it, if the route wants this one. */
    MessageType type(MessageType wanted) {
        return doubtful || loop.nanoTime() - proven >= UNPROVEN.toNanos() ? MessageType.CON : wanted;
    }

    boolean isDoubtful() {
        return doubtful;
    }

    /** It has shown that it is there and knows what it observes. */
    void prove() {
        proven = loop.nanoTime();
        doubtful = false;
        overdue = false;
        patienceEnds.cancel();
    }

    /**
     * It has not acknowledged.
     *
     * @param lost called when it has been doubtful for too long
     */
    void markDoubtful(Runnable lost) {
        if (patience.isZero()) {
            overdue = true;
        } else if (!doubtful) {
            doubtful = true;
            patienceEnds = loop.schedule(patience, () -> {
                // one that is under way may be acknowledged yet
                overdue = exchange != null && !exchange.isWaiting();
                if (!overdue) {
                    lost.run();
                }
            });
        }
    }

    boolean isOverdue() {
        return overdue;
    }

    void end() {
        patienceEnds.cancel();
    }

    // what is on its way

    /** Whether no notification with a higher number has come. */
    boolean isNews(long number) {
        boolean news = number >= newest;
        newest = Math.max(newest, number);
        return news;
    }

    /** In the queue or under way, or {@code null}. */
    OutgoingExchange exchange() {
        return exchange;
    }

    void begin(OutgoingExchange made, Part part) {
        exchange = made;
        first = part;
    }

    /** The exchange has ended. */
    Part endExchange() {
        Part ended = first;
        exchange = null;
        first = null;
        return ended;
    }

    /** A newer notification replaces the one in the queue and the one behind it, which are returned. */
    List<Part> replaceAll(Part newer) {
        List<Part> older = next == null ? List.of(first) : List.of(first, next);
        first = newer;
        next = null;
        return older;
    }

    /** A notification waits behind the one under way, in place of an earlier one, which is returned. */
    List<Part> replaceNext(Part newer) {
        List<Part> older = next == null ? List.of() : List.of(next);
        next = newer;
        return older;
    }

    /** Takes what waits behind the one that was under way; {@code null} if there is nothing. */
    Part takeNext() {
        Part taken = next;
        next = null;
        return taken;
    }
}
