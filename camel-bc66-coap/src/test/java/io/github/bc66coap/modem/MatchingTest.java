// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Which response belongs to which request, although the module shows no token. */
class MatchingTest extends ModemFixture {
    private static final String STATUS = "AT+QCOAPDATASTATUS?";
    private static final byte[] NOTHING = new byte[0];

    @BeforeEach
    void getReady() {
        ready();
    }

    private List<String> payloads() {
        return events.responses.stream()
                .map(response -> java.util.HexFormat.of().formatHex(response.payload()))
                .toList();
    }

    private Pending<SendOutcome> unawaited(MessageType type, int messageId) {
        return send(request(SERVER, type, messageId, false, CoapOptions.EMPTY, NOTHING));
    }

    @Test
    void aPiggybackedResponseAnswersItsRequest() {
        assertPiggybackAnswers(sent(7), 7, "0102");
        assertThat(events.responses).isEmpty();
        assertThat(count(Counter.REQUESTS_SENT)).isEqualTo(1);
        assertThat(count(Counter.REQUESTS_ANSWERED)).isEqualTo(1);
        assertThat(count(Counter.RESPONSES_RECEIVED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aSeparateResponseAfterAnEmptyAckAnswersTheRequest(int type) {
        module.status = 1;
        Pending<SendOutcome> sent = sent(7);
        module.says(emptyAck(7));
        loop.advance(Duration.ofSeconds(90));
        assertThat(sent.isDone()).isFalse();
        module.takeCommands();
        module.says(rsp(SERVER, type, "2.05", 1000, payload("0102")));
        assertAnswered(sent, "0102");
        assertThat(takeCommandsSoon()).containsExactlyElementsOf(type == 0 ? ackCommands(SERVER, 1000) : List.of());
    }

    @Test
    void aSeparateResponseBeforeTheAckAnswersTheRequest() {
        Pending<SendOutcome> sent = sent(7);
        module.says(separate(1000, "01"), emptyAck(7));
        assertAnswered(sent, "01");
        assertThat(count(Counter.DROPPED_UNMATCHED_ACK)).isEqualTo(1);
    }

    @Test
    void aPingAnswersNoRequestAndIsReset() {
        Pending<SendOutcome> sent = sent(7);
        module.takeCommands();
        module.says(rsp(SERVER, 0, "0.00", 1000, ",0"));
        soon();
        assertThat(sent.isDone()).isFalse();
        assertThat(module.takeCommands())
                .containsExactly("AT+QCOAPHEAD=3,1000", "AT+QCOAPSEND=3,0,\"192.0.2.1\",5683,0");
        assertThat(events.responses).isEmpty();
        assertSeparateAnswers(sent, 1001, "01");
    }

    @Test
    void aDuplicatePiggybackedResponseIsDropped() {
        Pending<SendOutcome> sent = sent(7);
        module.says(piggybacked(7, "01"), piggybacked(7, "01"));
        assertAnswered(sent, "01");
        assertThat(events.responses).isEmpty();
        assertThat(count(Counter.DROPPED_UNMATCHED_ACK)).isEqualTo(1);
    }

    @Test
    void aDuplicateSeparateResponseIsDroppedAndAcknowledgedAgain() {
        Pending<SendOutcome> sent = sent(7);
        module.takeCommands();
        module.says(separate(1000, "01"));
        soon();
        Pending<SendOutcome> next = send(get(8));
        takeCommandsSoon();
        module.says(separate(1000, "01"));
        soon();
        assertAnswered(sent, "01");
        assertThat(next.isDone()).isFalse();
        assertThat(events.responses).isEmpty();
        assertThat(module.takeCommands()).containsExactlyElementsOf(ackCommands(SERVER, 1000));
        assertThat(count(Counter.DROPPED_DUPLICATE_RESPONSE)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0,247", "1,145"})
    void aConIsADuplicateFor247SecondsAndANonFor145(int type, int seconds) {
        String response = rsp(SERVER, type, "2.05", 1000, payload("01"));
        module.says(response);
        loop.advance(Duration.ofSeconds(seconds).minusMillis(1));
        module.says(response);
        assertThat(events.responses).hasSize(1);
        loop.advance(Duration.ofMillis(2));
        module.says(response);
        assertThat(events.responses).hasSize(2);
        module.says(rsp(OTHER, type, "2.05", 1000, payload("01")));
        assertThat(events.responses).hasSize(3);
    }

    @Test
    void anRstEndsItsRequest() {
        Pending<SendOutcome> sent = sent(7);
        module.says(reset(7));
        assertThat(sent.get()).isEqualTo(new SendOutcome.Reset(false));
    }

    @Test
    void anErrorResponseAnswersItsRequest() {
        Pending<SendOutcome> sent = sent(7);
        module.says(rsp(SERVER, 2, "4.04", 7, ",0"));
        assertAnswered(sent, "");
    }

    @Test
    void messagesOfOtherPeersOrOtherMessageIdsAnswerNoRequest() {
        Pending<SendOutcome> sent = sent(7);
        module.says(
                rsp(OTHER, 2, "2.05", 7, payload("01")),
                piggybacked(8, "02"),
                emptyAck(8),
                reset(8),
                rsp(OTHER, 0, "2.05", 1000, payload("03")),
                "+QCOAPURC: \"rsp\",2,2.05,7,0");
        soon();
        assertThat(sent.isDone()).isFalse();
        assertThat(payloads()).containsExactly("03");
        assertThat(count(Counter.DROPPED_UNMATCHED_ACK)).isEqualTo(4);
    }

    @Test
    void aNotificationAnswersNoOutstandingRequest() {
        Pending<SendOutcome> sent = sent(7);
        module.takeCommands();
        module.says(emptyAck(7), rsp(SERVER, 0, "2.05", 1000, ",1,6,\"12\",1,\"05\""));
        soon();
        assertThat(sent.isDone()).isFalse();
        assertThat(payloads()).containsExactly("05");
        assertThat(module.takeCommands()).containsExactlyElementsOf(ackCommands(SERVER, 1000));
        assertSeparateAnswers(sent, 1001, "01");
    }

    @Test
    void aNotificationThatNobodyWantsIsReset() {
        events.takes = false;
        assertThat(says(rsp(SERVER, 0, "2.05", 1000, ",1,6,\"12\",1,\"05\"")))
                .containsExactlyElementsOf(emptyCommands(3, SERVER, 1000));
        assertThat(count(Counter.DROPPED_UNWANTED_RESPONSE)).isEqualTo(1);
        assertThat(says(rsp(SERVER, 0, "2.05", 1000, ",1,6,\"12\",1,\"05\"")))
                .containsExactlyElementsOf(emptyCommands(3, SERVER, 1000));
    }

    // not waited for

    @Test
    void responsesThatNoRequestAwaitsBecomeEvents() {
        Pending<SendOutcome> con = unawaited(MessageType.CON, 1);
        soon();
        Pending<SendOutcome> non = unawaited(MessageType.NON, 2);
        soon();
        assertThat(con.get()).isEqualTo(new SendOutcome.Sent(new MessageId(1)));
        assertThat(non.get()).isInstanceOf(SendOutcome.Sent.class);
        module.says(piggybacked(1, "01"), rsp(SERVER, 1, "2.05", 1000, payload("02")));
        assertThat(payloads()).containsExactly("01", "02");
        // both have come, so the next separate response can only be the next request's
        assertSeparateAnswers(sent(3), 1001, "03");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anEarlyResponseThatNoRequestAwaitsBecomesAnEvent(int type) {
        module.on("AT+QCOAPSEND", (fake, line) -> {
            fake.says(rsp(SERVER, type, "2.05", type == 2 ? 1 : 1000, payload("01")));
            fake.usual(line);
        });
        Pending<SendOutcome> sent = unawaited(MessageType.CON, 1);
        soon();
        assertThat(sent.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(payloads()).containsExactly("01");
    }

    @Test
    void anRstSettlesARequestThatAwaitsNoResponse() {
        unawaited(MessageType.NON, 1);
        soon();
        module.says(reset(1));
        assertSeparateAnswers(sent(2), 1000, "02");
    }

    // while it is being sent

    @Test
    void aResponseBeforeTheSendOutcomeAnswersTheRequest() {
        module.on("AT+QCOAPSEND", (fake, line) -> fake.says(piggybacked(7, "01"), "OK", "+QCOAPSEND: 0"));
        assertAnswered(soon(send(get(7))), "01");
    }

    @Test
    void aResponseAnswersTheRequestThoughNoOutcomeComes() {
        module.on("AT+QCOAPSEND", (fake, line) -> fake.says("OK", piggybacked(7, "01")));
        Pending<SendOutcome> sent = soon(send(get(7)));
        // neither the minute that an outcome may take nor two seconds: the answer shows that it has been sent
        assertAnswered(sent, "01");
        // one outcome is owed now, so that of the next may be it, and the status is asked
        module.takeCommands();
        Pending<SendOutcome> next = sent(8);
        assertThat(module.takeCommands()).endsWith(sendGet(SERVER), "AT+QCOAPDATASTATUS?");
        assertPiggybackAnswers(next, 8, "02");
        assertPiggybackAnswers(sent(9), 9, "03");
    }

    /** The module's word of it was on its way when the response came. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void aLateDataStatusOfAnAnsweredRequestIsIgnored(int status) {
        Pending<SendOutcome> sent = sent(7);
        module.stall(STATUS, SOON.multipliedBy(2), "+QCOAPDATASTATUS: " + status, "OK");
        loop.advance(StatusPoller.FIRST);
        assertSeparateAnswers(sent, 1000, "01");
        loop.advance(SOON.multipliedBy(3));
        assertThat(count(Counter.REQUESTS_FAILED)).isZero();

        assertSeparateAnswers(sent(8), 1001, "02");
    }

    @Test
    void theFirstOfTwoResponsesAnswersAndTheSecondIsAnEvent() {
        module.on("AT+QCOAPSEND", (fake, line) -> {
            fake.says(separate(1000, "01"), separate(1001, "02"));
            fake.usual(line);
        });
        assertAnswered(soon(send(get(7))), "01");
        assertThat(payloads()).containsExactly("02");
    }

    @Test
    void anEmptyAckBeforeTheOutcomeKeepsTheRequestWaiting() {
        module.on("AT+QCOAPSEND", (fake, line) -> fake.says(emptyAck(7), "OK", "+QCOAPSEND: 0"));
        assertSeparateAnswers(sent(7), 1000, "01");
    }

    @Test
    void aResponseBeforeTheSendCommandAnswersNoRequest() {
        module.on("AT+QCOAPHEAD", (fake, line) -> {
            fake.says(separate(1000, "01"));
            fake.usual(line);
        });
        Pending<SendOutcome> sent = sent(7);
        assertThat(payloads()).containsExactly("01");
    }

    // the status

    @Test
    void theStatusIsPolledEverLessOften() {
        module.status = 1;
        sent(7);
        module.takeCommands();
        loop.advance(Duration.ofSeconds(31));
        // the module may doze between two of them
        assertThat(module.takeCommands())
                .containsOnly("AT", STATUS)
                .filteredOn(STATUS::equals)
                .hasSize(4);
        loop.advance(Duration.ofSeconds(32));
        assertThat(module.takeCommands()).containsExactly("AT", STATUS, "AT", STATUS);
    }

    @ParameterizedTest
    @CsvSource({"2,Unknown,true", "3,TimedOut,true", "5,Reset,false"})
    void aDataStatusOfFailureTimeoutOrResetEndsTheRequest(int status, String outcome, boolean mayHaveArrived) {
        module.status = status;
        Pending<SendOutcome> sent = sent(7);
        loop.advance(Duration.ofSeconds(2));
        assertThat(sent.get().getClass().getSimpleName()).isEqualTo(outcome);
        module.status = 4;
        Pending<SendOutcome> next = sent(8);
        module.says(separate(1000, "01"));
        assertThat(next.isDone()).isEqualTo(!mayHaveArrived);
        module.says(piggybacked(8, "02"));
        assertAnswered(next, mayHaveArrived ? "02" : "01");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void aDataStatusWithoutFailureKeepsTheRequestWaiting(int status) {
        module.status = status;
        Pending<SendOutcome> sent = sent(7);
        loop.advance(Duration.ofSeconds(60));
        assertThat(sent.isDone()).isFalse();
        assertPiggybackAnswers(sent, 7, "01");
    }

    @Test
    void theDataStatusOfANonIsNotPolled() {
        send(request(SERVER, MessageType.NON, 7, true, CoapOptions.EMPTY, NOTHING));
        loop.advance(Duration.ofSeconds(60));
        assertThat(module.takeCommands()).hasSize(2).doesNotContain(STATUS);
    }

    // late answers

    private void timedOut(int messageId) {
        module.status = 1;
        Pending<SendOutcome> sent = sent(messageId);
        module.says(emptyAck(messageId));
        loop.advance(RESPONSE);
        assertThat(sent.get()).isEqualTo(new SendOutcome.TimedOut("response", " within 93 s"));
        module.takeCommands();
    }

    @Test
    void aLateSeparateResponseAnswersNoLaterRequest() {
        timedOut(7);
        Pending<SendOutcome> next = sent(8);
        module.takeCommands();
        module.says(separate(1000, "07"));
        soon();
        assertThat(next.isDone()).isFalse();
        assertThat(payloads()).containsExactly("07");
        assertThat(module.takeCommands()).containsExactlyElementsOf(ackCommands(SERVER, 1000));
        assertPiggybackAnswers(next, 8, "08");
        // both have come: it can be told apart again
        assertSeparateAnswers(sent(9), 1001, "09");
    }

    @Test
    void aLateResponseIsAcknowledgedEvenIfNobodyTakesIt() {
        timedOut(7);
        events.takes = false;
        assertThat(says(separate(1000, "07"))).containsExactlyElementsOf(ackCommands(SERVER, 1000));
    }

    @Test
    void aLateSeparateResponseSettlesTheRequestThatTimedOut() {
        timedOut(7);
        module.says(separate(1000, "07"));
        assertSeparateAnswers(sent(8), 1001, "08");
    }

    @Test
    void aLatePiggybackedResponseSettlesTheRequestThatTimedOut() {
        timedOut(7);
        module.says(piggybacked(7, "07"));
        assertThat(payloads()).containsExactly("07");
        assertSeparateAnswers(sent(8), 1001, "08");
    }

    @Test
    void aResponseOwedByOnePeerDoesNotAffectOtherPeers() {
        timedOut(7);
        Pending<SendOutcome> next = soon(send(request(OTHER, MessageType.CON, 8, true, CoapOptions.EMPTY, NOTHING)));
        module.says(rsp(OTHER, 0, "2.05", 1000, payload("08")));
        assertAnswered(next, "08");
    }

    @Test
    void aPeerOwesItsAnswerForALimitedTime() {
        timedOut(7);
        loop.advance(Duration.ofSeconds(247));
        assertSeparateAnswers(sent(8), 1000, "08");
    }

    /** A server that answers separately, and lost one answer for good. */
    @Test
    void peerWithSeparateResponsesIsUsableAgainAfterALimitedTime() {
        timedOut(7);
        long until = loop.nanoTime() + Duration.ofSeconds(247).toNanos();
        int id = 100;
        while (loop.nanoTime() < until) {
            Pending<SendOutcome> sent = sent(id);
            module.says(separate(1000 + id, "00"));
            if (!sent.isDone()) {
                loop.advance(RESPONSE);
            }
            id++;
        }
        assertSeparateAnswers(sent(id), 1000 + id, "01");
    }

    @Test
    void givenUpRequestMayStillGetItsResponseIfAcknowledged() {
        module.status = 3;
        Pending<SendOutcome> sent = sent(7);
        module.says(emptyAck(7));
        loop.advance(Duration.ofSeconds(2));
        assertThat(sent.get()).isInstanceOf(SendOutcome.TimedOut.class);
        module.status = 1;
        Pending<SendOutcome> next = sent(8);
        module.says(separate(1000, "07"));
        assertThat(next.isDone()).isFalse();
    }

    @Test
    void aRequestWithoutAnOutcomeMayStillBeAnswered() {
        module.status = 0;
        module.answer("AT+QCOAPSEND", "OK");
        Pending<SendOutcome> sent = send(get(7));
        loop.advance(COMMAND.plus(SOON));
        assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        Pending<SendOutcome> next = sent(8);
        module.says(separate(1000, "07"));
        assertThat(next.isDone()).isFalse();
    }

    @Test
    void anOwedResponseIsForgottenAfter247Seconds() {
        LateResponses late = new LateResponses(loop);
        late.owe(SERVER, new MessageId(1), MessageType.CON, Method.GET);
        loop.advance(Duration.ofSeconds(247));
        late.owe(OTHER, new MessageId(2), MessageType.CON, Method.GET);
        assertThat(late.owed.size()).isEqualTo(1);
        assertThat(late.mayBeOwed(SERVER, MessageType.CON, Code.CONTENT)).isFalse();
        assertThat(late.mayBeOwed(OTHER, MessageType.CON, Code.CONTENT)).isTrue();
    }
}
