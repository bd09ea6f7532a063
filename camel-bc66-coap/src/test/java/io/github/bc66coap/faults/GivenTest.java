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
package io.github.bc66coap.faults;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GivenTest {
    private static final String GET = "AT+QCOAPSEND=0,1,\"127.0.0.1\",5683,0";

    private static Given given(String... lines) {
        Given given = new Given();
        Stream.of(lines).forEach(given::line);
        return given;
    }

    @Test
    void countsRequestsUnderTheLastMessageId() {
        Given given = given(
                "AT+QCOAPHEAD=5,7,2,\"0a0b\"",
                GET,
                "AT+QCOAPHEAD=3,8",
                "AT+QCOAPSEND=1,2,\"127.0.0.1\",5683,600",
                "AT+QCOAPHEAD=5,7,2,\"0a0b\"",
                "AT+QCOAPOPTION=1,11,\"a\"",
                GET);
        assertThat(given.times(7)).isEqualTo(2);
        assertThat(given.times(8)).isOne();
        assertThat(given.repeated()).containsExactly(7);
    }

    @Test
    void aMessageIdHoldsUntilItIsReplaced() {
        assertThat(given("AT+QCOAPHEAD=4,9", GET, "AT", GET).repeated()).containsExactly(9);
        assertThat(given("AT+QCOAPHEAD=4,9", GET, "AT+QCOAPHEAD=1", GET).repeated())
                .isEmpty();
    }

    /** The peer's message ID may be the same, and copies of its request get copies of the reply. */
    @Test
    void repliesDoNotCount() {
        Given given = given(
                "AT+QCOAPHEAD=5,7,2,\"0a0b\"",
                "AT+QCOAPSEND=2,204,\"127.0.0.1\",5683,0",
                "AT+QCOAPSEND=0,204,\"127.0.0.1\",5683,0",
                "AT+QCOAPSEND=2,0,\"127.0.0.1\",5683,0");
        assertThat(given.times(7)).isZero();
    }

    @Test
    void whatIsRefusedDoesNotCount() {
        Given given = given("AT+QCOAPHEAD=5,7,2,\"0a0b\"", GET);
        given.refused();
        assertThat(given.times(7)).isZero();
        given.line(GET);
        given.line("AT");
        given.refused();
        assertThat(given.times(7)).isOne();
    }
}
