// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Peer;

/**
 * Requests that nobody waits for any longer, but that may still get a response.
 *
 * <p>A separate response has the server's message ID, and the module does not show its token. So while a peer owes a response, a separate
 * response that could be the owed one must not be credited to a later request.
 */
final class LateResponses {
    /** A bound that is not met at one request at a time. */
    static final int MAX_PER_PEER = 64;

    private static final int REMEMBERED = 1024;
    private static final Duration FOR_A_DAY = Duration.ofDays(1);

    /**
     * @param type of the request: the response to a NON is a NON (RFC 7252 section 5.2.3)
     * @param methods several if it is not known which of several requests has no response
     */
    private record OwedResponse(MessageId messageId, MessageType type, Set<Method> methods, long expires) {
        boolean mayBe(MessageType response) {
            return type == MessageType.CON || response == MessageType.NON;
        }

        OwedResponse or(Method method) {
            Set<Method> more = EnumSet.copyOf(methods);
            more.add(method);
            return new OwedResponse(messageId, type, more, expires);
        }
    }

    private final EventLoop loop;
    final Map<Peer, Deque<OwedResponse>> owed = new HashMap<>();
    /** Peers that respond with codes that RFC 7252 keeps for other methods. */
    private final ExpiringMap<Peer, Boolean> careless;

    LateResponses(EventLoop loop) {
        this.loop = loop;
        this.careless = new ExpiringMap<>(loop, REMEMBERED);
    }

    /** From now on, {@code peer} owes the response to this request. */
    void owe(Peer peer, MessageId messageId, MessageType type, Method method) {
        // peers that are never asked about again must not pile up
        List.copyOf(owed.keySet()).forEach(this::isOwedBy);
        Deque<OwedResponse> requests = owed.computeIfAbsent(peer, none -> new ArrayDeque<>());
        if (requests.size() == MAX_PER_PEER) {
            requests.removeFirst();
        }
        requests.addLast(new OwedResponse(
                messageId,
                type,
                EnumSet.of(method),
                loop.nanoTime() + TransmissionParameters.lifetime(type).toNanos()));
    }

    private boolean isOwedBy(Peer peer) {
        Deque<OwedResponse> requests = owed.get(peer);
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

    /** Whether a separate response of this type and code may be an owed one. */
    boolean mayBeOwed(Peer peer, MessageType response, Code code) {
        return isOwedBy(peer) && owed.get(peer).stream().anyMatch(request -> mayAnswer(peer, request, response, code));
    }

    private boolean mayAnswer(Peer peer, OwedResponse request, MessageType response, Code code) {
        return request.mayBe(response) && request.methods().stream().anyMatch(method -> mayAnswer(peer, method, code));
    }

    /** Whether this peer may respond to this method with this code. */
    boolean mayAnswer(Peer peer, Method method, Code code) {
        return method.mayBeAnsweredBy(code) || careless.get(peer) != null;
    }

    /** Such a response may show that the peer does not keep to the RFC. */
    void answered(Peer peer, Method method, Code code) {
        if (!method.mayBeAnsweredBy(code)) {
            careless.put(peer, true, FOR_A_DAY);
        }
    }

    /** Whether the response to a CON of this method is owed. */
    boolean isConOwed(Peer peer, Method method) {
        return isOwedBy(peer)
                && owed.get(peer).stream()
                        .anyMatch(request -> request.type() == MessageType.CON
                                && request.methods().contains(method));
    }

    /** A response came that may be an owed one, or that to another request, of this method. The other one is now owed. */
    void confuse(Peer peer, MessageType response, Code code, Method method) {
        if (isOwedBy(peer)) {
            Deque<OwedResponse> requests = owed.get(peer);
            List<OwedResponse> either = requests.stream()
                    .map(request -> mayAnswer(peer, request, response, code) ? request.or(method) : request)
                    .toList();
            requests.clear();
            requests.addAll(either);
        }
    }

    /**
     * The response to exactly this request came; false if it is not owed.
     *
     * @param code of no meaning for a reset
     */
    boolean settle(Peer peer, MessageId messageId, Code code) {
        if (!isOwedBy(peer)) {
            return false;
        }
        List<OwedResponse> settled = owed.get(peer).stream()
                .filter(request -> request.messageId().equals(messageId))
                .toList();
        settled.stream()
                .filter(request -> request.methods().size() == 1)
                .forEach(request -> answered(peer, request.methods().iterator().next(), code));
        return owed.get(peer).removeAll(settled);
    }

    /**
     * A response came that does not name its request. Settles one request that it may answer, a NON before a CON. Keeping the CON is the
     * safe choice, because CON and NON may answer a CON. For the same reason, a request whose method is known goes first.
     */
    void settle(Peer peer, MessageType response, Code code) {
        Deque<OwedResponse> requests = owed.getOrDefault(peer, new ArrayDeque<>());
        requests.stream()
                .filter(request -> mayAnswer(peer, request, response, code))
                .max(Comparator.comparing((OwedResponse request) -> request.type() == MessageType.NON)
                        .thenComparing(request -> -request.methods().size()))
                .ifPresent(requests::remove);
    }
}
