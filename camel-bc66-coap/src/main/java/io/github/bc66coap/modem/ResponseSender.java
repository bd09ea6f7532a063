// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.SendResult.Again;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Ending;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.link.AtLink;
import io.github.bc66coap.modem.link.CommandSequence;
import io.github.bc66coap.modem.link.CommandSequence.Priority;
import io.github.bc66coap.modem.link.Counters;
import io.github.bc66coap.modem.link.LineScheduler;

/** Sends what peers wait for: acknowledgements, resets, responses. They pass waiting requests; refusals don't. */
final class ResponseSender {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseSender.class);
    private static final int REMEMBERED = 4096;
    /** So many of each priority may wait for the line; the rest of a flood is not sent. */
    private static final int MAX_WAITING = 1024;

    /** Message IDs of ours and of theirs may be alike. */
    private record ResponseKey(MessageKey message, MessageType type) {}

    private final EventLoop loop;
    private final LineScheduler scheduler;
    private final MessageSender sender;
    private final DtlsSessions sessions;
    private final ConsInFlight cons;
    private final Counters counters;
    private final ExpiringMap<MessageKey, Boolean> unconfirmed;
    private final Map<Priority, Map<ResponseKey, CompletableFuture<SendOutcome>>> waiting =
            new EnumMap<>(Priority.class);
    private final LogLimit unsent;

    ResponseSender(
            EventLoop loop,
            LineScheduler scheduler,
            MessageSender sender,
            DtlsSessions sessions,
            ConsInFlight cons,
            Counters counters) {
        this.loop = loop;
        this.scheduler = scheduler;
        this.sender = sender;
        this.sessions = sessions;
        this.cons = cons;
        this.counters = counters;
        this.unconfirmed = new ExpiringMap<>(loop, REMEMBERED);
        this.unsent = LogLimit.warnings(loop, LOG);
        for (Priority priority : Priority.values()) {
            waiting.put(priority, new HashMap<>());
        }
    }

    /** Acknowledges or rejects a CON. */
    void confirm(Peer peer, MessageId messageId, MessageType type) {
        submit(OutgoingMessage.empty(peer, type, messageId), Priority.REPLY);
    }

    /** Whether one more of this priority may wait for the line. */
    boolean hasRoom(Priority priority) {
        return scheduler.isOpen() && waiting.get(priority).size() < MAX_WAITING;
    }

    /** Sends a response. Completes with {@link SendOutcome.Sent} when the module has sent it, whatever becomes of it then. */
    CompletableFuture<SendOutcome> send(OutgoingMessage response, Priority priority) {
        if (response.needsStatus()) {
            unconfirmed.put(
                    new MessageKey(response.peer(), response.messageId()),
                    true,
                    TransmissionParameters.lifetime(response.type()));
        }
        return submit(response, priority);
    }

    /** An empty ACK or a RST came. Returns whether it was for a response. */
    boolean settle(Peer peer, MessageId messageId, MessageType type) {
        MessageKey message = new MessageKey(peer, messageId);
        boolean ours = unconfirmed.get(message) != null;
        if (ours) {
            sender.gotThrough(peer, messageId);
        }
        unconfirmed.remove(message);
        if (ours && type == MessageType.RST) {
            LOG.debug("{} rejected the response with message ID {}", peer, messageId);
        }
        return ours;
    }

    private CompletableFuture<SendOutcome> submit(OutgoingMessage message, Priority priority) {
        Map<ResponseKey, CompletableFuture<SendOutcome>> others = waiting.get(priority);
        ResponseKey self = new ResponseKey(new MessageKey(message.peer(), message.messageId()), message.type());
        CompletableFuture<SendOutcome> earlier = others.get(self);
        if (earlier != null) {
            // a retransmission is answered by the one that waits
            return earlier;
        }
        if (!hasRoom(priority)) {
            return CompletableFuture.completedFuture(
                    scheduler.isOpen()
                            ? dropped(message, "too many responses wait for the line", Ending.REPLY_TOO_MANY)
                            : dropped(message, "the module is not ready", Ending.REPLY_NOT_READY));
        }
        Attempt attempt = new Attempt(message, priority, self, loop.nanoTime());
        attempt.submit();
        return attempt.outcome;
    }

    /**
     * A message on its way to the line: once; once more if its commands do not reach the module; and once more, alone, if it is refused
     * beside a CON in flight.
     */
    private final class Attempt implements CommandSequence {
        private final OutgoingMessage message;
        private final Priority priority;
        private final ResponseKey self;
        private final long since;
        private final CompletableFuture<SendOutcome> outcome = new CompletableFuture<>();
        private boolean missed;
        private boolean refused;
        private boolean begun;

        Attempt(OutgoingMessage message, Priority priority, ResponseKey self, long since) {
            this.message = message;
            this.priority = priority;
            this.self = self;
            this.since = since;
        }

        void submit() {
            waiting.get(priority).put(self, outcome);
            scheduler.submit(priority, this);
        }

        @Override
        public CompletableFuture<Void> run(AtLink line) {
            if (message.needsStatus() && (!cons.admits(message.type()) || refused && !cons.isEmpty())) {
                cons.whenEmpty(this::resume);
                return CompletableFuture.completedFuture(null);
            }
            waiting.get(priority).remove(self);
            String useless = useless(message, since);
            if (useless != null) {
                tried(false);
                outcome.complete(dropped(message, useless, Ending.REPLY_TOO_LATE));
                return CompletableFuture.completedFuture(null);
            }
            return commands(line).handle((result, failure) -> {
                if (failure == null) {
                    ran(result);
                } else {
                    count(message, Ending.REPLY_FAILED);
                    outcome.complete(new SendOutcome.Failed(failure.toString()));
                }
                return null;
            });
        }

        private CompletableFuture<SendResult> commands(AtLink line) {
            try {
                begun = false;
                return sender.run(line, message, () -> {
                    begun = true;
                    cons.left(message);
                    return true;
                });
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        private void ran(SendResult result) {
            boolean refusal = result.isRefused();
            if (refusal || result.again() != Again.NO) {
                cons.over(message.peer(), message.messageId());
            }
            if (result.again() == Again.ONCE && !missed && hasRoom(priority)) {
                missed = true;
                submit();
            } else if (refusal && begun && message.needsStatus() && !refused && !cons.isEmpty() && hasRoom(priority)) {
                refused = true;
                cons.suspect(message.type());
                waiting.get(priority).put(self, outcome);
                cons.whenEmpty(this::resume);
            } else {
                tried(result.isSent());
                report(message, result.outcome());
                outcome.complete(result.outcome());
            }
        }

        private void tried(boolean taken) {
            if (refused) {
                cons.tried(message.type(), taken);
            }
        }

        private void resume() {
            if (scheduler.isOpen()) {
                scheduler.submit(priority, this);
            } else {
                abandon("the module is not ready");
            }
        }

        @Override
        public void abandon(String reason) {
            tried(false);
            waiting.get(priority).remove(self);
            outcome.complete(dropped(message, reason, Ending.REPLY_NOT_READY));
        }
    }

    /** Why its peer would not take it, or {@code null}. Without its session it would begin a handshake. */
    private String useless(OutgoingMessage message, long since) {
        if (!message.needsStatus() && loop.nanoTime() - since >= TransmissionParameters.MAX_TRANSMIT_WAIT.toNanos()) {
            return "its peer has given up waiting for it";
        }
        return sessions.canAnswer(message.peer()) ? null : "the DTLS session in which it was asked for is gone";
    }

    /** An empty message is no response and does not count. */
    private void count(OutgoingMessage message, Ending ending) {
        if (!message.code().isEmpty()) {
            counters.count(ending);
        }
    }

    private SendOutcome dropped(OutgoingMessage message, String reason, Ending ending) {
        count(message, ending);
        counters.count(Counter.DROPPED_REPLY);
        return new SendOutcome.Unavailable(reason);
    }

    private void report(OutgoingMessage message, SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Sent) {
            if (!message.code().isEmpty()) {
                counters.count(Counter.REPLIES_SENT);
            }
            count(message, Ending.REPLY_SENT);
        } else {
            counters.count(Counter.DROPPED_REPLY);
            unsent.log("{} {} to {} was not sent: {}", message.type(), message.code(), message.peer(), outcome);
            count(message, Ending.ofReply(outcome));
        }
    }
}
