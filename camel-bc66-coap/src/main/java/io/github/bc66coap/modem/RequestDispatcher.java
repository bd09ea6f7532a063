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
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
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

    /** The value of an Observe option that asks to be registered. */
    private static final int REGISTER = 0;

    private final EventLoop loop;
    private final Replies replies;
    private final MessageIds messageIds;
    private final Observers observers;
    private final Counters counters;
    private final ExpiringMap<PeerMessage, ServedRequest> served;
    private final List<RequestService> services = new ArrayList<>();

    RequestDispatcher(EventLoop loop, Replies replies, MessageIds messageIds, Observers observers, Counters counters) {
        this.loop = loop;
        this.replies = replies;
        this.messageIds = messageIds;
        this.observers = observers;
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
        if (service.observable()) {
            request.markObservable();
        }
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
        if (service.manual()) {
            acknowledge(request);
        } else {
            limit(request, service);
        }
        reply.whenComplete((made, failure) -> loop.execute(() -> handled(request, service, made)));
    }

    private void limit(ServedRequest request, RequestService service) {
        EventLoop.Timer separate =
                isConfirmable(request) ? loop.schedule(service.separateAfter(), () -> acknowledge(request)) : () -> {};
        EventLoop.Timer timeout =
                loop.schedule(service.replyTimeout(), () -> reply(request, Reply.of(Code.SERVICE_UNAVAILABLE)));
        request.timers(separate, timeout);
    }

    private void handled(ServedRequest request, RequestService service, Reply reply) {
        if (reply == null) {
            reply(request, Reply.of(Code.INTERNAL_SERVER_ERROR));
        } else if (!service.manual() || reply.code().isError()) {
            reply(request, reply);
        }
    }

    /**
     * A response to a request that was taken earlier is about to go out.
     *
     * @return its options, with Observe when the request asks to observe something that can be
     */
    CoapOptions responding(LateResponse response) {
        ServedRequest request = served.get(new PeerMessage(response.peer(), response.requestId()));
        if (request == null) {
            return response.options();
        }
        request.responded();
        if (response.type() == MessageType.RST) {
            return response.options();
        }
        return observed(request, response.code(), response.options());
    }

    private static boolean isConfirmable(ServedRequest request) {
        return request.request().type() == MessageType.CON;
    }

    private void acknowledge(ServedRequest request) {
        if (request.phase() == Phase.OPEN && isConfirmable(request)) {
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
        CoapOptions options = observed(request, reply.code(), reply.options());
        OutgoingMessage message = message(request, new Reply(reply.code(), options, reply.payload()));
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

    /** Keeps or forgets an observer as the request wants, and says so in the reply (RFC 7641 sections 4.1 and 4.2). */
    private CoapOptions observed(ServedRequest served, Code code, CoapOptions options) {
        IncomingRequest request = served.request();
        int observe = request.options().observe().orElse(-1);
        if (observe < 0 || !served.isObservable() || request.method() != Method.GET) {
            return options;
        }
        List<String> path = request.options().values(OptionNumbers.URI_PATH);
        if (observe != REGISTER || !code.isSuccess()) {
            observers.remove(request.peer(), request.token());
            return options;
        }
        int sequence = observers.add(request.peer(), request.token(), path);
        return sequence < 0 || options.contains(OptionNumbers.OBSERVE)
                ? options
                : options.with(OptionNumbers.OBSERVE, sequence);
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
