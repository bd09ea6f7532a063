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
package io.github.bc66coap.monitor.camel;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

class ShownTest {
    /** By its first word, the page knows. */
    @Test
    void whatFailedIsSaidToHaveFailed() {
        assertThat(Shown.outcome(new SendOutcome.TimedOut("response", " within 93 s")))
                .isEqualTo("failed: no response within 93 s");
        assertThat(Shown.outcome(new SendOutcome.HandshakeFailed(true))).startsWith("failed: ");
        assertThat(Shown.outcome(null)).startsWith("failed: ");
        assertThat(Shown.outcome(new SendOutcome.Sent(new MessageId(1), Token.EMPTY)))
                .isEqualTo("it was sent");
    }
}
