// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.OutgoingExchange.Expects;
import io.github.bc66coap.modem.SendQueue.Place;
import io.github.bc66coap.modem.api.MessageBound;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SeparateResponse;

/** Makes messages of requests and responses, with message IDs and tokens, and puts them into the queue. Any thread may call the checks. */
final class Outbox {
    private static final Token ANY_TOKEN = Token.of(new byte[MessageIds.TOKEN_BYTES]);

    private final MessageIds messageIds;
    private final SendQueue sendQueue;
    private final MessageBound bound;

    Outbox(MessageIds messageIds, SendQueue sendQueue, MessageBound bound) {
        this.messageIds = messageIds;
        this.sendQueue = sendQueue;
        this.bound = bound;
    }

    /** @throws IllegalArgumentException naming what the module can't carry, or what is too long */
    void requireSendable(OutgoingRequest request) {
        request.options().list().forEach(OptionDefinition::requireCommandable);
        OutgoingRequest largest =
                BlockwiseRequest.isWanted(request) ? BlockwiseRequest.largest(request, this::fits) : request;
        bound.requireSendable(largest.method().code(), tokenOrAny(largest), largest.options(), largest.payload());
    }

    /** @throws IllegalArgumentException naming what the module can't carry, or what is too long */
    void requireSendable(SeparateResponse response, CoapOptions options) {
        if (response.type() != MessageType.RST) {
            bound.requireSendable(response.code(), response.token(), options, response.payload());
        }
    }

    /** Whether a request fits into one message. */
    boolean fits(OutgoingRequest request) {
        return bound.fits(MessageBound.length(tokenOrAny(request), request.options(), request.payload()));
    }

    private static Token tokenOrAny(OutgoingRequest request) {
        return request.token() == null ? ANY_TOKEN : request.token();
    }

    /** Sends a request, in several messages if need be. */
    CompletableFuture<SendOutcome> send(OutgoingRequest request) {
        if (!BlockwiseRequest.isWanted(request)) {
            return send(request, Place.LAST);
        }
        AtomicBoolean begun = new AtomicBoolean();
        return new BlockwiseRequest(
                        request, this::fits, part -> send(part, begun.getAndSet(true) ? Place.NEXT : Place.LAST))
                .run();
    }

    /**
     * Sends a response. A CON ends with its acknowledgement, a NON with being sent.
     *
     * @param wanted asked when its turn comes
     */
    CompletableFuture<SendOutcome> send(OutgoingMessage response, BooleanSupplier wanted) {
        return submit(exchange(response, wanted), Place.LAST);
    }

    /**
     * What {@link #submit} will send. Until then its message may be replaced.
     *
     * @param wanted asked when its turn comes
     */
    OutgoingExchange exchange(OutgoingMessage response, BooleanSupplier wanted) {
        return exchange(response, expects(response), wanted);
    }

    private OutgoingExchange exchange(OutgoingMessage message, Expects expects, BooleanSupplier wanted) {
        OutgoingExchange exchange = new OutgoingExchange(message, expects, wanted);
        exchange.outcome().thenRun(() -> forget(exchange));
        return exchange;
    }

    CompletableFuture<SendOutcome> submit(OutgoingExchange exchange, Place place) {
        sendQueue.submit(exchange, place);
        return exchange.outcome();
    }

    /** Replaces a waiting message by another one to the same peer. */
    void replace(OutgoingExchange waiting, OutgoingMessage newer) {
        forget(waiting);
        waiting.renew(newer, expects(newer));
        sendQueue.renewed(waiting);
    }

    void withdraw(OutgoingExchange exchange) {
        sendQueue.withdraw(exchange);
    }

    private static Expects expects(OutgoingMessage response) {
        return response.type() == MessageType.CON ? Expects.ACKNOWLEDGEMENT : Expects.NO_RESPONSE;
    }

    /** The message ID of what was not sent is free again; that of a reset is the peer's. */
    private void forget(OutgoingExchange exchange) {
        OutgoingMessage message = exchange.message();
        if (!exchange.hasBegun() && message.needsStatus()) {
            messageIds.release(message.peer(), message.messageId());
        }
    }

    /**
     * Sends a separate response, or a reset.
     *
     * @param options the response's, as they go out
     * @return completes exceptionally with an {@link IllegalArgumentException} when these are too much; nothing is sent
     */
    CompletableFuture<SendOutcome> send(SeparateResponse response, CoapOptions options) {
        try {
            requireSendable(response, options);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        Optional<MessageId> messageId = response.type() == MessageType.RST
                ? Optional.of(response.requestId())
                : messageIds.claim(response.peer());
        return messageId
                .map(id -> send(message(response, id, options), () -> true))
                .orElseGet(() -> usedUp(response.peer()));
    }

    /** Sends a request in one message. */
    CompletableFuture<SendOutcome> send(OutgoingRequest request, Place place) {
        MessageId messageId = request.messageId();
        if (messageId == null) {
            messageId = messageIds.claim(request.peer()).orElse(null);
            if (messageId == null) {
                return usedUp(request.peer());
            }
        } else if (!messageIds.tryClaim(request.peer(), messageId)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException(
                    "message ID " + messageId + " was used towards " + request.peer() + " within the last 247 s"));
        }
        Token token = request.token() == null ? messageIds.token() : request.token();
        Expects expects = request.awaitResponse() ? Expects.RESPONSE : Expects.NOTHING;
        return submit(exchange(message(request, messageId, token), expects, () -> true), place);
    }

    /** Nothing is sent. Waiting would not help: at this pace the next one would find no ID either. */
    private static CompletableFuture<SendOutcome> usedUp(Peer peer) {
        return CompletableFuture.completedFuture(new SendOutcome.Unavailable(MessageIds.usedUp(peer)));
    }

    private static OutgoingMessage message(OutgoingRequest request, MessageId messageId, Token token) {
        return new OutgoingMessage(
                request.peer(),
                request.type(),
                request.method().code(),
                messageId,
                token,
                request.options(),
                request.payload(),
                request.caller());
    }

    private static OutgoingMessage message(SeparateResponse response, MessageId messageId, CoapOptions options) {
        return response.type() == MessageType.RST
                ? OutgoingMessage.empty(response.peer(), MessageType.RST, messageId)
                : new OutgoingMessage(
                        response.peer(),
                        response.type(),
                        response.code(),
                        messageId,
                        response.token(),
                        options,
                        response.payload(),
                        response.caller());
    }
}
