// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionDefinition;
import io.github.bc66coap.modem.OutgoingExchange.Expects;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SeparateResponses;
import io.github.bc66coap.modem.link.Counters;

/**
 * Finds out what a response belongs to (RFC 7252 section 5.3.2), although the module does not show its token: by our message ID if the
 * response has one, otherwise by its peer and what that peer may owe.
 */
final class ResponseMatcher {
    private static final Logger LOG = LoggerFactory.getLogger(ResponseMatcher.class);
    private static final int REMEMBERED = 4096;

    private final ExchangeRunner runner;
    private final LateResponses lateResponses;
    private final ResponseSender responseSender;
    private final Observations observations;
    private final Observers observers;
    private final Function<IncomingResponse, Delivery> taker;
    private final Counters counters;
    private final ExpiringMap<MessageKey, Delivery> seen;
    private final RefusedLengths lengths;
    private final SeparateResponses separate;

    /**
     * @param runner knows the outstanding request
     * @param separate what becomes of a separate response that may be late
     * @param lengths knows which messages peers refuse as too long
     * @param responseSender sends acknowledgements and resets
     * @param taker takes what belongs to no request
     */
    ResponseMatcher(
            EventLoop loop,
            ExchangeRunner runner,
            LateResponses lateResponses,
            SeparateResponses separate,
            RefusedLengths lengths,
            ResponseSender responseSender,
            Observations observations,
            Observers observers,
            Function<IncomingResponse, Delivery> taker,
            Counters counters) {
        this.runner = runner;
        this.lateResponses = lateResponses;
        this.separate = separate;
        this.lengths = lengths;
        this.responseSender = responseSender;
        this.observations = observations;
        this.observers = observers;
        this.taker = taker;
        this.counters = counters;
        this.seen = new ExpiringMap<>(loop, REMEMBERED);
    }

    void onResponse(IncomingResponse response) {
        counters.count(Counter.RESPONSES_RECEIVED);
        if (response.peer() == null) {
            counters.count(Counter.DROPPED_NO_PEER);
        } else if (response.type() == MessageType.ACK || response.type() == MessageType.RST) {
            onAckOrReset(response);
        } else {
            onSeparate(response);
        }
    }

    private void onAckOrReset(IncomingResponse response) {
        if (response.type() == MessageType.RST) {
            observers.reset(response.peer(), response.messageId());
        } else {
            observers.acknowledged(response.peer(), response.messageId());
        }
        runner.settled(response.peer(), response.messageId());
        OutgoingExchange outstanding = runner.outstanding(response.peer());
        boolean ours = outstanding != null && outstanding.is(response.peer(), response.messageId());
        boolean empty = response.code().isEmpty();
        if (ours && response.type() == MessageType.RST) {
            runner.ended(outstanding, new SendOutcome.Reset(false));
        } else if (outstanding != null && lengths.isRefusal(response, outstanding)) {
            runner.ended(outstanding, new SendOutcome.Reset(true));
        } else if (ours && outstanding.expects() == Expects.ACKNOWLEDGEMENT) {
            runner.ended(outstanding, outstanding.sent());
            dropAnswerToNothing(empty);
        } else if (ours && empty) {
            runner.acknowledged(outstanding);
        } else if (ours) {
            deliver(response, outstanding);
        } else if (empty) {
            settle(response);
        } else if (runner.isAnsweredByAck(response.peer(), response.messageId())) {
            counters.count(Counter.DROPPED_DUPLICATE_RESPONSE);
        } else if (lateResponses.settle(response.peer(), response.messageId(), response.code())) {
            unexpected(response);
        } else if (responseSender.settle(response.peer(), response.messageId(), response.type())) {
            dropAnswerToNothing(false);
        } else if (!isNewsOfObservation(response)) {
            counters.count(Counter.DROPPED_UNMATCHED_ACK);
        }
    }

    /** An acknowledgement of a response is empty; if it is not, it answers no request. */
    private void dropAnswerToNothing(boolean empty) {
        if (!empty) {
            counters.count(Counter.DROPPED_UNWANTED_RESPONSE);
        }
    }

    /** Perhaps a notification was taken for the response to the registration, which then comes after it. */
    private boolean isNewsOfObservation(IncomingResponse response) {
        return response.options().contains(OptionDefinition.OBSERVE) && observations.offer(response);
    }

    /** After a reset no response comes either. */
    private void settle(IncomingResponse response) {
        boolean reset = response.type() == MessageType.RST
                && lateResponses.settle(response.peer(), response.messageId(), response.code());
        if (!responseSender.settle(response.peer(), response.messageId(), response.type()) && !reset) {
            counters.count(Counter.DROPPED_UNMATCHED_ACK);
        }
    }

