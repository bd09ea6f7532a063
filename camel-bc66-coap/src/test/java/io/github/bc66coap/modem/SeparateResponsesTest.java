// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SeparateResponses;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of separate responses of a server that has left a request unanswered. */
class SeparateResponsesTest extends ModemFixture {
    private static final byte[] NOTHING = new byte[0];

    private static OutgoingRequest request(Method method, int messageId) {
        return new OutgoingRequest(
                SERVER,
                MessageType.CON,
                method,
                new MessageId(messageId),
                Token.of((byte) 0xAB),
                CoapOptions.EMPTY,
                NOTHING,
                true,
                0,
                null);
    }

    private Pending<SendOutcome> outstanding(Method method, int messageId) {
        Pending<SendOutcome> sent = soon(send(request(method, messageId)));
        assertThat(sent.isDone()).isFalse();
        module.says(emptyAck(messageId));
        return sent;
    }

    private void unanswered(Method method, int messageId) {
        module.status = 1;
        Pending<SendOutcome> sent = outstanding(method, messageId);
        loop.advance(RESPONSE);
        assertThat(sent.get()).isInstanceOf(SendOutcome.TimedOut.class);
    }

    private void says(String code, int messageId, String hex) {
        module.says(rsp(SERVER, 0, code, messageId, payload(hex)));
    }

    /** One unanswered request doesn't make each later one wait in vain. */
    @ParameterizedTest
    @CsvSource({
        "POST,GET,2.05,true",
        "POST,GET,2.03,true",
        "PUT,GET,2.05,true",
        "DELETE,GET,2.05,true",
        "GET,POST,2.04,true",
        "GET,POST,2.01,true",
        "GET,PUT,2.04,true",
        "GET,DELETE,2.02,true",
        "PUT,DELETE,2.02,true",
        "DELETE,PUT,2.04,true",
        "GET,GET,2.05,false",
        "POST,POST,2.04,false",
        "POST,PUT,2.04,false",
        "POST,DELETE,2.02,false",
        "GET,POST,4.04,false",
        "POST,GET,5.03,false"
    })
    void aResponseIsDeliveredUnlessItFitsTheOwedRequest(Method owed, Method method, String code, boolean delivered) {
        ready();
        unanswered(owed, 7);
        Pending<SendOutcome> sent = outstanding(method, 8);
        says(code, 1000, "08");
        assertThat(sent.isDone()).isEqualTo(delivered);
        if (delivered) {
            assertAnswered(sent, "08");
            assertThat(events.responses).isEmpty();
        } else {
            assertThat(events.responses).hasSize(1);
        }
    }

    /** Nor can it be the answer to what is asked now: the owed one has come, and the request goes on waiting. */
    @Test
    void anOwedResponseThatFitsOnlyItsRequestSettlesTheDebt() {
        ready();
        unanswered(Method.GET, 7);
        Pending<SendOutcome> post = outstanding(Method.POST, 8);
        says("2.05", 1000, "07");
        assertThat(post.isDone()).isFalse();
        assertThat(events.responses).hasSize(1);
        says("2.04", 1001, "08");
        assertAnswered(post, "08");
        Pending<SendOutcome> get = outstanding(Method.GET, 9);
        says("2.05", 1002, "09");
        assertAnswered(get, "09");
    }

    /** The error was the GET's or the POST's; so either of them may still be answered. */
    @Test
    void anErrorThatFitsBothRequestsLeavesBothInDoubt() {
        ready();
        unanswered(Method.GET, 7);
        Pending<SendOutcome> post = outstanding(Method.POST, 8);
        says("4.04", 1000, "");
        loop.advance(RESPONSE);
        assertThat(post.get()).isInstanceOf(SendOutcome.TimedOut.class);
        Pending<SendOutcome> another = outstanding(Method.POST, 9);
        says("2.04", 1001, "08");
        assertThat(another.isDone())
                .as("a late answer to the first POST, maybe")
                .isFalse();
        module.says(rsp(SERVER, 2, "2.04", 9, payload("09")));
        assertAnswered(another, "09");
    }

    /** A server that has answered a POST by 2.05 may do so late as well. */
    @Test
    void a205ToAPostMakesLaterResponsesToGetsDoubtful() {
        ready();
        Pending<SendOutcome> post = outstanding(Method.POST, 6);
        says("2.05", 999, "06");
        assertAnswered(post, "06");
        unanswered(Method.POST, 7);
        Pending<SendOutcome> get = outstanding(Method.GET, 8);
        says("2.05", 1000, "07");
        assertThat(get.isDone()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aTrustedServersResponseGoesToTheNewestRequest(Method method) {
        settings.separateResponses = SeparateResponses.TRUST;
        ready();
        unanswered(method, 7);
        String code =
                switch (method) {
                    case GET -> "2.05";
                    case DELETE -> "2.02";
                    default -> "2.04";
                };
        Pending<SendOutcome> sent = outstanding(method, 8);
        says(code, 1000, "08");
        assertAnswered(sent, "08");
        assertThat(events.responses).isEmpty();
    }

    /** What can't be the answer isn't taken for it, trust or no. */
    @Test
    void aTrustedServersResponseMustStillFitTheMethod() {
        settings.separateResponses = SeparateResponses.TRUST;
        ready();
        unanswered(Method.GET, 7);
        Pending<SendOutcome> post = outstanding(Method.POST, 8);
        says("2.05", 1000, "07");
        assertThat(post.isDone()).isFalse();
        assertThat(events.responses).hasSize(1);
        says("2.04", 1001, "08");
        assertAnswered(post, "08");
    }

    /** A response has no response: a code in its acknowledgement means nothing. */
    @Test
    void anAckWithACodeEndsASeparateResponseAndIsDropped() {
        ready();
        Pending<SendOutcome> sent =
                soon(respond(SERVER, 9, Token.of((byte) 1), MessageType.CON, CoapOptions.EMPTY, NOTHING));
        int messageId = Integer.parseInt(module.takeCommands().get(0).split("[=,]")[2]);
        module.says(rsp(SERVER, 2, "2.05", messageId, payload("01")));
        assertThat(sent.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(events.responses).isEmpty();
    }
}
