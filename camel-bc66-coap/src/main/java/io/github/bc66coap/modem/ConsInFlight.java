// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;

/**
 * The CONs that the module still waits for, requests and responses alike. The note does not say whether a module accepts another message
 * beside one. A message that is refused there returns to the head of the queue, once, and waits until there is none. If it is accepted then,
 * this firmware accepts no message of that type beside a CON, and until the next restart all such messages wait. If it is refused again, the
 * CON was not the reason.
 */
final class ConsInFlight {
    private static final Logger LOG = LoggerFactory.getLogger(ConsInFlight.class);

    private final EventLoop loop;
    private final String device;
    /** No module retransmits a CON for longer than these timers. */
    private final Map<MessageKey, EventLoop.Timer> inFlight = new HashMap<>();

    private final Set<MessageType> suspected = EnumSet.noneOf(MessageType.class);
    /** Any thread may read it. */
    private final Set<MessageType> refused = new CopyOnWriteArraySet<>();

    private final Queue<Runnable> waiting = new ArrayDeque<>();

    ConsInFlight(EventLoop loop, String device) {
        this.loop = loop;
        this.device = device;
    }

    /** The module may have taken this message. */
    void left(OutgoingMessage message) {
        if (message.type() == MessageType.CON) {
            MessageKey key = new MessageKey(message.peer(), message.messageId());
            EventLoop.Timer earlier = inFlight.put(
                    key,
                    loop.schedule(TransmissionParameters.MAX_TRANSMIT_WAIT, () -> over(key.peer(), key.messageId())));
            if (earlier != null) {
                earlier.cancel();
            }
        }
    }

    /** It was acknowledged, rejected or answered, or the module has given up. */
    void over(Peer peer, MessageId messageId) {
        EventLoop.Timer limit = inFlight.remove(new MessageKey(peer, messageId));
        if (limit != null) {
            limit.cancel();
            resume();
        }
    }

    /** The context is gone. */
    void clear() {
        inFlight.values().forEach(EventLoop.Timer::cancel);
        inFlight.clear();
        resume();
    }

    /** The module has restarted: it may be another one. */
    void forget() {
        suspected.clear();
        refused.clear();
    }

    boolean isEmpty() {
        return inFlight.isEmpty();
    }

    /** Whether the module takes a message of this type now, as far as we know. */
    boolean admits(MessageType type) {
        return inFlight.isEmpty() || !suspected.contains(type) && !refused.contains(type);
    }

    /** It was refused while another one was in flight, which may be the reason. */
    void suspect(MessageType type) {
        suspected.add(type);
    }

    /** A refused message was tried again when nothing was in flight; {@code taken} if it was sent then. */
    void tried(MessageType type, boolean taken) {
        suspected.remove(type);
        if (taken && refused.add(type)) {
            LOG.warn(
                    "{}: the firmware takes no {} while a CON is in flight; each waits until that is acknowledged or given up",
                    device,
                    type);
        }
    }

    /** The types that this firmware does not take while a CON is in flight. */
    Set<MessageType> refused() {
        return Set.copyOf(refused);
    }

    /** Runs it once, when nothing is in flight. */
    void whenEmpty(Runnable task) {
        waiting.add(task);
        resume();
    }

    private void resume() {
        if (inFlight.isEmpty() && !waiting.isEmpty()) {
            List<Runnable> tasks = List.copyOf(waiting);
            waiting.clear();
            // not at once: the end of what was in flight is still being handled
            tasks.forEach(loop::execute);
        }
    }
}
