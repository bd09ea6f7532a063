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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionNumbers;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.ServedRequest.Phase;
import io.github.bc66coap.qcoap.RequestUrc;

/**
 * Finds the service for each request from the network, and answers: piggybacked when the reply is there in time,
 * separately when not (RFC 7252 section 5.2). A copy of a request gets what the first one got. Belongs to the event
 * loop.
 */
final class RequestDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);
    /** Requests whose copies are recognised; each may hold a reply of up to 1024 bytes. */
    private static final int REMEMBERED = 1024;

    private final EventLoop loop;
    private final Replies replies;
    private final MessageIds messageIds;
    private final Counters counters;
    private final ExpiringMap<PeerMessage, ServedRequest> served;
    private final List<RequestService> services = new ArrayList<>();

    RequestDispatcher(EventLoop loop, Replies replies, MessageIds messageIds, Counters counters) {
        this.loop = loop;
        this.replies = replies;
        this.messageIds = messageIds;
        this.counters = counters;
        this.served = new ExpiringMap<>(loop, REMEMBERED);
    }

    void add(RequestService service) {
        services.add(service);
    }

    void remove(RequestService service) {
        services.remove(service);
    }

    /** The services, in the order of their coming. */
    List<RequestService> services() {
        return List.copyOf(services);
    }

    void onRequest(RequestUrc urc) {
        Peer peer = urc.peer().orElse(null);
        if (peer == null) {
            counters.count(Counter.DROPPED_NO_PEER);
            return;
        }
        PeerMessage message = new PeerMessage(peer, urc.messageId());
        ServedRequest earlier = served.get(message);
        if (earlier != null) {
            counters.count(Counter.DROPPED_DUPLICATE_REQUEST);
            repeat(earlier);
            return;
        }
        counters.count(Counter.REQUESTS_RECEIVED);
        ServedRequest request = new ServedRequest(request(urc, peer));
        served.put(message, request, CoapTimes.lifetime(urc.type()));
        serve(request);
    }

    /** Copies of a NON get no second reply: nobody asked for reliability (RFC 7252 section 4.5). */
    private void repeat(ServedRequest request) {
        if (request.lastSent() != null && request.request().type() == MessageType.CON) {
            replies.send(request.lastSent());
        }
    }

    private void serve(ServedRequest request) {
        List<String> path = request.request().options().values(OptionNumbers.URI_PATH);
        List<RequestService> candidates = services.stream()
                .filter(service -> service.path().matches(path))
                .sorted(Comparator.comparingInt(
                                (RequestService service) -> service.path().specificity())
                        .reversed())
                .toList();
        RequestService service = candidates.stream()
                .filter(candidate -> isTaken(candidate, request.request()))
                .findFirst()
                .orElse(null);
        if (candidates.isEmpty()) {
            reply(request, Reply.of(Code.NOT_FOUND));
        } else if (service == null) {
            reply(request, Reply.of(Code.METHOD_NOT_ALLOWED));
        } else {
            hand(request, service);
        }
    }

    private static boolean isTaken(RequestService service, IncomingRequest request) {
        return request.hasKnownMethod() && service.methods().contains(request.method());
    }

    private void hand(ServedRequest request, RequestService service) {
        CompletableFuture<Reply> reply;
        try {
            reply = Objects.requireNonNull(service.handler().handle(request.request()), "the handler's reply");
        } catch (RejectedExecutionException e) {
            reply(request, Reply.of(Code.SERVICE_UNAVAILABLE));
            return;
        } catch (RuntimeException e) {
            LOG.error(
                    "the handler of a request from {} failed", request.request().peer(), e);
            reply(request, Reply.of(Code.INTERNAL_SERVER_ERROR));
            return;
        }
        EventLoop.Timer separate = request.request().type() == MessageType.CON
                ? loop.schedule(service.separateAfter(), () -> acknowledge(request))
                : () -> {};
        EventLoop.Timer timeout =
                loop.schedule(service.replyTimeout(), () -> reply(request, Reply.of(Code.SERVICE_UNAVAILABLE)));
        request.timers(separate, timeout);
        reply.whenComplete((made, failure) ->
                loop.execute(() -> reply(request, made != null ? made : Reply.of(Code.INTERNAL_SERVER_ERROR))));
    }

    private void acknowledge(ServedRequest request) {
        if (request.phase() == Phase.OPEN) {
            OutgoingMessage ack = OutgoingMessage.empty(
                    request.request().peer(), MessageType.ACK, request.request().messageId());
            request.acknowledged(ack);
            replies.send(ack);
        }
    }

    private void reply(ServedRequest request, Reply reply) {
        if (request.phase() == Phase.REPLIED) {
            return;
        }
        OutgoingMessage message = message(request, reply);
        try {
            message.requireSendable();
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "a reply to {} can't be sent, 5.00 goes out instead: {}",
                    request.request().peer(),
                    e.getMessage());
            message = message(request, Reply.of(Code.INTERNAL_SERVER_ERROR));
        }
        request.replied(message);
        replies.send(message);
    }

    private OutgoingMessage message(ServedRequest served, Reply reply) {
        IncomingRequest request = served.request();
        boolean piggybacked = request.type() == MessageType.CON && served.phase() == Phase.OPEN;
        return new OutgoingMessage(
                request.peer(),
                piggybacked ? MessageType.ACK : request.type(),
                reply.code(),
                piggybacked ? request.messageId() : messageIds.next(request.peer()),
                request.token(),
                reply.options(),
                reply.payload());
    }

    private static IncomingRequest request(RequestUrc urc, Peer peer) {
        return new IncomingRequest(
                peer,
                urc.type(),
                urc.code(),
                urc.messageId(),
                urc.token(),
                urc.options(),
                urc.payload(),
                urc.truncated());
    }
}
