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

/** What happens between routes, a module and CoAP peers. Immutable. It adds no secrets; peers and routes may send some. */
public sealed interface ModemEvent {

    /** By the clock of the day. */
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
     * @param caller whose it is; {@code null} for the session's own
     */
    record Reference(Peer peer, MessageId messageId, Token token, Caller caller) {}

    /**
     * A CoAP message. A sent one is reported when the module gets it; later lines, and its caller, show what becomes of it. What the module sends or
     * takes by itself, such as retransmissions and most empty ACKs, is not seen.
     *
     * @param direction {@code SENT} to or {@code RECEIVED} from the peer
     * @param peer {@code null} if the module did not show it
     * @param token {@code null} if the module does not show it: in all responses
     * @param payload what it holds, and whether it is complete
     * @param caller whose it is; {@code null} for the session's own, and for received ones
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

    /** A route hands over a request, which may have to wait, and may go in several messages. */
    record Asked(Instant at, OutgoingRequest request) implements ModemEvent {}

    /**
     * A route gets the outcome of its request.
     *
     * @param outcome {@code null} when the request was refused because of its message ID
     */
    record Ended(Instant at, OutgoingRequest request, SendOutcome outcome) implements ModemEvent {}

    /**
     * A request from the network goes to a route.
     *
     * @param caller the route; {@code null} if unknown
     */
    record Served(Instant at, Caller caller, IncomingRequest request) implements ModemEvent {}

    /**
     * A route has made its response.
     *
     * @param caller the route; {@code null} if unknown
     * @param code of the response; {@code null} after a failure or a timeout
     */
    record Replied(Instant at, Caller caller, IncomingRequest request, Code code) implements ModemEvent {}

    record State(Instant at, ModemState state) implements ModemEvent {}
}
