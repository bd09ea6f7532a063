// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Instant;

import io.github.bc66coap.at.AtTrace;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.qcoap.MessageUrc;
import io.github.bc66coap.qcoap.Payload;
import io.github.bc66coap.qcoap.RequestUrc;
import io.github.bc66coap.qcoap.ResponseUrc;

/** What goes on between routes, a module and CoAP peers. Immutable; nothing in it is a secret, but for what peers and routes say. */
public sealed interface ModemEvent {

    /** When it happened, by the clock of the day. */
    Instant at();

    /**
     * A line that went to or came from the module, while lines are kept.
     *
     * @param message the one whose commands had the line; {@code null} when none had
     */
    record Line(AtTrace.Entry line, Reference message) implements ModemEvent {
        @Override
        public Instant at() {
            return line.at();
        }
    }

    /**
     * Names a message that is sent.
     *
     * @param caller whose it is; {@code null} for those of the session itself
     */
    record Reference(Peer peer, MessageId messageId, Token token, Caller caller) {}

    /**
     * A CoAP message. One that is sent is told when the module is given it: what becomes of it is told by the lines that follow, and to
     * its caller. Messages that the module sends or takes by itself, as retransmissions and most empty ACKs, aren't seen here.
     *
     * @param direction {@code SENT} to or {@code RECEIVED} from the peer
     * @param peer {@code null} if the module didn't show it
     * @param token {@code null} where the module doesn't show it: in all responses
     * @param payload what it holds, and whether all of it is there
     * @param caller whose message it is; {@code null} for those of the session itself, and for those that came
     */
    record Message(
            Instant at,
            AtTrace.Direction direction,
            Peer peer,
            MessageType type,
            Code code,
            MessageId messageId,
            Token token,
            CoapOptions options,
            Payload payload,
            Caller caller)
            implements ModemEvent {

        public static Message received(Instant at, MessageUrc urc) {
            if (urc instanceof RequestUrc request) {
                return received(
                        at,
                        request,
                        request.type(),
                        request.code(),
                        request.messageId(),
                        request.token(),
                        request.options());
            }
            ResponseUrc response = (ResponseUrc) urc;
            return received(
                    at, response, response.type(), response.code(), response.messageId(), null, response.options());
        }

        private static Message received(
                Instant at,
                MessageUrc urc,
                MessageType type,
                Code code,
                MessageId messageId,
                Token token,
                CoapOptions options) {
            return new Message(
                    at,
                    AtTrace.Direction.RECEIVED,
                    urc.peer().orElse(null),
                    type,
                    code,
                    messageId,
                    token,
                    options,
                    urc.content(),
                    null);
        }
    }

    /** A route hands over a request, which may have to wait, and go in several messages. */
    record Asked(Instant at, OutgoingRequest request) implements ModemEvent {}

    /**
     * A route gets the outcome of its request.
     *
     * @param outcome {@code null} when the request was refused because of its message ID
     */
    record Ended(Instant at, OutgoingRequest request, SendOutcome outcome) implements ModemEvent {}

    /**
     * A request that came is handed to a route.
     *
     * @param caller the route; {@code null} when it isn't known
     */
    record Served(Instant at, Caller caller, IncomingRequest request) implements ModemEvent {}

    /**
     * A route has made its reply to a request that came.
     *
     * @param caller the route; {@code null} when it isn't known
     * @param code of the reply; {@code null} when it has failed, or has taken too long
     */
    record Replied(Instant at, Caller caller, IncomingRequest request, Code code) implements ModemEvent {}

    /** A new state has begun. */
    record State(Instant at, ModemState state) implements ModemEvent {}
}
