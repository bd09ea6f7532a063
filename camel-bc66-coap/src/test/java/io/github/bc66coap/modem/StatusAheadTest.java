// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.WakeUp;
import io.github.bc66coap.qcoap.ConStatus;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The question that the note demands before the next CON or NON (section 2.3.7) is put as soon as nothing is in flight, so that the next
 * message begins with its head. It is put once for each CON, and nobody waits for it longer than for a short answer.
 */
class StatusAheadTest extends ModemFixture {
    private static final String STATUS = "AT+QCOAPDATASTATUS?";

    private Pending<SendOutcome> send(Peer peer, MessageType type, int messageId, boolean await) {
        return send(request(peer, type, messageId, await, CoapOptions.EMPTY, new byte[0]));
    }

    private static List<String> con(Peer peer, int messageId) {
        return List.of(head(messageId), sendGet(peer));
    }

    private static List<String> con(int messageId) {
        return con(SERVER, messageId);
    }

    private static List<String> non(int messageId) {
        return List.of(head(messageId), "AT+QCOAPSEND=1,1,\"192.0.2.1\",5683,0");
    }

    private List<String> commands() {
        return takeCommandsSoon();
    }

    /** One that is answered at once, and what goes to the module until nothing more does. */
    private List<String> exchange(int messageId) {
        assertPiggybackAnswers(sent(messageId), messageId, "00");
        return commands();
    }

    @BeforeEach
    void start() {
        ready();
    }

    // when it is put, and when not

    @Test
    void theNextSendNeedsNoStatusQueryOfItsOwn() {
        sent(7);
        assertThat(module.takeCommands()).isEqualTo(con(7));
        module.says(piggybacked(7, "00"));
        assertThat(commands()).containsExactly(STATUS);
        assertThat(exchange(8)).isEqualTo(list(con(8), STATUS));
    }

    @Test
    void theStatusIsAskedAheadInAnEncryptedContextToo() {
        modem.stop();
        soon();
        settings.psk = new Psk("me", "00112233");
        ready();
        assertThat(exchange(7)).isEqualTo(list(con(7), STATUS));
        assertThat(exchange(8)).isEqualTo(list(con(8), STATUS));
    }

    @Test
    void aNonNeedsAndCausesNoStatusQuery() {
        exchange(7);
        send(SERVER, MessageType.NON, 8, false);
        assertThat(commands()).isEqualTo(non(8));
        assertThat(exchange(9)).isEqualTo(list(con(9), STATUS));
    }

