// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.link.Counters;
import io.github.bc66coap.qcoap.ConStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What goes to the module for a message, in which order, and how it ends. */
class SendingTest extends ModemFixture {
    private static final String STATUS = "AT+QCOAPDATASTATUS?";
    private static final byte[] NOTHING = new byte[0];

    private static OutgoingRequest non(int messageId) {
        return request(SERVER, MessageType.NON, messageId, false, CoapOptions.EMPTY, NOTHING);
    }

    private static String sendNon() {
        return "AT+QCOAPSEND=1,1,\"192.0.2.1\",5683,0";
    }

    private void answeredGet(int messageId) {
        assertPiggybackAnswers(soon(send(get(messageId))), messageId, "00");
        soon();
    }

    private void answeredGetWithStatusDue(int messageId) {
        ready();
        statusStaysDue();
        answeredGet(messageId);
    }

    // the unit

    @Test
    void aFirstConIsSentByHeadAndSendWithoutAStatusQuery() {
        ready();
        sent(7);
        assertThat(module.takeCommands()).containsExactly(head(7), sendGet(SERVER));
    }

    @Test
    void theStatusIsAskedBetweenAConAndTheNextConOrNonOnce() {
        ready();
        answeredGet(7);
        answeredGet(8);
        send(non(9));
        soon();
        send(non(10));
        assertThat(takeCommandsSoon())
                .containsExactly(
                        head(7),
                        sendGet(SERVER),
                        STATUS,
                        head(8),
                        sendGet(SERVER),
                        STATUS,
                        head(9),
                        sendNon(),
                        head(10),
                        sendNon());
    }

    @Test
    void aStatusAskedByAUserIsNotAskedAgainBeforeTheNextSend() {
        answeredGetWithStatusDue(7);
        assertThat(module.takeCommands()).containsExactly(head(7), sendGet(SERVER), STATUS);
        Pending<CommandOutcome<ConStatus>> status = soon(track(modem.status()));
        assertThat(status.get()).isEqualTo(new CommandOutcome.Done<>(ConStatus.SUCCESS));
        sent(8);
        assertThat(module.takeCommands()).containsExactly(STATUS, head(8), sendGet(SERVER));
    }

    @Test
    void aPolledStatusIsNotAskedAgainBeforeTheNextSend() {
        ready();
        module.status = 1;
        Pending<SendOutcome> sent = sent(7);
        loop.advance(Duration.ofSeconds(2));
        module.says(piggybacked(7, "00"));
        sent(8);
        assertThat(sent.isDone()).isTrue();
        assertThat(module.takeCommands()).containsExactly(head(7), sendGet(SERVER), STATUS, head(8), sendGet(SERVER));
    }

    @Test
    void anUnansweredStatusQueryIsRepeatedBeforeTheNextSend() {
        answeredGetWithStatusDue(7);
        module.silentOn(STATUS);
        track(modem.status());
        loop.advance(COMMAND.plus(SOON));
        module.takeCommands();
        sent(8);
        assertThat(module.takeCommands()).containsExactly(STATUS, head(8), sendGet(SERVER));
    }

    @Test
    void aRefusedStatusQueryDoesNotPreventTheNextSend() {
        answeredGetWithStatusDue(7);
        module.takeCommands();
        module.refuse(STATUS);
        sent(8);
        assertThat(module.takeCommands()).containsExactly(STATUS, head(8), sendGet(SERVER));
    }

    @Test
    void acknowledgementsAndResetsNeedNoStatus() {
        ready();
        answeredGet(7);
        module.takeCommands();
        module.says(separate(1000, "01"));
        events.takes = false;
        soon();
        assertThat(says(separate(1001, "01")))
                .containsExactlyElementsOf(list(emptyCommands(2, SERVER, 1000), emptyCommands(3, SERVER, 1001)));
    }

    @Test
    void aSendInheritsNoOptions() {
        ready();
        send(request(SERVER, MessageType.NON, 1, false, path("a", "b"), NOTHING));
        send(non(2));
        send(request(OTHER, MessageType.NON, 3, false, path("c"), NOTHING));
        assertThat(takeCommandsSoon())
                .containsExactly(
                        head(1),
                        "AT+QCOAPOPTION=2,11,\"a\",11,\"b\"",
                        sendNon(),
                        head(2),
                        "AT+QCOAPOPTION=1,7,\"5683\"",
                        sendNon(),
                        head(3),
                        "AT+QCOAPOPTION=1,11,\"c\"",
                        "AT+QCOAPSEND=1,1,\"192.0.2.2\",5683,0");
    }

