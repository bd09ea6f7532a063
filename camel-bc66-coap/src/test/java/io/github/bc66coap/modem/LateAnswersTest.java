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

import org.junit.jupiter.api.Test;

import io.github.bc66coap.at.ManualEventLoop;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;

import static org.assertj.core.api.Assertions.assertThat;

/** Which answers a peer may still owe. */
class LateAnswersTest {
    private static final Peer PEER = new Peer("192.0.2.1", 5683);
    private static final MessageId FIRST = new MessageId(1);
    private static final MessageId SECOND = new MessageId(2);

    private final LateAnswers answers = new LateAnswers(new ManualEventLoop());

    @Test
    void aNonIsAnsweredByANon() {
        answers.owe(PEER, FIRST, MessageType.NON);
        assertThat(answers.mayBeOwed(PEER, MessageType.NON)).isTrue();
        assertThat(answers.mayBeOwed(PEER, MessageType.CON)).isFalse();
    }

    /** The NON response was for either; the CON request may still be answered by a CON. */
    @Test
    void aNonResponseSettlesANonRequestThoughAConIsOlder() {
        answers.owe(PEER, FIRST, MessageType.CON);
        answers.owe(PEER, SECOND, MessageType.NON);
        answers.settle(PEER, MessageType.NON);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON)).isTrue();
        answers.settle(PEER, MessageType.NON);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON)).isFalse();
        assertThat(answers.mayBeOwed(PEER, MessageType.NON)).isFalse();
    }

    @Test
    void aConResponseSettlesAConRequestThoughANonIsOlder() {
        answers.owe(PEER, FIRST, MessageType.NON);
        answers.owe(PEER, SECOND, MessageType.CON);
        answers.settle(PEER, MessageType.CON);
        assertThat(answers.mayBeOwed(PEER, MessageType.CON)).isFalse();
        assertThat(answers.mayBeOwed(PEER, MessageType.NON)).isTrue();
    }

    @Test
    void theOldestOfAKindIsSettled() {
        answers.owe(PEER, FIRST, MessageType.CON);
        answers.owe(PEER, SECOND, MessageType.CON);
        answers.settle(PEER, MessageType.CON);
        assertThat(answers.settle(PEER, FIRST)).isFalse();
        assertThat(answers.settle(PEER, SECOND)).isTrue();
    }

    @Test
    void whatNobodyOwesSettlesNothing() {
        answers.settle(PEER, MessageType.CON);
        answers.owe(PEER, FIRST, MessageType.NON);
        answers.settle(PEER, MessageType.CON);
        assertThat(answers.settle(PEER, FIRST)).isTrue();
    }
}