    private void onSeparate(IncomingResponse response) {
        MessageKey message = new MessageKey(response.peer(), response.messageId());
        Delivery earlier = seen.get(message);
        if (earlier != null && earlier != Delivery.BUSY) {
            counters.count(Counter.DROPPED_DUPLICATE_RESPONSE);
            confirm(response, earlier);
            return;
        }
        Delivery delivery = earlier == null ? receive(response) : unexpected(response);
        seen.put(message, delivery, TransmissionParameters.lifetime(response.type()));
        confirm(response, delivery);
        if (delivery == Delivery.UNWANTED && isNonNotification(response)) {
            responseSender.confirm(response.peer(), response.messageId(), MessageType.RST);
        }
    }

    /** Only a reset stops a server that has ignored or missed the end of an observation (RFC 7641 section 3.6). */
    private static boolean isNonNotification(IncomingResponse response) {
        return response.type() == MessageType.NON && response.options().contains(OptionDefinition.OBSERVE);
    }

    private Delivery receive(IncomingResponse response) {
        return isResponse(response) ? match(response) : Delivery.UNWANTED;
    }

    /** A ping is an empty CON. It is no response, and is answered by a reset (RFC 7252 section 4.3). */
    private boolean isResponse(IncomingResponse response) {
        boolean answers = !response.code().isEmpty() && !response.code().isRequest();
        if (!answers) {
            counters.count(Counter.DROPPED_UNWANTED_RESPONSE);
        }
        return answers;
    }

    /** Finds what the response belongs to: the outstanding request, an earlier one, an observation, or a consumer. */
    private Delivery match(IncomingResponse response) {
        boolean notification = response.options().contains(OptionDefinition.OBSERVE);
        OutgoingExchange outstanding = runner.outstanding(response.peer());
        boolean candidate = outstanding != null
                && mayAnswer(outstanding, notification)
                && !isRatherEndOfObservation(response, outstanding);
        boolean owed = !notification && lateResponses.mayBeOwed(response.peer(), response.type(), response.code());
        boolean either =
                candidate && owed && lateResponses.mayAnswer(response.peer(), outstanding.method(), response.code());
        if (candidate && !owed || either && separate == SeparateResponses.TRUST) {
            return deliver(response, outstanding);
        }
        if (either) {
            outstanding.addStrayResponse(response.type(), response.code());
            lateResponses.confuse(response.peer(), response.type(), response.code(), outstanding.method());
        } else if (owed) {
            lateResponses.settle(response.peer(), response.type(), response.code());
        }
        boolean end = response.code().isError() && !owed;
        if ((notification || end) && observations.offer(response)) {
            return Delivery.ACCEPTED;
        }
        return owed ? asked(unexpected(response)) : unexpected(response);
    }

    /**
     * An error that ends an observation has no Observe option (RFC 7641 section 4.2). If the server has not acknowledged our CON, the error
     * hardly answers it: it would have come in or after the acknowledgement (RFC 7252 section 5.2.2).
     */
    private boolean isRatherEndOfObservation(IncomingResponse response, OutgoingExchange outstanding) {
        return response.code().isError()
                && outstanding.isConfirmable()
                && !outstanding.isAcknowledged()
                && observations.isEstablished(response.peer());
    }

    private Delivery deliver(IncomingResponse response, OutgoingExchange exchange) {
        return runner.ended(
                        exchange,
                        new SendOutcome.Answered(
                                response.withToken(exchange.message().token())))
                ? Delivery.ACCEPTED
                : asked(unexpected(response));
    }

    /** A response to a request of ours is not reset, even if nobody wants it any longer. */
    private static Delivery asked(Delivery delivery) {
        return delivery == Delivery.UNWANTED ? Delivery.ACCEPTED : delivery;
    }

    /** What carries an Observe option belongs to an observation, unless that was just asked for. */
    private static boolean mayAnswer(OutgoingExchange outstanding, boolean notification) {
        return outstanding.message().code().isRequest()
                && (!notification || outstanding.message().options().contains(OptionDefinition.OBSERVE));
    }

    /**
     * A reset tells the peer that nobody here knows its message (RFC 7252 section 4.2). Silence makes the peer retransmit what there was
     * no room for.
     */
    private void confirm(IncomingResponse response, Delivery delivery) {
        if (response.type() == MessageType.CON && delivery != Delivery.BUSY) {
            MessageType verdict = delivery == Delivery.ACCEPTED ? MessageType.ACK : MessageType.RST;
            responseSender.confirm(response.peer(), response.messageId(), verdict);
        }
    }

    private Delivery unexpected(IncomingResponse response) {
        Delivery delivery = taker.apply(response);
        if (delivery == Delivery.UNWANTED) {
            counters.count(Counter.DROPPED_UNWANTED_RESPONSE);
            LOG.debug(
                    "nobody waits for a {} of {} with message ID {}",
                    response.code(),
                    response.peer(),
                    response.messageId());
        }
        return delivery;
    }
}
