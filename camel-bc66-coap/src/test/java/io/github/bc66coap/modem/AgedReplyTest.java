// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** Replies that have waited for the line longer than a peer waits for an acknowledgement. */
class AgedReplyTest extends ModemFixture {
    private static final Duration LONG = TransmissionParameters.MAX_TRANSMIT_WAIT.plusSeconds(7);

    private final CompletableFuture<Reply> reply = new CompletableFuture<>();

    @BeforeEach
    void getReady() {
        settings.commandTimeout = LONG.multipliedBy(2);
        ready();
        serve("/a", (request, sent) -> reply);
        module.takeCommands();
    }

    private void occupyLine() {
        module.late("AT+SLOW", LONG);
        track(modem.command(new RawCommand("AT+SLOW"), true));
        assertThat(takeCommandsSoon()).containsExactly("AT+SLOW");
    }

    private List<String> repliesAfterAll() {
        reply.complete(Reply.of(Code.CONTENT));
        assertThat(takeCommandsSoon()).isEmpty();
        loop.advance(LONG);
        return module.takeCommands();
    }

    /** Its peer has acknowledgement enough, and waits for it still. */
    @Test
    void aSeparateResponseIsSentEvenAfterALongWaitForTheLine() {
        module.says(req(CON, 1, 1, "a"));
        loop.advance(SEPARATE.plus(SOON));
        assertThat(module.takeCommands()).isEqualTo(ackCommands(SERVER, 1));
        occupyLine();
        assertThat(repliesAfterAll()).contains("AT+QCOAPSEND=0,205,\"192.0.2.1\",5683,0");
        assertThat(count(Counter.DROPPED_REPLY)).isZero();
    }

    @Test
    void theResponseToANonIsSentEvenAfterALongWaitForTheLine() {
        occupyLine();
        module.says(req(NON, 1, 1, "a"));
        assertThat(repliesAfterAll()).contains("AT+QCOAPSEND=1,205,\"192.0.2.1\",5683,0");
    }

    @Test
    void aPiggybackedResponseIsDroppedAfterALongWaitForTheLine() {
        occupyLine();
        module.says(req(CON, 1, 1, "a"));
        assertThat(repliesAfterAll()).isEmpty();
        assertThat(count(Counter.DROPPED_REPLY)).isOne();
    }
}
