// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** A CON that nobody waits for holds up the next message until it is acknowledged (NSTART = 1). */
class UnacknowledgedConTest extends ModemFixture {
    private static final String STATUS = "AT+QCOAPDATASTATUS?";

    private Pending<SendOutcome> send(MessageType type, int messageId) {
        return send(request(SERVER, type, messageId, false, CoapOptions.EMPTY, new byte[0]));
    }

    /** A module that waits for the acknowledgement of a CON whose sender waits for nothing. */
    private void conIsOnItsWay() {
        ready();
        module.status = 1;
        assertThat(soon(send(MessageType.CON, 1)).get()).isInstanceOf(SendOutcome.Sent.class);
        module.takeCommands();
    }

    private static void assertSent(Pending<SendOutcome> sent) {
        assertThat(sent.get()).isInstanceOf(SendOutcome.Sent.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"CON", "NON"})
    void theNextMessageWaitsWhileTheModuleAwaitsTheAck(MessageType type) {
        conIsOnItsWay();
        Pending<SendOutcome> next = send(type, 2);
        loop.advance(Duration.ofSeconds(20));
        assertThat(next.isDone()).isFalse();
        // at once, then after 2, 4 and, the module being woken first, 8 seconds
        assertThat(module.takeCommands()).containsExactly(STATUS, STATUS, STATUS, "AT", STATUS);
        module.status = 4;
        loop.advance(Duration.ofSeconds(16));
        assertSent(next);
        // no need to ask again before the next one
        assertThat(module.takeCommands()).filteredOn(STATUS::equals).hasSize(1);
    }

    /** It reports on its last CON only. */
    @Test
    void aModuleThatHasSentANewerConIsNotWokenForTheOlder() {
        conIsOnItsWay();
        send(MessageType.CON, 2);
        loop.advance(Duration.ofSeconds(20));
        assertSent(soon(send(request(OTHER, MessageType.CON, 3, false, CoapOptions.EMPTY, new byte[0]))));
        module.takeCommands();
        loop.advance(Duration.ofSeconds(20));
        assertThat(module.takeCommands()).isEmpty();
    }

    /** 4 is success; 0, 2, 3 and 5 are ends, too; some modules know 0, 1 and 4 only. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 4, 5})
    void anyStatusButWaitingReleasesTheNextMessage(int status) {
        ready();
        module.status = status;
        send(MessageType.CON, 1);
        assertSent(soon(send(MessageType.CON, 2)));
        assertThat(module.takeCommands()).containsExactly(head(1), sendGet(SERVER), STATUS, head(2), sendGet(SERVER));
    }

    @Test
    void aRefusedStatusQueryReleasesTheNextMessage() {
        ready();
        module.refuse(STATUS);
        send(MessageType.CON, 1);
        assertSent(soon(send(MessageType.CON, 2)));
    }

    private void assertOnlyTheAckReleases(Pending<SendOutcome> next) {
        assertThat(next.isDone()).isFalse();
        module.says(emptyAck(1));
        soon();
        assertSent(next);
    }

    static List<String> ends() {
        return List.of(emptyAck(1), reset(1), piggybacked(1, "01"), rsp(SERVER, 2, "4.04", 1, ",0"));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("ends")
    void anAckResetOrResponseReleasesTheNextMessageAtOnce(String urc) {
        conIsOnItsWay();
        Pending<SendOutcome> next = soon(send(MessageType.NON, 2));
        assertThat(next.isDone()).isFalse();
        module.says(urc);
        soon();
        assertSent(next);
    }

    @Test
    void anAcknowledgedConCostsTheNextMessageOneStatusQuery() {
        conIsOnItsWay();
        module.status = 4;
        module.says(emptyAck(1));
        assertSent(soon(send(MessageType.NON, 2)));
        // the note's question, and no more
        assertThat(module.takeCommands()).hasSize(3).first().isEqualTo(STATUS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other peer", "other message"})
    void anAckOfAnotherPeerOrMessageReleasesNothing(String what) {
        conIsOnItsWay();
        Pending<SendOutcome> next = soon(send(MessageType.NON, 2));
        module.says(what.equals("other peer") ? rsp(OTHER, 2, "0.00", 1, ",0") : emptyAck(3));
        soon();
        assertOnlyTheAckReleases(next);
    }

    @Test
    void acknowledgementsAndRepliesPassTheWaitingMessage() {
        conIsOnItsWay();
        send(MessageType.NON, 2);
        takeCommandsSoon();
        serve("/x", (request, sent) -> java.util.concurrent.CompletableFuture.completedFuture(Reply.of(Code.CONTENT)));
        module.takeCommands();
        module.says("+QCOAPURC: \"req\",192.0.2.2,5683,0,1,321,03,1,\"0C\",11,\"x\"");
        assertThat(says(separate(900, "01")))
                .containsExactlyElementsOf(list(
                        ackCommands(SERVER, 900),
                        "AT+QCOAPHEAD=5,321,1,\"0C\"",
                        "AT+QCOAPSEND=2,205,\"192.0.2.2\",5683,0"));
        module.says(emptyAck(1));
    }

    @Test
    void theNextMessageWaitsNoLongerThanTheResponseTimeout() {
        conIsOnItsWay();
        Pending<SendOutcome> next = send(MessageType.NON, 2);
        loop.advance(RESPONSE.minusSeconds(1));
        assertThat(next.isDone()).isFalse();
        loop.advance(Duration.ofSeconds(1));
        assertSent(next);
    }

    /** Somebody else's CON has gone out since, of which the status speaks. */
    @Test
    void theStatusOfANewerConDoesNotReleaseTheNextMessage() {
        ready();
        module.status = 1;
        serve("/x", (request, sent) -> new java.util.concurrent.CompletableFuture<>());
        send(MessageType.CON, 1);
        soon();
        module.says("+QCOAPURC: \"req\",192.0.2.2,5683,0,1,321,03,1,\"0C\",11,\"x\"");
        // an empty ACK, and after the reply timeout a CON
        loop.advance(REPLY.plus(SOON));
        module.takeCommands();
        module.status = 4;
        Pending<SendOutcome> next = send(MessageType.NON, 2);
        loop.advance(Duration.ofSeconds(5));
        assertOnlyTheAckReleases(next);
    }