    @ParameterizedTest
    @EnumSource(
            value = ConStatus.class,
            names = {"FAILED", "TIMEOUT", "SUCCESS", "RESET"})
    void anyFinalStatusSparesTheNextSendAQuery(ConStatus status) {
        module.status = status.number();
        assertThat(exchange(7)).isEqualTo(list(con(7), STATUS));
        assertThat(exchange(8)).isEqualTo(list(con(8), STATUS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ERROR", "+QCOAPDATASTATUS: 1,OK", "+QCOAPDATASTATUS: 0,OK", "+QCOAPDATASTATUS: 6,OK"})
    void withoutAFinalStatusTheNextMessageAsksAgain(String answer) {
        module.answer(STATUS, answer.split(",(?=OK)"));
        assertThat(exchange(7)).isEqualTo(list(con(7), STATUS));
        // other traffic is no reason to ask again
        module.says(separate(900, "01"), emptyAck(901));
        assertThat(commands()).isEqualTo(ackCommands(SERVER, 900));
        send(SERVER, MessageType.NON, 8, false);
        assertThat(commands()).isEqualTo(list(STATUS, non(8)));
        send(SERVER, MessageType.NON, 9, false);
        assertThat(commands()).isEqualTo(non(9));
    }

    /** Firmware that never says anything final, or doesn't know the command, would else be asked twice for each CON. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERROR",
                "+CME ERROR: 3",
                "+QCOAPDATASTATUS: 0,OK",
                "+QCOAPDATASTATUS: 1,OK",
                "+QCOAPDATASTATUS: 6,OK"
            })
    void statusIsNotAskedAheadAgainBeforeAFinalAnswer(String answer) {
        for (int i = 0; i < 4; i++) {
            module.answer(STATUS, answer.split(",(?=OK)"));
        }
        assertThat(exchange(7)).isEqualTo(list(con(7), STATUS));
        assertThat(exchange(8)).isEqualTo(list(STATUS, con(8)));
        assertThat(exchange(9)).isEqualTo(list(STATUS, con(9)));
        assertThat(exchange(10)).isEqualTo(list(STATUS, con(10)));
        // now it does
        assertThat(exchange(11)).isEqualTo(list(STATUS, con(11), STATUS));
        assertThat(exchange(12)).isEqualTo(list(con(12), STATUS));
    }

    @Test
    void aWaitingRequestIsPrecededByOneStatusQuery() {
        Pending<SendOutcome> first = sent(7);
        Pending<SendOutcome> next = soon(send(get(8)));
        assertPiggybackSoonAnswers(first, 7, "00");
        assertThat(module.takeCommands()).isEqualTo(list(con(7), STATUS, con(8)));
        module.says(piggybacked(8, "01"));
        assertThat(commands()).containsExactly(STATUS);
        assertAnswered(next, "01");
    }

    @Test
    void aMessageSentDuringTheQueryAddsNoSecondQuery() {
        sent(7);
        module.takeCommands();
        module.says(piggybacked(7, "00"));
        loop.advance(FakeModule.LATENCY.dividedBy(2));
        assertThat(module.takeCommands()).containsExactly(STATUS);
        send(get(8));
        loop.advance(FakeModule.LATENCY.multipliedBy(2));
        assertThat(module.takeCommands()).isEqualTo(con(8));
    }

    /** A refused message hasn't left. */
    @Test
    void noStatusIsAskedAheadAfterARefusedCon() {
        module.refuse("AT+QCOAPSEND");
        send(get(7));
        assertThat(commands()).isEqualTo(list(con(7), "AT+QCOAPCFG?"));
        send(get(8));
        assertThat(commands()).isEqualTo(list(STATUS, con(8)));
    }

    // what is still in flight

    @Test
    void noStatusIsAskedWhileTheResponseIsOutstanding() {
        sent(7);
        module.takeCommands();
        module.says(emptyAck(7));
        assertThat(commands()).isEmpty();
        module.says(separate(900, "01"));
        assertThat(commands()).isEqualTo(list(ackCommands(SERVER, 900), STATUS));
        assertThat(exchange(8)).isEqualTo(list(con(8), STATUS));
    }

    @Test
    void noStatusIsAskedWhileAnotherPeersResponseIsOutstanding() {
        sent(7);
        says(emptyAck(7));
        sentTo(OTHER, 8);
        assertThat(module.takeCommands()).isEqualTo(list(STATUS, con(OTHER, 8)));
        module.says(separate(900, "01"));
        assertThat(commands()).isEqualTo(ackCommands(SERVER, 900));
        module.says(rsp(OTHER, 2, "2.05", 8, payload("02")));
        assertThat(commands()).containsExactly(STATUS);
        assertThat(exchange(9)).isEqualTo(list(con(9), STATUS));
    }

    @Test
    void theStatusOfAnUnawaitedConIsAskedWhenItIsAcknowledged() {
        send(SERVER, MessageType.CON, 7, false);
        assertThat(commands()).isEqualTo(con(7));
        module.says(emptyAck(7));
        assertThat(commands()).containsExactly(STATUS);
        assertThat(exchange(8)).isEqualTo(list(con(8), STATUS));
    }

    /** A sleeping module isn't woken for it, nor told anything that it may not hear. */
    @ParameterizedTest
    @EnumSource(WakeUp.class)
    void aModuleThatMayDozeIsNotAskedAhead(WakeUp wakeUp) {
        modem.stop();
        soon();
        settings.wakeUp = wakeUp;
        ready();
        send(SERVER, MessageType.CON, 7, false);
        assertThat(commands()).isEqualTo(con(7));
        // nothing acknowledges it, and nobody waits any longer
        loop.advance(RESPONSE.plus(SOON));
        assertThat(module.takeCommands()).isEmpty();
        send(get(8));
        assertThat(commands()).isEqualTo(wakeUp == WakeUp.NONE ? list(STATUS, con(8)) : list("AT", STATUS, con(8)));
    }

    // requests in between

    @Test
    void aPiggybackedReplyCausesNoStatusQuery() {
        serve("/a", always(Code.CONTENT));
        exchange(7);
        module.says(req(CON, 1, 1, "a"));
        assertThat(commands()).isEqualTo(answer(1, 2, 205));
        assertThat(exchange(8)).isEqualTo(list(con(8), STATUS));
    }

    @Test
    void theStatusOfASeparateResponseIsAskedWhenAcknowledged() {
        List<CompletableFuture<Reply>> replies = new ArrayList<>();
        serve("/a", (request, sent) -> {
            replies.add(new CompletableFuture<>());
            return replies.get(0);
        });
        exchange(7);
        module.says(req(CON, 1, 1, "a"));
        loop.advance(SEPARATE.plus(SOON));
        module.takeCommands();
        replies.get(0).complete(Reply.of(Code.CONTENT));
        soon();
        int messageId = lastMessageId();
        assertThat(module.takeCommands())
                .containsExactly(
                        "AT+QCOAPHEAD=5," + messageId + ",1,\"0C\"", "AT+QCOAPSEND=0,205,\"192.0.2.1\",5683,0");
        module.says(emptyAck(messageId + 1));
        assertThat(commands()).isEmpty();
        module.says(emptyAck(messageId));
        assertThat(commands()).containsExactly(STATUS);
        assertThat(exchange(8)).isEqualTo(list(con(8), STATUS));
    }

    // restarts, losses, ends

    @Test
    void afterARestartNoStatusQueryIsDue() {
        module.silentOn(STATUS);
        exchange(7);
        module.restarts();
        assertReadyAfter(SOON);
        module.takeCommands();
        assertThat(exchange(8)).isEqualTo(list(con(8), STATUS));
    }

    @Test
    void aRestartRightAfterTheResponseCancelsTheStatusQuery() {
        sent(7);
        module.takeCommands();
        module.forget();
        assertThat(says(piggybacked(7, "00"), "RDY")).contains("ATE0").doesNotContain(STATUS);
    }

    /** It is checked whether it is still there, and the next message asks again. */
    @Test
    void anUnansweredStatusQueryCostsNoMessage() {
        module.silentOn(STATUS);
        sent(7);
        module.takeCommands();
        module.says(piggybacked(7, "00"));
        soon();
        Pending<SendOutcome> next = send(get(8));
        loop.advance(COMMAND.plus(SOON));
        assertThat(module.takeCommands()).isEqualTo(list(STATUS, "AT", "AT+QCOAPCFG?", STATUS, con(8)));
        assertPiggybackAnswers(next, 8, "01");
        assertThat(count(Counter.REQUESTS_FAILED)).isZero();
    }

    @Test
    void aStopWaitsOnlyForTheAnswerToTheStatusQuery() {
        sent(7);
        module.takeCommands();
        module.says(piggybacked(7, "00"));
        loop.advance(FakeModule.LATENCY.dividedBy(2));
        Pending<Void> stopped = track(modem.stop());
        loop.advance(FakeModule.LATENCY.multipliedBy(3));
        assertThat(stopped.isDone()).isTrue();
        assertThat(module.takeCommands()).containsExactly(STATUS, "AT+QCOAPDEL");
    }

    @Test
    void aStopAlongWithTheResponseSendsNoStatusQuery() {
        sent(7);
        module.takeCommands();
        loop.execute(() -> {
            modem.stop();
            module.says(piggybacked(7, "00"));
        });
        loop.advance(Duration.ofSeconds(1));
        assertThat(module.takeCommands()).contains("AT+QCOAPDEL").doesNotContain(STATUS);
    }
}