    @Test
    void optionsAreOverwrittenAfterARefusedOptionCommand() {
        ready();
        module.refuse("AT+QCOAPOPTION");
        Pending<SendOutcome> refused = soon(send(request(SERVER, MessageType.NON, 1, false, path("a"), NOTHING)));
        assertThat(refused.get())
                .isEqualTo(new SendOutcome.Refused(new CommandOutcome.Refused<>("AT+QCOAPOPTION=1,11,\"a\"", "ERROR")));
        module.takeCommands();
        send(non(2));
        assertThat(takeCommandsSoon()).containsExactly(head(2), "AT+QCOAPOPTION=1,7,\"5683\"", sendNon());
    }

    @Test
    void aNewContextHasNoOptions() {
        ready();
        send(request(SERVER, MessageType.NON, 1, false, path("a"), NOTHING));
        soon();
        module.restarts();
        takeCommandsSoon();
        send(non(2));
        assertThat(takeCommandsSoon()).containsExactly(head(2), sendNon());
    }

    @ParameterizedTest
    @CsvSource({"1,false", "512,false", "513,true", "1024,true"})
    void aPayloadBeyond512BytesGoesInDataMode(int length, boolean dataMode) {
        ready();
        byte[] payload = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
        Pending<SendOutcome> sent = soon(send(request(SERVER, MessageType.NON, 1, false, CoapOptions.EMPTY, payload)));
        assertThat(sent.get()).isEqualTo(new SendOutcome.Sent(new MessageId(1)));
        String last = module.takeCommands().get(dataMode ? 2 : 1);
        assertThat(last)
                .isEqualTo(
                        dataMode
                                ? "<" + "x".repeat(length) + ">"
                                : "AT+QCOAPSEND=1,1,\"192.0.2.1\",5683," + length + ",\"" + "78".repeat(length) + "\"");
    }