    /** A response in a CON goes to a peer for which a request is in flight: both are the peer's, but only one the module's last. */
    private void separateResponseLeavesBeside(int messageId) {
        serve("/x", (request, sent) -> new java.util.concurrent.CompletableFuture<>());
        module.says(req(CON, 1, messageId, "x"));
        // an empty ACK, and after the reply timeout a CON
        loop.advance(REPLY.plus(SOON));
        assertThat(module.takeCommands()).anyMatch(command -> command.startsWith("AT+QCOAPSEND=0,503,"));
    }

    private Pending<SendOutcome> sendToAnother(int messageId) {
        return send(request(OTHER, MessageType.NON, messageId));
    }

    @Test
    void theStatusOfASeparateResponseDoesNotEndARequest() {
        ready();
        module.status = 1;
        Pending<SendOutcome> request = sent(1);
        separateResponseLeavesBeside(321);
        module.status = 5;
        assertThat(request.isDone()).isFalse();
        Pending<SendOutcome> another = sendToAnother(2);
        soon();
        assertSent(another);
        assertThat(module.takeCommands()).contains(STATUS);
        assertThat(request.isDone()).isFalse();
        assertPiggybackAnswers(request, 1, "01");
    }

    @Test
    void theStatusOfASeparateResponseReleasesNoMessage() {
        conIsOnItsWay();
        separateResponseLeavesBeside(321);
        module.status = 4;
        Pending<SendOutcome> another = sendToAnother(2);
        Pending<SendOutcome> next = soon(send(MessageType.NON, 3));
        assertSent(another);
        assertThat(module.takeCommands()).contains(STATUS);
        assertOnlyTheAckReleases(next);
    }

    @Test
    void anUnansweredStatusQueryIsAskedAgain() {
        conIsOnItsWay();
        module.silentOn(STATUS);
        module.status = 4;
        Pending<SendOutcome> next = send(MessageType.NON, 2);
        loop.advance(COMMAND.plusSeconds(2).plus(SOON));
        assertSent(next);
    }

    @Test
    void aRestartReleasesTheNextMessage() {
        conIsOnItsWay();
        Pending<SendOutcome> next = soon(send(MessageType.NON, 2));
        module.restarts();
        soon();
        assertSent(next);
    }

    @Test
    void aConThatMayHaveLeftHoldsUpTheNextMessageToo() {
        ready();
        module.status = 1;
        module.silentOn("AT+QCOAPSEND");
        Pending<SendOutcome> unknown = send(get(1));
        Pending<SendOutcome> next = send(MessageType.NON, 2);
        loop.advance(COMMAND.plusSeconds(5));
        assertThat(unknown.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        assertOnlyTheAckReleases(next);
    }

    @Test
    void aTimedOutRequestHoldsUpNoMessage() {
        ready();
        module.status = 1;
        Pending<SendOutcome> first = send(get(1));
        loop.advance(RESPONSE.plus(SOON));
        assertThat(first.get()).isInstanceOf(SendOutcome.TimedOut.class);
        assertSent(soon(send(MessageType.NON, 2)));
    }
}
