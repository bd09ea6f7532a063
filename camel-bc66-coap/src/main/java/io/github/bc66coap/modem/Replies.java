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

import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.LineTask.Priority;

/** Sends what peers wait for: acknowledgements, resets, responses. They pass waiting requests. */
final class Replies {
    private static final Logger LOG = LoggerFactory.getLogger(Replies.class);
    private static final int REMEMBERED = 4096;
    /** Replies that may wait for the line; what a flood of requests asks for beyond them is not sent. */
    private static final int MAX_WAITING = 1024;

    private final LineTasks tasks;
    private final SendUnit unit;
    private final Counters counters;
    private final ExpiringMap<PeerMessage, Boolean> unconfirmed;
    private int waiting;

    Replies(EventLoop loop, LineTasks tasks, SendUnit unit, Counters counters) {
        this.tasks = tasks;
        this.unit = unit;
        this.counters = counters;
        this.unconfirmed = new ExpiringMap<>(loop, REMEMBERED);
    }

    /** Acknowledges or rejects a confirmable message. */
    void confirm(Peer peer, MessageId messageId, MessageType type) {
        submit(OutgoingMessage.empty(peer, type, messageId));
    }

    /** Sends a response. */
    void send(OutgoingMessage response) {
        if (response.needsStatus()) {
            unconfirmed.put(
                    new PeerMessage(response.peer(), response.messageId()), true, CoapTimes.lifetime(response.type()));
        }
        submit(response);
    }

    /**
     * An empty ACK or a RST came.
     *
     * @return whether it was for a response that was sent
     */
    boolean settle(Peer peer, MessageId messageId, MessageType type) {
        PeerMessage message = new PeerMessage(peer, messageId);
        boolean ours = unconfirmed.get(message) != null;
        unconfirmed.remove(message);
        if (ours && type == MessageType.RST) {
            LOG.debug("{} rejected the response with message ID {}", peer, messageId);
        }
        return ours;
    }

    private void submit(OutgoingMessage message) {
        if (!tasks.isOpen() || waiting >= MAX_WAITING) {
            counters.count(Counter.DROPPED_REPLY);
            return;
        }
        waiting++;
        tasks.submit(Priority.REPLY, new LineTask() {
            @Override
            public CompletableFuture<Void> run(Line line) {
                waiting--;
                return unit.run(line, message, () -> {}).thenAccept(result -> sent(message, result));
            }

            @Override
            public void abandon(String reason) {
                waiting--;
                counters.count(Counter.DROPPED_REPLY);
            }
        });
    }

    private void sent(OutgoingMessage message, UnitResult result) {
        if (result instanceof UnitResult.Sent) {
            if (!message.code().isEmpty()) {
                counters.count(Counter.REPLIES_SENT);
            }
        } else {
            counters.count(Counter.DROPPED_REPLY);
            LOG.warn("{} {} to {} was not sent: {}", message.type(), message.code(), message.peer(), result);
        }
    }
}
