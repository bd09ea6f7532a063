// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.at.ManualEventLoop;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/** Which answers a peer may still owe. */
class LateResponsesTest {
    private static final Peer PEER = new Peer("192.0.2.1", 5683);
    private static final MessageId FIRST = new MessageId(1);
    private static final MessageId SECOND = new MessageId(2);

    private final LateResponses answers = new LateResponses(new ManualEventLoop());

    @Test
    void aNonRequestIsOwedOnlyANonResponse() {
        answers.owe(PEER, FIRST, MessageType.NON, Method.GET);
        assertThat(answers.mayBeOwed(PEER, MessageType.NON, Code.CONTENT)).isTrue();
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.CONTENT)).isFalse();
    }

    /** The NON response was for either; the CON request may still be answered by a CON. */
    @Test
    void aNonResponseSettlesANonRequestThoughAConIsOlder() {
        answers.owe(PEER, FIRST, MessageType.CON, Method.GET);
        answers.owe(PEER, SECOND, MessageType.NON, Method.GET);
        answers.settle(PEER, MessageType.NON, Code.CONTENT);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.CONTENT)).isTrue();
        answers.settle(PEER, MessageType.NON, Code.CONTENT);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.CONTENT)).isFalse();
        assertThat(answers.mayBeOwed(PEER, MessageType.NON, Code.CONTENT)).isFalse();
    }

    @Test
    void aConResponseSettlesAConRequestThoughANonIsOlder() {
        answers.owe(PEER, FIRST, MessageType.NON, Method.GET);
        answers.owe(PEER, SECOND, MessageType.CON, Method.GET);
        answers.settle(PEER, MessageType.CON, Code.CONTENT);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.CONTENT)).isFalse();
        assertThat(answers.mayBeOwed(PEER, MessageType.NON, Code.CONTENT)).isTrue();
    }

    @Test
    void aConResponseSettlesTheOldestConRequest() {
        answers.owe(PEER, FIRST, MessageType.CON, Method.GET);
        answers.owe(PEER, SECOND, MessageType.CON, Method.GET);
        answers.settle(PEER, MessageType.CON, Code.CONTENT);
        assertThat(answers.settle(PEER, FIRST, Code.CONTENT)).isFalse();
        assertThat(answers.settle(PEER, SECOND, Code.CONTENT)).isTrue();
    }

    @Test
    void aResponseThatIsNotOwedSettlesNoRequest() {
        answers.settle(PEER, MessageType.CON, Code.CONTENT);
        answers.owe(PEER, FIRST, MessageType.NON, Method.GET);
        answers.settle(PEER, MessageType.CON, Code.CONTENT);
        assertThat(answers.settle(PEER, FIRST, Code.CONTENT)).isTrue();
    }

    // codes

    @ParameterizedTest
    @CsvSource({
        "GET,2.05,true",
        "GET,2.03,true",
        "GET,2.04,false",
        "GET,2.01,false",
        "GET,2.02,false",
        "GET,2.31,false",
        "POST,2.01,true",
        "POST,2.04,true",
        "POST,2.02,true",
        "POST,2.31,true",
        "POST,2.05,false",
        "POST,2.03,false",
        "PUT,2.01,true",
        "PUT,2.04,true",
        "PUT,2.31,true",
        "PUT,2.02,false",
        "PUT,2.05,false",
        "DELETE,2.02,true",
        "DELETE,2.04,false",
        "DELETE,2.05,false",
        "DELETE,2.01,false",
        "GET,4.04,true",
        "POST,5.03,true",
        "PUT,4.13,true",
        "DELETE,5.00,true",
        "GET,2.09,true",
        "POST,3.00,true"
    })
    void onlyAResponseCodeThatFitsTheMethodIsOwed(Method method, String code, boolean owed) {
        answers.owe(PEER, FIRST, MessageType.CON, method);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.parse(code))).isEqualTo(owed);
        answers.settle(PEER, MessageType.CON, Code.parse(code));
        assertThat(answers.settle(PEER, FIRST, Code.EMPTY)).isEqualTo(!owed);
    }

    /** Some libraries answer everything by 2.05. Who has been seen to do that may do it again. */
    @Test
    void aPeerSeenWithAnUnusualCodeMayOweAnyCode() {
        answers.owe(PEER, FIRST, MessageType.CON, Method.POST);
        answers.answered(PEER, Method.POST, Code.CHANGED);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.CONTENT)).isFalse();
        answers.answered(PEER, Method.POST, Code.CONTENT);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.CONTENT)).isTrue();
    }

    @Test
    void aPeerWhoseLateAckHadAnUnusualCodeMayOweAnyCode() {
        answers.owe(PEER, FIRST, MessageType.CON, Method.POST);
        assertThat(answers.settle(PEER, FIRST, Code.CONTENT)).isTrue();
        answers.owe(PEER, SECOND, MessageType.CON, Method.PUT);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.CONTENT)).isTrue();
    }

    /** An error came: the GET's, or that of the POST which waits, and then the GET's is still to come. */
    @Test
    void anAmbiguousResponseLeavesEitherRequestOwed() {
        answers.owe(PEER, FIRST, MessageType.CON, Method.GET);
        answers.confuse(PEER, MessageType.CON, Code.NOT_FOUND, Method.POST);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.CONTENT)).isTrue();
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.CHANGED)).isTrue();
        answers.settle(PEER, MessageType.CON, Code.CHANGED);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.CONTENT)).isFalse();
    }

    @Test
    void aRequestOfKnownMethodIsSettledBeforeAnAmbiguousRequest() {
        answers.owe(PEER, FIRST, MessageType.CON, Method.GET);
        answers.confuse(PEER, MessageType.CON, Code.NOT_FOUND, Method.POST);
        answers.owe(PEER, SECOND, MessageType.CON, Method.GET);
        answers.settle(PEER, MessageType.CON, Code.CONTENT);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.CHANGED)).isTrue();
        assertThat(answers.mayBeOwed(PEER, MessageType.CON, Code.CONTENT)).isTrue();
    }
}
