// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.OptionNumbers;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.OutgoingExchange.Expects;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SeparateResponses;
import io.github.bc66coap.modem.link.Counters;
import io.github.bc66coap.qcoap.ResponseUrc;

/**
 * Finds out what a response belongs to (RFC 7252 section 5.3.2), although the module doesn't show its token: by our
 * message ID where it has one, by the outstanding request's peer where not. Belongs to the event loop.
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

    void onResponse(ResponseUrc urc) {
        counters.count(Counter.RESPONSES_RECEIVED);
        Peer peer = urc.peer().orElse(null);
        if (peer == null) {
            counters.count(Counter.DROPPED_NO_PEER);
        } else if (urc.type() == MessageType.ACK || urc.type() == MessageType.RST) {
            onAckOrReset(urc, peer);
        } else {
            onSeparate(urc, peer);
        }
    }

    private void onAckOrReset(ResponseUrc urc, Peer peer) {
        if (urc.type() == MessageType.RST) {
            observers.reset(peer, urc.messageId());
        } else {
            observers.acknowledged(peer, urc.messageId());
        }
        runner.settled(peer, urc.messageId());
        OutgoingExchange outstanding = runner.outstanding(peer);
        boolean ours = outstanding != null && outstanding.is(peer, urc.messageId());
        boolean empty = urc.code().isEmpty();
        if (ours && urc.type() == MessageType.RST) {
            runner.ended(outstanding, new SendOutcome.Reset(false));
        } else if (outstanding != null && lengths.isRefusal(urc, peer, outstanding)) {
            runner.ended(outstanding, new SendOutcome.Reset(true));
        } else if (ours && outstanding.expects() == Expects.ACKNOWLEDGEMENT) {
            runner.ended(outstanding, outstanding.sent());
            dropAnswerToNothing(empty);
        } else if (ours && empty) {
            runner.acknowledged(outstanding);
        } else if (ours) {
            deliver(urc, peer, outstanding);
        } else if (empty) {
            settle(urc, peer);
        } else if (runner.isAnsweredByAck(peer, urc.messageId())) {
            counters.count(Counter.DROPPED_DUPLICATE_RESPONSE);
        } else if (lateResponses.settle(peer, urc.messageId(), urc.code())) {
            unexpected(urc, peer);
        } else if (responseSender.settle(peer, urc.messageId(), urc.type())) {
            dropAnswerToNothing(false);
        } else if (!isNewsOfObservation(urc, peer)) {
            counters.count(Counter.DROPPED_UNMATCHED_ACK);
        }
    }

    /** An acknowledgement of a response is empty; what it says else answers no request. */
    private void dropAnswerToNothing(boolean empty) {
        if (!empty) {
            counters.count(Counter.DROPPED_UNWANTED_RESPONSE);
        }
    }

    /** A notification may have been taken for the answer to the registration, which comes after it then. */
    private boolean isNewsOfObservation(ResponseUrc urc, Peer peer) {
        return urc.options().contains(OptionNumbers.OBSERVE) && observations.offer(response(urc, peer, null));
    }

    /** A reset also says that no answer will come. */
    private void settle(ResponseUrc urc, Peer peer) {
        boolean reset = urc.type() == MessageType.RST && lateResponses.settle(peer, urc.messageId(), urc.code());
        if (!responseSender.settle(peer, urc.messageId(), urc.type()) && !reset) {
            counters.count(Counter.DROPPED_UNMATCHED_ACK);
        }
    }

    private void onSeparate(ResponseUrc urc, Peer peer) {
        MessageKey message = new MessageKey(peer, urc.messageId());
        Delivery earlier = seen.get(message);
        if (earlier != null && earlier != Delivery.BUSY) {
            counters.count(Counter.DROPPED_DUPLICATE_RESPONSE);
            confirm(urc, peer, earlier);
            return;
        }
        Delivery delivery = earlier == null ? receive(urc, peer) : unexpected(urc, peer);
        seen.put(message, delivery, TransmissionParameters.lifetime(urc.type()));
        confirm(urc, peer, delivery);
        if (delivery == Delivery.UNWANTED && isNonNotification(urc)) {
            responseSender.confirm(peer, urc.messageId(), MessageType.RST);
        }
    }

    /** Nothing but a reset ends what a server goes on notifying because it has ignored or missed the wish to end it (RFC 7641 section 3.6). */
    private static boolean isNonNotification(ResponseUrc urc) {
        return urc.type() == MessageType.NON && urc.options().contains(OptionNumbers.OBSERVE);
    }

    private Delivery receive(ResponseUrc urc, Peer peer) {
        return isResponse(urc) ? match(urc, peer) : Delivery.UNWANTED;
    }

    /** A ping is an empty CON, and answers nothing; it is to be reset (RFC 7252 section 4.3). */
    private boolean isResponse(ResponseUrc urc) {
        boolean response = !urc.code().isEmpty() && !urc.code().isRequest();
        if (!response) {
            counters.count(Counter.DROPPED_UNWANTED_RESPONSE);
        }
        return response;
    }

    /** Finds what the response belongs to: a request of ours, be it an earlier one, or a consumer. */
    private Delivery match(ResponseUrc urc, Peer peer) {
        boolean notification = urc.options().contains(OptionNumbers.OBSERVE);
        OutgoingExchange outstanding = runner.outstanding(peer);
        boolean candidate = outstanding != null
                && mayAnswer(outstanding, peer, notification)
                && !isRatherEndOfObservation(urc, peer, outstanding);
        boolean owed = !notification && lateResponses.mayBeOwed(peer, urc.type(), urc.code());
        boolean either = candidate && owed && lateResponses.mayAnswer(peer, outstanding.method(), urc.code());
        if (candidate && !owed || either && separate == SeparateResponses.TRUST) {
            return deliver(urc, peer, outstanding);
        }
        if (either) {
            outstanding.addStrayResponse(urc.type(), urc.code());
            lateResponses.confuse(peer, urc.type(), urc.code(), outstanding.method());
        } else if (owed) {
            lateResponses.settle(peer, urc.type(), urc.code());
        }
        boolean end = urc.code().isError() && !owed;
        if ((notification || end) && observations.offer(response(urc, peer, null))) {
            return Delivery.ACCEPTED;
        }
        return owed ? asked(unexpected(urc, peer)) : unexpected(urc, peer);
    }

    /**
     * An error that ends an observation has no Observe option (RFC 7641 section 4.2). Of a server that has not acknowledged a
     * CON it is hardly the answer to that: it would have come in the acknowledgement, or behind it (RFC 7252 section 5.2.2).
     */
    private boolean isRatherEndOfObservation(ResponseUrc urc, Peer peer, OutgoingExchange outstanding) {
        return urc.code().isError()
                && outstanding.isConfirmable()
                && !outstanding.isAcknowledged()
                && observations.isEstablished(peer);
    }

    private Delivery deliver(ResponseUrc urc, Peer peer, OutgoingExchange exchange) {
        return runner.ended(exchange, answer(urc, peer, exchange)) ? Delivery.ACCEPTED : asked(unexpected(urc, peer));
    }

    /** What was asked for concerns this end, even if nobody wants it any more. */
    private static Delivery asked(Delivery delivery) {
        return delivery == Delivery.UNWANTED ? Delivery.ACCEPTED : delivery;
    }

    /** What carries an Observe option belongs to an observation, unless that was just asked for. */
    private static boolean mayAnswer(OutgoingExchange outstanding, Peer peer, boolean notification) {
        return outstanding.message().code().isRequest()
                && outstanding.isFrom(peer)
                && (!notification || outstanding.message().options().contains(OptionNumbers.OBSERVE));
    }

    /**
     * A reset tells the peer that nobody here knows what its message is about (RFC 7252 section 4.2). Silence makes it send
     * again what there was no room for.
     */
    private void confirm(ResponseUrc urc, Peer peer, Delivery delivery) {
        if (urc.type() == MessageType.CON && delivery != Delivery.BUSY) {
            MessageType verdict = delivery == Delivery.ACCEPTED ? MessageType.ACK : MessageType.RST;
            responseSender.confirm(peer, urc.messageId(), verdict);
        }
    }

    private Delivery unexpected(ResponseUrc urc, Peer peer) {
        Delivery delivery = taker.apply(response(urc, peer, null));
        if (delivery == Delivery.UNWANTED) {
            counters.count(Counter.DROPPED_UNWANTED_RESPONSE);
            LOG.debug("nobody waits for a {} of {} with message ID {}", urc.code(), peer, urc.messageId());
        }
        return delivery;
    }

    private static SendOutcome answer(ResponseUrc urc, Peer peer, OutgoingExchange exchange) {
        return new SendOutcome.Answered(response(urc, peer, exchange.message().token()));
    }

    private static IncomingResponse response(ResponseUrc urc, Peer peer, Token token) {
        return new IncomingResponse(
                peer, urc.type(), urc.code(), urc.messageId(), token, urc.options(), urc.payload(), urc.truncated());
    }
}
