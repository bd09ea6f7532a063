// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a reply is told to whoever made it, once. */
class ReplyOutcomeTest extends ModemFixture {
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final List<Pending<SendOutcome>> outcomes = new ArrayList<>();

    @BeforeEach
    void getReady() {
        ready();
        serve("/a", this::later);
        module.takeCommands();
    }

    private CompletableFuture<Reply> later(IncomingRequest request, CompletionStage<SendOutcome> sent) {
        outcomes.add(track(sent.toCompletableFuture()));
        return reply;
    }

    private void replies(Reply made) {
        reply.complete(made);
        soon();
    }

    private SendOutcome outcome() {
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0).get();
    }

    @Test
    void aReplyIsSentOnceTheModuleReportsSuccess() {
        module.on("AT+QCOAPSEND", (fake, command) -> fake.says("OK"));
        says(req(CON, 1, 1, "a"));
        replies(Reply.of(Code.CONTENT));
        assertThat(outcomes.get(0).isDone()).isFalse();
        says("+QCOAPSEND: 0");
        assertThat(outcome()).isInstanceOf(SendOutcome.Sent.class);
    }

    @Test
    void aSeparateResponseIsSentBeforeItIsAcknowledged() {
        says(req(CON, 1, 1, "a"));
        loop.advance(SEPARATE);
        replies(Reply.of(Code.CONTENT));
        assertThat(outcome()).isInstanceOf(SendOutcome.Sent.class);
    }

    @Test
    void aCopyOfTheRequestChangesNoOutcome() {
        says(req(CON, 1, 1, "a"), req(CON, 1, 1, "a"));
        replies(Reply.of(Code.CONTENT));
        says(req(CON, 1, 1, "a"));
        assertThat(outcome()).isInstanceOf(SendOutcome.Sent.class);
    }

    @Test
    void aCopyThatArrivesWhileTheReplyWaitsChangesNoOutcome() {
        module.stall("AT+QCOAPDATASTATUS", SOON.multipliedBy(4));
        says(req(CON, 1, 1, "a"));
        track(modem.status());
        loop.advance(FakeModule.LATENCY);
        replies(Reply.of(Code.CONTENT));
        says(req(CON, 1, 1, "a"));
        assertThat(outcomes.get(0).isDone()).isFalse();
        loop.advance(SOON.multipliedBy(4));
        assertThat(outcome()).isInstanceOf(SendOutcome.Sent.class);
    }

    @Test
    void aReplyThatTheModuleRefusesEndsRefused() {
        module.refuse("AT+QCOAPSEND");
        says(req(CON, 1, 1, "a"));
        replies(Reply.of(Code.CONTENT));
        assertThat(outcome()).isInstanceOf(SendOutcome.Refused.class);
    }

    @Test
    void aReplyThatTheModuleCannotSendEndsFailed() {
        module.answer("AT+QCOAPSEND", "OK", "+QCOAPSEND: 3");
        says(req(CON, 1, 1, "a"));
        replies(Reply.of(Code.CONTENT));
        assertThat(outcome()).isInstanceOf(SendOutcome.Failed.class);
    }

    @Test
    void aReplyThatCommandsCannotCarryEndsFailed() {
        says(req(CON, 1, 1, "a"));
        replies(new Reply(Code.CONTENT, CoapOptions.EMPTY, new byte[1025]));
        assertThat(outcome()).isInstanceOf(SendOutcome.Failed.class);
        assertThat(outcome().toString()).contains("1025");
    }

    @Test
    void aReplyAfterTheReplyTimeoutEndsFailed() {
        says(req(CON, 1, 1, "a"));
        loop.advance(REPLY);
        assertThat(outcome()).isInstanceOf(SendOutcome.Failed.class);
        assertThat(count(Counter.REPLY_TIMEOUTS)).isOne();
        replies(Reply.of(Code.CONTENT));
    }

    @Test
    void aReplyMadeAfterTheLineIsLostEndsUnavailable() {
        says(req(CON, 1, 1, "a"));
        module.hangsUp();
        replies(Reply.of(Code.CONTENT));
        assertThat(outcome()).isInstanceOf(SendOutcome.Unavailable.class);
    }

    @Test
    void aReplyUnderWayWhenTheLineIsLostEndsUnknown() {
        module.silentOn("AT+QCOAPSEND");
        says(req(CON, 1, 1, "a"));
        replies(Reply.of(Code.CONTENT));
        module.hangsUp();
        soon();
        assertThat(outcome()).isInstanceOf(SendOutcome.Unknown.class);
    }

    @Test
    void aReplyThatFailsWithAnExceptionEndsFailed() {
        says(req(CON, 1, 1, "a"));
        reply.completeExceptionally(new IllegalStateException("test"));
        soon();
        assertThat(outcome()).isInstanceOf(SendOutcome.Failed.class);
    }

    @Test
    void aReplyNotMadeBeforeTheModemStopsEndsUnavailable() {
        says(req(CON, 1, 1, "a"));
        Pending<Void> stopped = track(modem.stop());
        loop.advance(SEND);
        assertThat(stopped.isDone()).isTrue();
        assertThat(outcome()).isInstanceOf(SendOutcome.Unavailable.class);
        replies(Reply.of(Code.CONTENT));
    }

    @Test
    void aRequestThatComesWhileTheModemStopsIsNotServed() {
        module.stall("AT+QCOAPDEL", SOON.multipliedBy(2));
        Pending<Void> stopped = track(modem.stop());
        loop.advance(FakeModule.LATENCY);
        says(req(CON, 1, 1, "a"));
        assertThat(outcomes).isEmpty();
        loop.advance(SEND);
        assertThat(stopped.isDone()).isTrue();
    }

    @Test
    void theReplyOfAManualServiceIsNotSent() {
        serve("/m", true, false, this::later);
        module.takeCommands();
        module.says(req(CON, 1, 1, "m"));
        soon();
        replies(Reply.of(Code.CONTENT));
        assertThat(outcome()).isInstanceOf(SendOutcome.Failed.class);
        assertThat(module.takeCommands()).isEqualTo(ackCommands(SERVER, 1));
    }

    @Test
    void aRequestThatItsHandlerRejectsIsCountedAsRefused() {
        serve("/full", (request, sent) -> {
            throw new RejectedExecutionException("test");
        });
        says(req(CON, 1, 1, "full"));
        assertThat(count(Counter.REQUESTS_REFUSED)).isEqualTo(1);
    }
}