    @Test
    void aMessageThatCommandsCannotCarryIsRefusedUnsent() {
        ready();
        assertThatThrownBy(() -> modem.send(request(SERVER, MessageType.CON, 1, true, path("a\"b"), NOTHING)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> modem.send(request(SERVER, MessageType.CON, 1, true, CoapOptions.EMPTY, new byte[1025])))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(takeCommandsSoon()).isEmpty();
    }

    // how it ends

    @Test
    void everyRefusalNamesItsCommand() {
        ready();
        module.refuse("AT+QCOAPHEAD");
        Pending<SendOutcome> head = soon(send(get(1)));
        module.answer("AT+QCOAPSEND", "+CME ERROR: 3");
        Pending<SendOutcome> send = soon(send(get(2)));
        assertThat(head.get()).isEqualTo(new SendOutcome.Refused(new CommandOutcome.Refused<>(head(1), "ERROR")));
        assertThat(send.get())
                .isEqualTo(new SendOutcome.Refused(new CommandOutcome.Refused<>(sendGet(SERVER), "+CME ERROR: 3")));
    }

    @Test
    void theSendResultDecidesTheOutcome() {
        ready();
        List<SendOutcome> outcomes = new ArrayList<>();
        for (String err : List.of("2", "3", "9")) {
            module.answer("AT+QCOAPSEND", "OK", "+QCOAPSEND: " + err);
            Pending<SendOutcome> sent = soon(send(get(-1)));
            outcomes.add(sent.get());
        }
        assertThat(outcomes)
                .containsExactly(
                        new SendOutcome.HandshakeFailed(true),
                        new SendOutcome.Failed("+QCOAPSEND: 3"),
                        new SendOutcome.Failed("+QCOAPSEND: 9"));
    }

    @Test
    void theOutcomeMayComeBeforeOkAndAfterAHandshake() {
        settings.psk = new Psk("me", "00112233");
        ready();
        module.answer("AT+QCOAPSEND", "+QCOAPSEND: 0", "OK");
        send(non(1));
        soon();
        module.on("AT+QCOAPSEND", (fake, line) -> {
            fake.says("OK");
            loop.schedule(Duration.ofSeconds(55), () -> fake.says("+QCOAPSEND: 0"));
        });
        Pending<SendOutcome> late = send(request(OTHER, MessageType.NON, 2, false, CoapOptions.EMPTY, NOTHING));
        loop.advance(Duration.ofSeconds(54));
        assertThat(late.isDone()).isFalse();
        loop.advance(Duration.ofSeconds(2));
        assertThat(late.get()).isInstanceOf(SendOutcome.Sent.class);
    }

    // after a command that wasn't answered

    @ParameterizedTest
    @ValueSource(strings = {STATUS, "AT+QCOAPHEAD", "AT+QCOAPOPTION", "AT+QCOAPSEND"})
    void anUnansweredCommandIsFollowedByAProbeAndABarrier(String command) {
        answeredGetWithStatusDue(1);
        module.silentOn(command);
        Pending<SendOutcome> sent = send(request(SERVER, MessageType.CON, 2, true, path("a"), NOTHING));
        Pending<SendOutcome> next = send(get(3));
        module.takeCommands();
        loop.advance(COMMAND.plus(SOON));
        List<String> commands = module.takeCommands();
        int unanswered = indexOf(commands, command);
        assertThat(commands.subList(unanswered + 1, unanswered + 3)).containsExactly("AT", "AT+QCOAPCFG?");
        if (command.equals("AT+QCOAPSEND")) {
            assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
            assertThat(((SendOutcome.NoAnswer) sent.get()).command().command()).startsWith(command);
        } else {
            // nothing had left, so it goes once more, before what waits
            assertThat(commands.subList(unanswered + 3, commands.size()))
                    .endsWith(head(2), "AT+QCOAPOPTION=1,11,\"a\"", sendGet(SERVER));
            assertPiggybackAnswers(sent, 2, "02");
            soon();
        }
        assertThat(next.isDone()).isFalse();
        assertPiggybackAnswers(next, 3, "03");
    }

    private static int indexOf(List<String> commands, String start) {
        for (int i = 0; i < commands.size(); i++) {
            if (commands.get(i).startsWith(start)) {
                return i;
            }
        }
        throw new AssertionError(start + " is not in " + commands);
    }

    /** The late answer comes at any point of the probing; the next request's head is refused, and that must be seen. */
    @ParameterizedTest
    @CsvSource({
        "AT+QCOAPDATASTATUS?,0", "AT+QCOAPDATASTATUS?,4", "AT+QCOAPDATASTATUS?,7", "AT+QCOAPHEAD,0", "AT+QCOAPHEAD,4",
        "AT+QCOAPHEAD,7", "AT+QCOAPOPTION,0", "AT+QCOAPOPTION,4", "AT+QCOAPOPTION,7", "AT+QCOAPSEND,0",
        "AT+QCOAPSEND,4", "AT+QCOAPSEND,7"
    })
    void aLateAnswerIsNotCreditedToTheNextCommand(String command, int millis) {
        answeredGetWithStatusDue(1);
        module.late(command, COMMAND.plusMillis(millis + 1));
        Pending<SendOutcome> sent = send(request(SERVER, MessageType.CON, 2, true, path("a"), NOTHING));
        loop.advance(COMMAND);
        module.refuse("AT+QCOAPHEAD=5,3");
        Pending<SendOutcome> next = send(get(3));
        loop.advance(COMMAND);
        if (command.equals("AT+QCOAPSEND")) {
            assertThat(sent.get()).isInstanceOf(SendOutcome.NoAnswer.class);
        } else {
            assertPiggybackAnswers(sent, 2, "02");
            soon();
        }
        assertThat(next.get()).isEqualTo(new SendOutcome.Refused(new CommandOutcome.Refused<>(head(3), "ERROR")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 7})
    void aLateRefusalIsNotCreditedToTheNextCommand(int millis) {
        ready();
        module.on(
                "AT+QCOAPHEAD",
                (fake, line) -> loop.schedule(COMMAND.plusMillis(millis + 1), () -> fake.says("ERROR")));
        Pending<SendOutcome> sent = send(get(2));
        Pending<SendOutcome> next = send(get(3));
        loop.advance(COMMAND.plus(SOON));
        assertPiggybackAnswers(sent, 2, "02");
        soon();
        assertPiggybackAnswers(next, 3, "03");
    }

    @Test
    void anUnansweredBarrierIsFollowedByASecondBarrier() {
        ready();
        module.silentOn("AT+QCOAPHEAD").late("AT+QCOAPCFG?", COMMAND.plusMillis(2));
        Pending<SendOutcome> sent = send(get(2));
        module.refuse("AT+QCOAPHEAD=5,3");
        Pending<SendOutcome> next = send(get(3));
        loop.advance(COMMAND.multipliedBy(2).plus(SOON));
        assertThat(module.takeCommands())
                .containsExactly(head(2), "AT", "AT+QCOAPCFG?", STATUS, head(2), sendGet(SERVER));
        assertPiggybackAnswers(sent, 2, "02");
        assertThat(takeCommandsSoon()).containsExactly(STATUS, head(3), "AT+QCOAPCFG?");
        assertThat(next.get()).isInstanceOf(SendOutcome.Refused.class);
    }

    // the queue

    @Test
    void requestsToAPeerLeaveOneByOneInOrder() {
        ready();
        List<Pending<SendOutcome>> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent.add(send(get(i)));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(takeCommandsSoon()).endsWith(head(i), sendGet(SERVER));
            assertThat(says(emptyAck(i))).isEmpty();
            module.says(separate(500 + i, "0" + i));
            assertAnswered(sent.get(i), "0" + i);
        }
    }

    @Test
    void acknowledgementsPassWaitingRequestsButSplitNoMessage() {
        ready();
        module.on("AT+QCOAPHEAD", (fake, line) -> {
            fake.says(separate(1000, "01"));
            fake.usual(line);
        });
        send(non(1));
        send(non(2));
        assertThat(takeCommandsSoon())
                .containsExactlyElementsOf(list(head(1), sendNon(), ackCommands(SERVER, 1000), head(2), sendNon()));
    }

    @Test
    void repliesGoOutWhileARequestIsOutstanding() {
        ready();
        sent(7);
        module.takeCommands();
        serve(
                "/x",
                (request, sent) -> java.util.concurrent.CompletableFuture.completedFuture(
                        Reply.of(io.github.bc66coap.coap.Code.CONTENT)));
        module.takeCommands();
        assertThat(says("+QCOAPURC: \"req\",192.0.2.2,5683,0,1,321,03,1,\"0C\",11,\"x\""))
                .containsExactly("AT+QCOAPHEAD=5,321,1,\"0C\"", "AT+QCOAPSEND=2,205,\"192.0.2.2\",5683,0");
    }

    @Test
    void aRequestBeyondTheQueueSizeFailsAtOnce() {
        settings.queueSize = 3;
        ready();
        sent(1);
        for (int i = 2; i <= 4; i++) {
            send(get(i));
        }
        Pending<SendOutcome> tooMany = send(get(5));
        loop.run();
        assertThat(tooMany.get()).isInstanceOf(SendOutcome.Unavailable.class);
        assertThat(track(InTheLoop.queueLength(modem))).satisfies(length -> {
            loop.run();
            assertThat(length.get()).isEqualTo(3);
        });
        // nothing was sent with it, so its message ID is free
        module.says(piggybacked(1, "01"));
        soon();
        assertThat(send(get(5))).satisfies(again -> {
            loop.run();
            assertThat(again.isDone()).isFalse();
        });
    }

    @Test
    void aUserCommandBeyondTheQueueSizeFailsAtOnce() {
        settings.queueSize = 3;
        ready();
        module.silentOn("AT+CSQ");
        List<Pending<CommandOutcome<List<String>>>> commands = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            commands.add(track(modem.command(new RawCommand("AT+CSQ"), true)));
        }
        loop.run();
        assertThat(commands.get(3).get()).isInstanceOf(CommandOutcome.Unavailable.class);
        loop.advance(COMMAND.plus(SOON));
        assertThat(commands.get(0).get()).isInstanceOf(CommandOutcome.NoAnswer.class);
        assertThat(commands.get(2).get()).isEqualTo(new CommandOutcome.Done<>(List.of()));
    }

