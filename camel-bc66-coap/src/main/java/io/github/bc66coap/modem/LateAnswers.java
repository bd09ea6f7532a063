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

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;

/**
 * Remembers requests that nobody waits for any more, but which may still be answered.
 *
 * <p>A separate response carries the server's message ID, and the module doesn't show its token. So while a peer owes an
 * answer, a separate response from it may be that one, and must not be taken for the answer to a later request.
 * Belongs to the event loop.
 */
final class LateAnswers {
    /** More than can be owed at the pace of one request at a time; a bound, not a limit that is met. */
    static final int MAX_PER_PEER = 64;

    /**
     * @param type of the request: the answer to a NON is a NON (RFC 7252 section 5.2.3)
     */
    private record Owed(MessageId messageId, MessageType type, long expires) {
        boolean mayBe(MessageType response) {
            return type == MessageType.CON || response == MessageType.NON;
        }
    }

    private final EventLoop loop;
    private final Map<Peer, Deque<Owed>> owed = new HashMap<>();

    LateAnswers(EventLoop loop) {
        this.loop = loop;
    }

    /** From now on, {@code peer} owes an answer to this request. */
    void owe(Peer peer, MessageId messageId, MessageType type) {
        // peers that are never asked about again must not pile up
        List.copyOf(owed.keySet()).forEach(this::isOwedBy);
        Deque<Owed> requests = owed.computeIfAbsent(peer, none -> new ArrayDeque<>());
        if (requests.size() == MAX_PER_PEER) {
            requests.removeFirst();
        }
        requests.addLast(new Owed(
                messageId, type, loop.nanoTime() + CoapTimes.lifetime(type).toNanos()));
    }

    /** Whether {@code peer} owes any answer. */
    private boolean isOwedBy(Peer peer) {
        Deque<Owed> requests = owed.get(peer);
        if (requests == null) {
            return false;
        }
        requests.removeIf(request -> loop.nanoTime() - request.expires() >= 0);
        if (requests.isEmpty()) {
            owed.remove(peer);
            return false;
        }
        return true;
    }

    /** Whether a separate response of this type may be one that {@code peer} owes. */
    boolean mayBeOwed(Peer peer, MessageType response) {
        return isOwedBy(peer) && owed.get(peer).stream().anyMatch(request -> request.mayBe(response));
    }

    /** How many peers are remembered. */
    int peers() {
        return owed.size();
    }

    /** The answer to exactly this request came; false when it isn't owed. */
    boolean settle(Peer peer, MessageId messageId) {
        return isOwedBy(peer)
                && owed.get(peer).removeIf(request -> request.messageId().equals(messageId));
    }

    /**
     * An answer of this type came without saying to which request: one of those is settled that it can answer. If that is
     * one of a NON or one of a CON, the one of the NON, whoever it was for: what is left must not be taken to be owed less
     * than it is, and a CON can be answered by either.
     */
    void settle(Peer peer, MessageType response) {
        Deque<Owed> requests = owed.getOrDefault(peer, new ArrayDeque<>());
        requests.stream()
                .filter(request -> request.mayBe(response))
                .max(Comparator.comparing(request -> request.type() == MessageType.NON))
                .ifPresent(requests::remove);
    }
}
