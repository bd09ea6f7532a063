// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** What was never begun is never failed: a module may sleep soon after it has been heard, and lose a command. */
class NeverBegunTest extends ModemFixture {
    private static final String STATUS = "AT+QCOAPDATASTATUS?";
    private static final String OPTION = "AT+QCOAPOPTION=1,11,\"a\"";

    private Pending<SendOutcome> get(int messageId, String path) {
        return send(request(SERVER, MessageType.CON, messageId, true, path(path), new byte[0]));
    }

    private void answered(int messageId) {
        statusStaysDue();
        sent(messageId);
        says(piggybacked(messageId, "00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {STATUS, "AT+QCOAPHEAD", "AT+QCOAPOPTION"})
    void aCommandLostBeforeTheSendCommandDoesNotFailTheRequest(String lost) {
        ready();
        answered(1);
        // less than the silence after which an AT goes first
        loop.advance(Duration.ofSeconds(3));
        module.silentOn(lost);
        Pending<SendOutcome> sent = get(2, "a");
        Pending<SendOutcome> next = send(get(3));
        loop.advance(COMMAND.plus(SOON));
        List<String> commands = module.takeCommands();
        assertThat(commands)
                .containsSubsequence("AT", "AT+QCOAPCFG?", head(2))
                .endsWith(head(2), OPTION, sendGet(SERVER))
                .doesNotContain(head(3));
        assertThat(commands.stream().filter(sendGet(SERVER)::equals)).hasSize(1);
        assertPiggybackAnswers(sent, 2, "02");
        soon();
        assertPiggybackAnswers(next, 3, "03");
        assertThat(count(Counter.REQUESTS_FAILED)).isZero();
    }

    /** A status that was asked needn't be asked again; one that wasn't answered must be. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theDataStatusIsAskedAgainOnlyIfItWasNotAnswered(boolean statusIsLost) {
        ready();
        answered(1);
        module.silentOn(statusIsLost ? STATUS : "AT+QCOAPHEAD");
        get(2, "a");
        loop.advance(COMMAND.plus(SOON));
        assertThat(module.takeCommands().stream().filter(STATUS::equals)).hasSize(statusIsLost ? 2 : 1);
    }

    @Test
    void aRequestWhoseCommandIsLostTwiceFails() {
        ready();
        module.silentOn("AT+QCOAPHEAD").silentOn("AT+QCOAPHEAD");
        Pending<SendOutcome> sent = send(get(2));
        loop.advance(COMMAND.multipliedBy(2).plus(SOON));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        assertThat(module.takeCommands()).doesNotContain(sendGet(SERVER));
        answered(3);
    }

    @Test
    void aRequestIsNeverRepeatedAfterItsSendCommand() {
        ready();
        module.silentOn("AT+QCOAPSEND");
        Pending<SendOutcome> sent = send(get(2));
        loop.advance(COMMAND.plus(SOON));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        loop.advance(RESPONSE);
        assertThat(module.takeCommands()).containsOnlyOnce(sendGet(SERVER));
    }

    @Test
    void aRequestPastItsDeadlineIsNotTriedAgain() {
        settings.responseTimeout = COMMAND.minusMillis(1);
        ready();
        module.silentOn("AT+QCOAPHEAD");
        Pending<SendOutcome> sent = send(get(2));
        loop.advance(COMMAND);
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
    }

    @Test
    void sendEndsSoonAfterItsDeadlineIfTheModuleStaysSilent() {
        ready();
        module.mute(true);
        Pending<SendOutcome> sent = send(get(2));
        loop.advance(RESPONSE);
        assertThat(sent.isDone()).isFalse();
        loop.advance(COMMAND.multipliedBy(5));
        assertThat(sent.get()).isInstanceOf(SendOutcome.Unavailable.class);
    }

    // replies

    @ParameterizedTest
    @ValueSource(strings = {"AT+QCOAPHEAD", "AT+QCOAPOPTION"})
    void aReplyWhoseCommandIsLostIsTriedAgain(String lost) {
        ready();
        serve(
                "/x",
                (request, sent) -> java.util.concurrent.CompletableFuture.completedFuture(new Reply(
                        Code.CONTENT, CoapOptions.of(new io.github.bc66coap.coap.CoapOption(12, "0")), new byte[0])));
        module.takeCommands();
        module.silentOn(lost);
        module.says(req(0, 1, 321, "x"));
        loop.advance(COMMAND.plus(SOON));
        assertThat(module.takeCommands())
                .endsWith(
                        "AT+QCOAPHEAD=5,321,1,\"0C\"",
                        "AT+QCOAPOPTION=1,12,\"0\"",
                        "AT+QCOAPSEND=2,205,\"192.0.2.1\",5683,0");
        assertThat(count(Counter.REPLIES_SENT)).isOne();
        assertThat(count(Counter.DROPPED_REPLY)).isZero();
    }

    @Test
    void aReplyThatIsLostTwiceIsDropped() {
        ready();
        serve("/x", always(Code.CONTENT));
        module.silentOn("AT+QCOAPHEAD").silentOn("AT+QCOAPHEAD");
        module.says(req(0, 1, 321, "x"));
        loop.advance(COMMAND.multipliedBy(2).plus(SOON));
        assertThat(count(Counter.REPLIES_SENT)).isZero();
        assertThat(count(Counter.DROPPED_REPLY)).isOne();
    }

    /** The one that waits for its second try serves a copy, too. */
    @Test
    void aDuplicateRequestCausesNoThirdTryOfTheReply() {
        ready();
        serve("/x", always(Code.CONTENT));
        module.takeCommands();
        module.silentOn("AT+QCOAPHEAD").silentOn("AT");
        module.says(req(0, 1, 321, "x"));
        loop.advance(COMMAND.plus(SOON));
        module.says(req(0, 1, 321, "x"));
        loop.advance(COMMAND.plus(SOON));
        assertThat(module.takeCommands())
                .filteredOn(line -> line.startsWith("AT+QCOAPSEND"))
                .hasSize(1);
        assertThat(count(Counter.REPLIES_SENT)).isOne();
    }
}