    @Test
    void requestsAndCommandsForAnAbsentModuleExpire() {
        make();
        module.refuseOpening("busy");
        tryToStart();
        Pending<SendOutcome> sent = send(get(1));
        Pending<CommandOutcome<List<String>>> command = track(modem.command(new RawCommand("AT+CSQ"), true));
        loop.advance(SEND.minusMillis(1));
        assertThat(command.isDone()).isFalse();
        loop.advance(Duration.ofMillis(2));
        assertThat(command.get()).isInstanceOf(CommandOutcome.Unavailable.class);
        loop.advance(RESPONSE.minus(SEND).minusMillis(2));
        assertThat(sent.isDone()).isFalse();
        loop.advance(Duration.ofMillis(2));
        assertThat(modem.state().toString()).startsWith("WAITING (busy), attempt ");
        assertThat(sent.get())
                .isEqualTo(new SendOutcome.Unavailable("the modem was not ready for 93 s: " + modem.state()));
    }

    @Test
    void timeInAMovingQueueDoesNotExpireARequest() {
        ready();
        Pending<SendOutcome> last = null;
        for (int i = 0; i < 4; i++) {
            last = send(get(i));
        }
        // each waits for its response in vain
        module.status = 1;
        loop.advance(RESPONSE.multipliedBy(3).plusSeconds(10));
        assertThat(last.isDone()).isFalse();
        assertPiggybackAnswers(last, 3, "03");
    }

