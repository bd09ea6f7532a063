// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
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
    void responsesAreNotCounted() {
        Given given = given(
                "AT+QCOAPHEAD=5,7,2,\"0a0b\"",
                "AT+QCOAPSEND=2,204,\"127.0.0.1\",5683,0",
                "AT+QCOAPSEND=0,204,\"127.0.0.1\",5683,0",
                "AT+QCOAPSEND=2,0,\"127.0.0.1\",5683,0");
        assertThat(given.times(7)).isZero();
    }

    @Test
    void refusedRequestsAreNotCounted() {
        Given given = given("AT+QCOAPHEAD=5,7,2,\"0a0b\"", GET);
        given.refused();
        assertThat(given.times(7)).isZero();
        given.line(GET);
        given.line("AT");
        given.refused();
        assertThat(given.times(7)).isOne();
    }
}
