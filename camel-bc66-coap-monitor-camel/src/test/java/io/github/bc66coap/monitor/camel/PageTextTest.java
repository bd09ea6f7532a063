// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

class PageTextTest {
    /** By its first word, the page knows. */
    @Test
    void aFailedSendIsShownAsFailed() {
        assertThat(PageText.outcome(new SendOutcome.TimedOut("response", " within 93 s")))
                .isEqualTo("failed: no response within 93 s");
        assertThat(PageText.outcome(new SendOutcome.HandshakeFailed(true))).startsWith("failed: ");
        assertThat(PageText.outcome(null)).startsWith("failed: ");
        assertThat(PageText.outcome(new SendOutcome.Sent(new MessageId(1)))).isEqualTo("it was sent");
    }
}
