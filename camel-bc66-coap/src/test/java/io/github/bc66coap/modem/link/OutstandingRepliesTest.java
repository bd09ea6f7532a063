// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.at.At;
import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.qcoap.TestCommand;

import static org.assertj.core.api.Assertions.assertThat;

class OutstandingRepliesTest {
    private final OutstandingReplies owed = new OutstandingReplies();

    /** Each attempt to get a silent module back fills it, and that is news only the first time. */
    @Test
    void dataModeFillingIsNewOnceUntilNothingIsOwed() {
        assertThat(owed.isFilledForTheFirstTime()).isTrue();
        owed.add(new At());
        assertThat(owed.isFilledForTheFirstTime()).isFalse();
        assertThat(owed.isFilledForTheFirstTime()).isFalse();
        owed.clear();
        assertThat(owed.isFilledForTheFirstTime()).isTrue();
    }

    /** The reply to a test command begins with its name; what a user wrote may be answered by anything. */
    @Test
    void owedRepliesAreConfusableOnlyWithinAKindOfCommand() {
        owed.add(TestCommand.CREATE);
        assertThat(owed.isReply(TestCommand.CREATE)).isTrue();
        assertThat(owed.isReply(TestCommand.HEAD)).isFalse();
        owed.add(new RawCommand("ATI"));
        assertThat(owed.isReply(new RawCommand("AT+CSQ"))).isTrue();
    }
}