    @Test
    void messageIdsAreUsedOncePerPeerAnd247Seconds() {
        ready();
        answeredGet(7);
        Pending<Object> again = track(modem.send(get(7)).handle((outcome, failure) -> failure));
        Pending<SendOutcome> elsewhere =
                soon(send(request(OTHER, MessageType.NON, 7, false, CoapOptions.EMPTY, NOTHING)));
        assertThat(again.get())
                .isInstanceOf(IllegalArgumentException.class)
                .asString()
                .contains("7", "192.0.2.1:5683", "247");
        assertThat(elsewhere.get()).isInstanceOf(SendOutcome.Sent.class);
        loop.advance(Duration.ofSeconds(247));
        answeredGet(7);
    }

    @Test
    void aMessageIdCountsAsUsedFromWhenItLeaves() {
        ready();
        module.status = 1;
        send(get(1));
        send(get(2));
        Pending<SendOutcome> waiting = send(get(7));
        loop.advance(RESPONSE.multipliedBy(2).plusSeconds(1));
        assertPiggybackAnswers(waiting, 7, "00");
        // 247 s after it was submitted, but not after it was sent
        loop.advance(Duration.ofSeconds(100));
        Pending<Object> again = track(modem.send(get(7)).handle((outcome, failure) -> failure));
        loop.run();
        assertThat(again.get()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void chosenMessageIdsDifferAndSkipTakenMessageIds() {
        MessageId taken = new MessageIds(loop, new java.util.Random(5), new Counters())
                .next(SERVER)
                .orElseThrow();
        MessageIds ids = new MessageIds(loop, new java.util.Random(5), new Counters());
        assertThat(ids.tryClaim(SERVER, taken)).isTrue();
        assertThat(ids.next(SERVER)).get().isNotEqualTo(taken);
        java.util.Set<MessageId> all = new java.util.HashSet<>();
        for (int i = 0; i < 60_000; i++) {
            assertThat(all.add(ids.next(OTHER).orElseThrow())).isTrue();
        }
    }

    /** What one peer sees tells it nothing about the message IDs that others get. */
    @Test
    void chosenMessageIdsDoNotFollowEachOther() {
        MessageIds ids = new MessageIds(loop, new java.util.Random(5), new Counters());
        int following = 0;
        for (int i = 0; i < 1000; i++) {
            int first = ids.next(OTHER).orElseThrow().value();
            following += ids.next(SERVER).orElseThrow().value() == (first + 1) % 65536 ? 1 : 0;
        }
        assertThat(following).isLessThan(5);
    }

    @Test
    void aRequestWithoutTokenGetsARandomToken() {
        ready();
        send(new OutgoingRequest(
                SERVER, MessageType.NON, Method.GET, null, null, CoapOptions.EMPTY, NOTHING, false, 0, null));
        assertThat(takeCommandsSoon().get(0)).matches("AT\\+QCOAPHEAD=5,\\d+,4,\"[0-9A-F]{8}\"");
    }

    /** A body that doesn't end must not keep others waiting. */
    @Test
    void anEndlessBlockwiseTransferLetsOtherMessagesPass() {
        ready();
        Pending<SendOutcome> endless = send(request(Method.GET, Token.of((byte) 1), CoapOptions.EMPTY, NOTHING, 16));
        Pending<SendOutcome> other = send(non(7));
        Set<Integer> passing = new TreeSet<>();
        for (int i = 0; i < 20 && !other.isDone(); i++) {
            soon();
            int messageId = lastMessageId();
            passing.add(messageId);
            boolean farBehind = module.takeCommands().stream().anyMatch(command -> command.contains("\"16777200\""));
            module.says(
                    farBehind ? rsp(SERVER, 2, "4.02", messageId, ",0") : piggybacked(messageId, "%032X".formatted(i)));
        }
        assertThat(other.get()).isInstanceOf(SendOutcome.Sent.class);
        assertThat(passing).hasSizeBetween(5, 12);
        assertThat(endless.isDone()).isFalse();
    }
}
