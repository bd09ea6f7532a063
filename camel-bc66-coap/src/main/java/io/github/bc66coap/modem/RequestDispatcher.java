// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.BlockOption;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.IncomingBodies.Verdict;
import io.github.bc66coap.modem.Observers.Enrolment;
import io.github.bc66coap.modem.ServedRequest.Phase;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.Latency;
import io.github.bc66coap.modem.api.MessageBound;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.modem.api.PathPattern;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.RequestService;
import io.github.bc66coap.modem.api.Seconds;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SeparateResponse;
import io.github.bc66coap.modem.link.CommandSequence.Priority;
import io.github.bc66coap.modem.link.Counters;
import io.github.bc66coap.qcoap.Payload;
import io.github.bc66coap.qcoap.QcoapOption;
import io.github.bc66coap.qcoap.RequestUrc;

/**
 * Finds the service for each request from the network, and responds: piggybacked if the response is there in time, otherwise separately
 * (RFC 7252 section 5.2). A copy of a request gets what the first one got.
 */
final class RequestDispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);
    /** Requests whose copies are recognised; each may hold a response of up to 1024 bytes. */
    private static final int REMEMBERED = 1024;

    /** The value of Observe that registers. */
    private static final int REGISTER = 0;

    private final EventLoop loop;
    private final ResponseSender responseSender;
    private final MessageIds messageIds;
    private final Observers observers;
    private final MessageBound bound;
    private final Counters counters;
    private final Watch watch;
    private final IncomingBodies bodies;
    private final ExpiringMap<MessageKey, ServedRequest> served;
    private final List<RequestService> services = new ArrayList<>();
    /** Those whose handlers wait to know what becomes of their responses. */
    private final Set<ServedRequest> pending = new HashSet<>();

    private final LogLimit refused;
    private final LogLimit overdue;
    private final LogLimit dropped;
    private final LogLimit unsendable;
    private final LogLimit unlisted;
    /** Why nothing is served any longer, or {@code null}. */
    private String over;

    RequestDispatcher(
            EventLoop loop,
            ResponseSender responseSender,
            MessageIds messageIds,
            Observers observers,
            MessageBound bound,
            Counters counters,
            Watch watch) {
        this.loop = loop;
        this.bound = bound;
        this.responseSender = responseSender;
        this.messageIds = messageIds;
        this.observers = observers;
        this.counters = counters;
        this.watch = watch;
        this.bodies = new IncomingBodies(loop, counters);
        this.served = new ExpiringMap<>(loop, REMEMBERED);
        this.refused = LogLimit.warnings(loop, LOG);
        this.overdue = LogLimit.warnings(loop, LOG);
        this.dropped = LogLimit.warnings(loop, LOG);
        this.unsendable = LogLimit.warnings(loop, LOG);
        this.unlisted = LogLimit.warnings(loop, LOG);
    }

    void add(RequestService service) {
        services.stream()
                .filter(earlier -> earlier.path().equals(service.path()))
                .flatMap(earlier -> earlier.methods().stream())
                .filter(service.methods()::contains)
                .distinct()
                .forEach(method -> LOG.warn(
                        "{} {} is served twice: the first consumer gets the requests", method, service.path()));
        services.add(service);
    }

    /** Observers of what only this service let be observed are ended. */
    void remove(RequestService service) {
        services.remove(service);
        if (service.observable()) {
            observers.endAllBut(this::isObservable);
        }
    }

    private boolean isObservable(List<String> path) {
        return service(path, candidate -> candidate.methods().contains(Method.GET))
                .filter(RequestService::observable)
                .isPresent();
    }

    /** In the order of their coming. */
    List<RequestService> services() {
        return List.copyOf(services);
    }

    /** The modem stops: from now on nothing is served, and no response is sent. */
    void stop(String reason) {
        over = reason;
        for (ServedRequest request : List.copyOf(pending)) {
            request.sent().complete(new SendOutcome.Unavailable(reason));
        }
    }

    void onRequest(RequestUrc urc) {
        if (over != null) {
            counters.count(Counter.DROPPED_REQUEST);
            return;
        }
        Peer peer = urc.peer().orElse(null);
        if (peer == null) {
            counters.count(Counter.DROPPED_NO_PEER);
            return;
        }
        if (urc.code().isEmpty()) {
            answerPing(urc, peer);
            return;
        }
        MessageKey message = new MessageKey(peer, urc.messageId());
        ServedRequest earlier = served.get(message);
        if (earlier != null) {
            counters.count(Counter.DROPPED_DUPLICATE_REQUEST);
            repeat(earlier);
            return;
        }
        counters.count(Counter.REQUESTS_RECEIVED);
        ServedRequest request = new ServedRequest(IncomingRequest.of(urc, peer), loop.nanoTime());
        if (serve(request, urc.content())) {
            served.put(message, request, TransmissionParameters.lifetime(urc.type()));
        }
    }

    /** A module may pass on a ping that it could have answered itself. An empty NON is nothing (RFC 7252 section 4.3 and table 1). */
    private void answerPing(RequestUrc urc, Peer peer) {
        if (urc.type() == MessageType.CON) {
            responseSender.confirm(peer, urc.messageId(), MessageType.RST);
        }
    }

    /** A copy of a NON gets no second response: nobody asked for reliability (RFC 7252 section 4.5). */
    private void repeat(ServedRequest request) {
        if (request.lastSent() != null && request.request().type() == MessageType.CON) {
            deliver(request, request.lastSent());
        }
    }

    /** @return whether it is served or refused; otherwise a copy of it counts as a new request */
    private boolean serve(ServedRequest request, Payload content) {
        List<String> path = path(request.request());
        if (!request.request().hasKnownMethod()) {
            return refuse(request, Code.METHOD_NOT_ALLOWED);
        }
        RequestService service = service(path, candidate -> candidate
                        .methods()
                        .contains(request.request().method()))
                .orElse(null);
        if (service != null) {
            return serve(request, service, bodies.check(request.request(), content, service.bodies()));
        }
        // a pattern without GET does not hide the list of paths
        boolean asksWhatThereIs = path.equals(CoreLinks.PATH);
        return service(path, candidate -> !asksWhatThereIs || !candidate.path().andBelow())
                        .isPresent()
                ? refuse(request, Code.METHOD_NOT_ALLOWED)
                : answerUnclaimed(request, path);
    }

    private boolean serve(ServedRequest request, RequestService service, Verdict body) {
        if (body instanceof Verdict.Whole whole) {
            Optional.ofNullable(request.request().options().first(OptionDefinition.BLOCK1))
                    .flatMap(BlockOption::parse)
                    .ifPresent(request::lastBlock);
            return hand(request, whole.request(), service);
        }
        if (body instanceof Verdict.Part part) {
            reply(request, part.reply());
            return true;
        }
        if (body instanceof Verdict.Refused no) {
            return answer(request, no.reply());
        }
        counters.count(Counter.DROPPED_REQUEST);
        LOG.debug("a request from {} lost a part on the line", request.request().peer());
        return false;
    }

    /** The most specific service for a path; of equals the first. */
    private Optional<RequestService> service(List<String> path, Predicate<RequestService> condition) {
        return services.stream()
                .filter(service -> service.path().matches(path))
                .filter(condition)
                .min(Comparator.comparing(
                        RequestService::path,
                        Comparator.comparingInt(PathPattern::specificity).reversed()));
    }

    /** Without a service: lists the paths to whoever asks for them, if there are any. */
    private boolean answerUnclaimed(ServedRequest request, List<String> path) {
        if (!path.equals(CoreLinks.PATH) || services.isEmpty()) {
            return refuse(request, Code.NOT_FOUND);
        }
        if (!request.request().code().equals(Code.GET)) {
            return refuse(request, Code.METHOD_NOT_ALLOWED);
        }
        return CoreLinks.isAccepted(request.request().options())
                ? answer(request, links(request.request()))
                : refuse(request, Code.NOT_ACCEPTABLE);
    }

    private Reply links(IncomingRequest request) {
        List<String> links = new CoreLinks(
                        services.stream().map(RequestService::path).toList(), this::isObservable)
                .passing(request.options().values(OptionDefinition.URI_QUERY));
        int fitting = CoreLinks.fitting(links);
        if (fitting < links.size()) {
            unlisted.log(
                    "of {} paths, {} got the first {}: no more fit into a response; a query such as href=/a* gets others",
                    links.size(),
                    request.peer(),
                    fitting);
        }
        return CoreLinks.reply(links.subList(0, fitting));
    }

    private boolean refuse(ServedRequest request, Code code) {
        if (LOG.isDebugEnabled()) {
            IncomingRequest refused = request.request();
            LOG.debug(
                    "{} {} from {} is answered {}",
                    refused.hasKnownMethod() ? refused.method() : refused.code(),
                    refused.options().uriPath(),
                    refused.peer(),
                    code);
        }
        return answer(request, Reply.of(code));
    }

    /** Responds without a service, behind everything that waits. */
    private boolean answer(ServedRequest request, Reply reply) {
        boolean room = responseSender.hasRoom(Priority.REFUSAL);
        if (room) {
            request.markUnserved();
            reply(request, reply);
        } else {
            counters.count(Counter.DROPPED_REQUEST);
            dropped.log(
                    "a request from {} is dropped: the line has no time to tell so many that they are not served",
                    request.request().peer());
        }
        return room;
    }

    private boolean hand(ServedRequest request, IncomingRequest whole, RequestService service) {
        request.service(service);
        if (watch.isOn()) {
            watch.tell(new ModemEvent.Served(watch.now(), service.caller(), whole));
        }
        pending.add(request);
        request.sent().whenComplete((outcome, failure) -> pending.remove(request));
        CompletableFuture<Reply> reply;
        try {
            reply = Objects.requireNonNull(
                    service.handler().handle(whole, request.sent().minimalCompletionStage()), "the handler's reply");
        } catch (RejectedExecutionException e) {
            pending.remove(request);
            counters.count(Counter.REQUESTS_REFUSED);
            refused.log(
                    "a request from {} for {} is not served: {}",
                    request.request().peer(),
                    service.path(),
                    e.getMessage());
            return refuse(request, Code.SERVICE_UNAVAILABLE);
        } catch (RuntimeException e) {
            LOG.error(
                    "the handler of a request from {} failed", request.request().peer(), e);
            pending.remove(request);
            reply(request, Reply.of(Code.INTERNAL_SERVER_ERROR));
            return true;
        }
        if (service.manual()) {
            acknowledge(request);
        } else {
            limit(request, service, reply);
        }
        reply.whenComplete((made, failure) -> loop.execute(() -> {
            if (watch.isOn()) {
                watch.tell(new ModemEvent.Replied(
                        watch.now(), service.caller(), whole, made == null ? null : made.code()));
            }
            handled(request, service, made);
        }));
        return true;
    }

    private void limit(ServedRequest request, RequestService service, CompletableFuture<Reply> reply) {
        EventLoop.Timer separate = () -> {};
        if (isConfirmable(request) && service.separateAfter().isZero()) {
            acknowledge(request);
        } else if (isConfirmable(request)) {
            separate = loop.schedule(service.separateAfter(), () -> acknowledge(request));
        }
        EventLoop.Timer timeout = loop.schedule(service.replyTimeout(), () -> {
            counters.count(Counter.REPLY_TIMEOUTS);
            overdue.log(
                    "a request from {} for {} is answered 5.03: it has no response after {}",
                    request.request().peer(),
                    service.path(),
                    Seconds.of(service.replyTimeout()));
            notSent(request, "5.03 went out instead, after " + Seconds.of(service.replyTimeout()));
            reply(request, Reply.of(Code.SERVICE_UNAVAILABLE));
            reply.cancel(false);
        });
        request.timers(separate, timeout);
    }

    private void handled(ServedRequest request, RequestService service, Reply reply) {
        if (reply == null) {
            notSent(request, "5.00 went out instead");
            reply(request, Reply.of(Code.INTERNAL_SERVER_ERROR));
        } else if (!service.manual() || reply.code().isError()) {
            reply(request, reply);
        } else {
            notSent(request, "the response comes later");
        }
    }

    /**
     * Responds to a request that was taken earlier. If nothing could be sent, the request is as before.
     *
     * @param sender sends the response with these options, to which Observe is added if the request asks to observe
     * @return completes exceptionally with an {@link IllegalStateException} if a second response would contradict the first, or as the
     *     sender's
     */
    CompletableFuture<SendOutcome> respond(
            SeparateResponse response, Function<CoapOptions, CompletableFuture<SendOutcome>> sender) {
        ServedRequest request = served.get(new MessageKey(response.peer(), response.requestId()));
        if (request == null) {
            return sender.apply(response.options());
        }
        if (request.isAnswered() || !request.isManual()) {
            String reason = request.isAnswered() ? "it has been answered" : "its own route answers it";
            return CompletableFuture.failedFuture(new IllegalStateException("the request " + response.requestId()
                    + " of " + response.peer() + " can't be responded to: " + reason
                    + "; operation=RESPOND is for requests of a consumer with manualReply=true, once for each"));
        }
        Phase before = request.phase();
        request.responded();
        CoapOptions options = response.type() == MessageType.RST
                ? response.options()
                : observed(request, response.code(), acknowledged(request, response.options()));
        return sender.apply(options).whenComplete((outcome, failure) -> responded(request, response, outcome, before));
    }

    private static void responded(ServedRequest request, SeparateResponse response, SendOutcome outcome, Phase before) {
        request.enrolment().ifPresent(enrolment -> {
            request.enrolment(null);
            if (outcome instanceof SendOutcome.Sent sent) {
                enrolment.goesOut(sent.messageId(), response.type());
            } else {
                enrolment.notSent();
            }
        });
        if (outcome == null
                || outcome instanceof SendOutcome.Unavailable
                || outcome instanceof SendOutcome.Refused
                || outcome instanceof SendOutcome.Failed) {
            request.notResponded(before);
        } else if (!(outcome instanceof SendOutcome.Sent)) {
            request.notResponded();
        }
    }

    private static List<String> path(IncomingRequest request) {
        return request.options().values(OptionDefinition.URI_PATH);
    }

    private static boolean isConfirmable(ServedRequest request) {
        return request.request().type() == MessageType.CON;
    }

    private void acknowledge(ServedRequest request) {
        if (request.phase() == Phase.OPEN && isConfirmable(request)) {
            OutgoingMessage ack = OutgoingMessage.empty(
                    request.request().peer(), MessageType.ACK, request.request().messageId());
            request.acknowledged(ack);
            send(request, ack);
        }
    }

    private void reply(ServedRequest request, Reply made) {
        if (request.phase() == Phase.REPLIED) {
            notSent(request, "the request was answered otherwise");
            return;
        }
        CoapOptions options = observed(request, made.code(), acknowledged(request, made.options()));
        OutgoingMessage message = message(request, new Reply(made.code(), options, made.payload()))
                .orElse(null);
        if (message == null) {
            counters.count(Counter.DROPPED_REPLY);
            forgetEnrolment(request);
            notSent(request, MessageIds.usedUp(request.request().peer()));
            return;
        }
        try {
            bound.requireSendable(message.code(), message.token(), message.options(), message.payload());
        } catch (IllegalArgumentException e) {
            unsendable.log(
                    "a response to {} can't be sent, 5.00 goes out instead: {}",
                    request.request().peer(),
                    e.getMessage());
            notSent(request, "5.00 went out instead: " + e.getMessage());
            forgetEnrolment(request);
            message = error(message, message.messageId());
        }
        OutgoingMessage reply = message;
        request.enrolment()
                .filter(enrolment -> reply.needsStatus())
                .ifPresent(enrolment -> enrolment.goesOut(reply.messageId(), reply.type()));
        request.replied(reply);
        deliver(request, reply);
    }

    /** Sends a response, or to a copy, which may be the first one to get through. */
    private void deliver(ServedRequest request, OutgoingMessage message) {
        send(request, message).thenAccept(outcome -> {
            if (message.code().isEmpty()) {
                return;
            }
            boolean first = request.sent().complete(outcome);
            if (first && outcome instanceof SendOutcome.Sent) {
                counters.took(Latency.REPLY, loop.nanoTime() - request.since());
            }
            request.enrolment().ifPresent(enrolment -> settle(enrolment, path(request.request()), outcome));
            if (outcome instanceof SendOutcome.Refused && !message.code().equals(Code.INTERNAL_SERVER_ERROR)) {
                replyInstead(request, message);
            }
        });
    }

    private void settle(Enrolment enrolment, List<String> path, SendOutcome outcome) {
        if (!isObservable(path)) {
            // its route has been stopped in the meantime
            enrolment.notServed();
        } else if (outcome instanceof SendOutcome.Sent) {
            enrolment.sent();
        } else {
            enrolment.notSent();
        }
    }

    /**
     * The module may refuse only this response. Then the peer gets 5.00, and so does each copy. If it refuses 5.00, too, the response is
     * not to blame.
     */
    private void replyInstead(ServedRequest request, OutgoingMessage reply) {
        MessageId messageId = reply.type() == MessageType.ACK
                ? reply.messageId()
                : messageIds.next(reply.peer()).orElse(null);
        if (messageId == null) {
            return;
        }
        OutgoingMessage instead = error(reply, messageId);
        unsendable.log("the module refuses a response to {}, 5.00 goes out instead", reply.peer());
        send(request, instead).thenAccept(outcome -> {
            if (!(outcome instanceof SendOutcome.Refused) && !(outcome instanceof SendOutcome.Unavailable)) {
                forgetEnrolment(request);
                request.repliedInstead(reply, instead);
            }
        });
    }

    private static OutgoingMessage error(OutgoingMessage reply, MessageId messageId) {
        return new OutgoingMessage(
                reply.peer(),
                reply.type(),
                Code.INTERNAL_SERVER_ERROR,
                messageId,
                reply.token(),
                CoapOptions.EMPTY,
                OutgoingMessage.NO_PAYLOAD,
                reply.caller());
    }

    /** The response says that the peer does not observe. */
    private static void forgetEnrolment(ServedRequest request) {
        request.enrolment().ifPresent(Enrolment::refused);
        request.enrolment(null);
    }

    /** The peer gets something other than the handler's response. */
    private static void notSent(ServedRequest request, String reason) {
        request.sent().complete(new SendOutcome.Failed(reason));
    }

    private CompletableFuture<SendOutcome> send(ServedRequest request, OutgoingMessage message) {
        return responseSender.send(message, request.isUnserved() ? Priority.REFUSAL : Priority.REPLY);
    }

    /** The response to a body in blocks acknowledges the last one (RFC 7959 section 2.3). */
    private static CoapOptions acknowledged(ServedRequest request, CoapOptions options) {
        return request.lastBlock()
                .filter(block -> options.size() < QcoapOption.MAX_OPTIONS && !options.contains(OptionDefinition.BLOCK1))
                .map(block -> options.with(OptionDefinition.BLOCK1, block.value()))
                .orElse(options);
    }

    /**
     * Keeps an observer until its response is sent, or forgets one, as the request wants, and says so in the response (RFC 7641 sections
     * 4.1 and 4.2).
     */
    private CoapOptions observed(ServedRequest served, Code code, CoapOptions options) {
        IncomingRequest request = served.request();
        int observe = request.options().observe().orElse(-1);
        if (observe < 0 || !served.isObservable() || request.method() != Method.GET) {
            return options;
        }
        List<String> path = path(request);
        // a peer that gets an Observe option believes that it observes
        CoapOptions none = options.without(OptionDefinition.OBSERVE);
        if (observe != REGISTER) {
            observers.remove(request.peer(), request.token());
            return none;
        }
        if (!code.isSuccess() || none.size() == QcoapOption.MAX_OPTIONS) {
            observers.refuse(request.peer(), request.token());
            return none;
        }
        Enrolment enrolment = observers
                .add(
                        request.peer(),
                        request.token(),
                        path,
                        options.first(OptionDefinition.CONTENT_FORMAT),
                        served.observerPatience())
                .orElse(null);
        served.enrolment(enrolment);
        if (enrolment == null) {
            return none;
        }
        return options.contains(OptionDefinition.OBSERVE)
                ? options
                : options.with(OptionDefinition.OBSERVE, observers.nextSequence());
    }

    /** Empty when no message ID is free. */
    private Optional<OutgoingMessage> message(ServedRequest served, Reply reply) {
        IncomingRequest request = served.request();
        boolean piggybacked = request.type() == MessageType.CON && served.phase() == Phase.OPEN;
        Optional<MessageId> messageId =
                piggybacked ? Optional.of(request.messageId()) : messageIds.next(request.peer());
        return messageId.map(id -> new OutgoingMessage(
                request.peer(),
                piggybacked ? MessageType.ACK : request.type(),
                reply.code(),
                id,
                request.token(),
                reply.options(),
                reply.payload(),
                served.caller()));
    }
}
