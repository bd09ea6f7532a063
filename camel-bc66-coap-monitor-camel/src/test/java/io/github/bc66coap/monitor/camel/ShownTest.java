// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

class ShownTest {
    /** By its first word, the page knows. */
    @Test
    void aFailedSendIsShownAsFailed() {
        assertThat(Shown.outcome(new SendOutcome.TimedOut("response", " within 93 s")))
                .isEqualTo("failed: no response within 93 s");
        assertThat(Shown.outcome(new SendOutcome.HandshakeFailed(true))).startsWith("failed: ");
        assertThat(Shown.outcome(null)).startsWith("failed: ");
        assertThat(Shown.outcome(new SendOutcome.Sent(new MessageId(1), Token.EMPTY)))
                .isEqualTo("it was sent");
    }
}
