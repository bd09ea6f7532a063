// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.coap.CoapOptions;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Token;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.IncomingRequest;
import io.github.bc66coap.modem.api.IncomingResponse;
import io.github.bc66coap.modem.api.ModemListener;
import io.github.bc66coap.modem.api.Notification;
import io.github.bc66coap.modem.api.NotifiedObservers;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** More than the module or its consumers can do: who goes first, what is dropped, what is bounded. */
class OverloadTest extends ModemFixture {
    private static final int MANY = 5000;
    /** How many replies may wait, and how many refusals. */
    private static final int WAITING = 1024;

    private boolean full;

    private CompletableFuture<Reply> ifThereIsRoom(IncomingRequest request, CompletionStage<SendOutcome> sent) {
        if (full) {
            throw new RejectedExecutionException("test");
        }
        return CompletableFuture.completedFuture(Reply.of(Code.CONTENT));
    }

    /** Says many requests in one read. */
    private void says(int from, int count, String path) {
        List<String> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(req(CON, 1, from + i, path));
        }
        module.says(requests.toArray(String[]::new));
    }

    // who has the line

    @Test
    void repliesDoNotKeepARequestFromTheLine() {
        readyServingA();
        module.takeCommands();
        says(1, 500, "a");
        Pending<SendOutcome> own = send(get(700));
        Pending<CommandOutcome<List<String>>> command = track(modem.command(new RawCommand("AT+CSQ"), true));
        loop.advance(Duration.ofSeconds(20));

        List<String> commands = module.takeCommands().stream()
                // polls while the response is awaited, and what wakes a module that has been silent for long
                .filter(line -> !line.equals("AT+QCOAPDATASTATUS?") && !line.equals("AT"))
                .toList();
        assertThat(commands.indexOf(head(700))).isBetween(0, 2 * 9);
        assertThat(commands.indexOf("AT+CSQ")).isBetween(0, 2 * 18);
        assertThat(commands).hasSize(2 * 501 + 1);
        assertThat(command.isDone()).isTrue();
        assertPiggybackSoonAnswers(own, 700, "41");
    }

    @Test
    void refusalsLetRepliesAndRequestsPass() {
        ready();
        serve("/a", this::ifThereIsRoom);
        module.takeCommands();
        full = true;
        says(1, 20, "a");
        full = false;
        says(100, 10, "a");
        send(get(700));
        loop.advance(Duration.ofSeconds(2));

        List<String> sends = takeSends();
        assertThat(sends).hasSize(31);
        // the line was free for the first one; another one is passed by eight and no more
        assertThat(sends.subList(0, 13))
                .contains(sendGet(SERVER))
                .filteredOn(command -> command.startsWith("AT+QCOAPSEND=2,205,"))
                .hasSize(10);
        module.says(piggybacked(700, "41"));
        soon();
    }

    @Test
    void copiesOfWaitingRequestsAndResponsesAreAnsweredOnce() {
        readyServingA();
        module.takeCommands();
        says(1, 50, "a");
        says(1, 50, "a");
        module.says(Collections.nCopies(50, separate(900, "41")).toArray(String[]::new));
        loop.advance(Duration.ofSeconds(10));

        assertThat(takeSends()).hasSize(51);
        assertThat(count(Counter.DROPPED_DUPLICATE_REQUEST)).isEqualTo(50);
        assertThat(count(Counter.DROPPED_REPLY)).isZero();
    }

    @Test
    void aReplyThatThePeerNoLongerAwaitsIsNotSent() {
        readyServingA();
        slowOutcomes();
        module.late("AT+QCOAPSEND", Duration.ofSeconds(1)).late("AT+QCOAPSEND", Duration.ofSeconds(1));
        module.takeCommands();
        module.on(
                "AT+QCOAPSEND",
                (fake, command) -> loop.schedule(Duration.ofSeconds(1), () -> {
                    fake.says("OK");
                    loop.schedule(Duration.ofSeconds(55), () -> fake.says("+QCOAPSEND: 0"));
                }));
        module.on("AT+QCOAPSEND", (fake, command) -> {
            fake.says("OK");
            loop.schedule(Duration.ofSeconds(55), () -> fake.says("+QCOAPSEND: 0"));
        });
        says(1, 5, "a");
        loop.advance(Duration.ofMinutes(3));

        // 1 + 1 + 56 + 55 seconds, and then the fifth
        assertThat(takeSends()).hasSize(4);
        assertThat(count(Counter.DROPPED_REPLY)).isOne();
    }

    /** A module is seen to print outcomes so late that they are waited for as long as a handshake. */
    private void slowOutcomes() {
        module.on("AT+QCOAPSEND", (fake, command) -> {
            fake.says("OK");
            loop.schedule(COMMAND.plus(SOON), () -> fake.says("+QCOAPSEND: 0"));
        });
        send(request(OTHER, MessageType.NON, 9));
        loop.advance(COMMAND.multipliedBy(2));
    }

    // what is dropped

    @Test
    void aRequestDroppedInAnOverloadIsServedWhenItIsRepeated() {
        ready();
        serve("/a", this::ifThereIsRoom);
        module.takeCommands();
        full = true;
        says(0, MANY, "a");
        assertThat(count(Counter.REQUESTS_REFUSED)).isEqualTo(MANY);
        assertThat(count(Counter.DROPPED_REQUEST)).isEqualTo(MANY - WAITING);
        loop.advance(Duration.ofMinutes(1));
        assertThat(takeSends()).hasSize(WAITING).allMatch(command -> command.startsWith("AT+QCOAPSEND=2,503,"));

        full = false;
        says(MANY - 1, 1, "a");
        assertThat(takeCommandsSoon()).containsExactlyElementsOf(answer(MANY - 1, 2, 205));
        says(WAITING - 1, 1, "a");
        assertThat(takeCommandsSoon()).as("a copy").containsExactlyElementsOf(answer(WAITING - 1, 2, 503));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "a"})
    void refusalsOfUnservedRequestsAreBounded(String path) {
        ready();
        serve("/a", Set.of(Method.POST), always(Code.CONTENT));
        module.takeCommands();
        says(0, MANY, path);
        assertThat(count(Counter.DROPPED_REQUEST)).isEqualTo(MANY - WAITING);
        loop.advance(Duration.ofMinutes(1));
        assertThat(takeSends()).hasSize(WAITING);
    }

    @Test
    void aHandlersReplyIsCancelledAtTheReplyTimeout() {
        ready();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        serve("/a", (request, sent) -> reply);
        says(1, 1, "a");
        loop.advance(REPLY.minusMillis(1));
        assertThat(reply).isNotDone();
        soon();
        assertThat(reply).isCancelled();
    }

    // events

    /** A consumer of events that takes them all, if it has room. */
    private static final class Consumer implements ModemListener {
        private final List<IncomingResponse> taken = new ArrayList<>();
        private boolean room;

        @Override
        public boolean onResponse(IncomingResponse response) {
            onRecovered(0);
            return taken.add(response);
        }

        @Override
        public void onRecovered(int state) {
            if (!room) {
                throw new RejectedExecutionException("test");
            }
        }
    }

    private Consumer fullConsumer() {
        Consumer consumer = new Consumer();
        events.takes = false;
        modem.subscribe(consumer);
        loop.run();
        return consumer;
    }

    @Test
    void anEventWithoutRoomIsNotAcknowledgedAndItsCopyIsTaken() {
        ready();
        Consumer consumer = fullConsumer();
        assertThat(says(separate(9, "41"))).isEmpty();
        assertThat(count(Counter.DROPPED_EVENT)).isOne();

        Pending<SendOutcome> own = sent(7);
        module.takeCommands();
        consumer.room = true;
        module.says(separate(9, "41"));
        soon();
        assertThat(own.isDone()).as("credited to a request that came later").isFalse();
        assertThat(consumer.taken).hasSize(1);
        assertThat(module.takeCommands()).containsExactlyElementsOf(ackCommands(SERVER, 9));
        module.says(separate(9, "41"), piggybacked(7, "42"));
        soon();
        assertThat(consumer.taken).hasSize(1);
        assertAnswered(own, "42");
    }

    /** @param early whether the answer comes before the module has said that the request is sent */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aResponseNobodyAwaitsIsAcknowledgedWhenAConsumerHasRoom(boolean early) {
        ready();
        Consumer consumer = fullConsumer();
        if (early) {
            module.on("AT+QCOAPSEND", (fake, command) -> {
                fake.says(separate(9, "41"));
                fake.usual(command);
            });
        }
        send(request(SERVER, MessageType.CON, 7, false, CoapOptions.EMPTY, new byte[0]));
        takeCommandsSoon();
        if (!early) {
            module.says(emptyAck(7), separate(9, "41"));
            soon();
        }
        assertThat(module.commands())
                .as("acknowledged, so never repeated")
                .isEqualTo(early ? List.of() : List.of("AT+QCOAPDATASTATUS?"));
        assertThat(count(Counter.DROPPED_EVENT)).isOne();

        consumer.room = true;
        module.takeCommands();
        module.says(separate(9, "41"));
        soon();
        assertThat(consumer.taken).hasSize(1);
        assertThat(module.takeCommands()).containsExactlyElementsOf(ackCommands(SERVER, 9));
    }

    @Test
    void aThousandRecoveredUrcsAskForTheSettingsOnce() {
        ready();
        module.says(Collections.nCopies(1000, "+QCOAPURC: recovered,0").toArray(String[]::new));
        loop.advance(Duration.ofSeconds(10));
        assertThat(module.takeCommands()).containsExactly("AT+QCOAPCFG?");
        assertThat(says("+QCOAPURC: recovered,0")).containsExactly("AT+QCOAPCFG?");
    }

    @Test
    void keepAliveProbesDoNotPileUpOnABusyLine() {
        settings.keepAliveInterval = Duration.ofSeconds(1);
        settings.psk = new Psk("me", "00112233");
        ready();
        module.on("AT+QCOAPSEND", (fake, command) -> {
            fake.says("OK");
            loop.schedule(Duration.ofSeconds(50), () -> fake.says("+QCOAPSEND: 0"));
        });
        send(get(7));
        loop.advance(Duration.ofMillis(50_500));
        assertThat(module.takeCommands()).filteredOn("AT"::equals).hasSizeLessThan(3);
        module.takeCommands();
        loop.advance(Duration.ofMillis(5_200));
        assertThat(module.takeCommands()).filteredOn("AT"::equals).hasSizeBetween(4, 6);
        module.says(piggybacked(7, "41"));
        soon();
    }

    // full queues

    private void observable(boolean manual) {
        serve("/a", manual, true, (request, sent) -> CompletableFuture.completedFuture(Reply.of(Code.CONTENT)));
    }

    private void register(int port) {
        module.says("+QCOAPURC: \"req\",192.0.2.7," + port + ",0,1,1,05,1,\"ab\",6,\"0\",11,\"a\"");
        soon();
    }

    private Pending<CommandOutcome<NotifiedObservers>> notifying() {
        return notifying("a", MessageType.NON);
    }

    private Pending<SendOutcome> responding(int port) {
        return respond(
                new io.github.bc66coap.coap.Peer("192.0.2.7", port),
                1,
                Token.of((byte) 0xAB),
                MessageType.NON,
                CoapOptions.EMPTY,
                new byte[0]);
    }

    /** One request is outstanding, one waits, and that is all the room there is. */
    private Pending<SendOutcome> fillTheQueue() {
        Pending<SendOutcome> first = sent(7);
        send(get(8));
        loop.run();
        module.takeCommands();
        return first;
    }

    @Test
    void aFullQueueRefusesNotificationsAtOnce() {
        settings.queueSize = 1;
        ready();
        observable(false);
        register(1);
        register(2);
        register(3);
        Pending<SendOutcome> first = fillTheQueue();
        Pending<CommandOutcome<NotifiedObservers>> refused = notifying();
        loop.run();
        assertThat(refused.get())
                .isEqualTo(new CommandOutcome.Unavailable<NotifiedObservers>("the queue is full: 1 sends are waiting"));

        assertPiggybackSoonAnswers(first, 7, "41");
        // one has a place now; those that follow keep it, however many others want it
        Pending<CommandOutcome<NotifiedObservers>> taken = notifying();
        loop.run();
        module.says(piggybacked(8, "41"));
        for (int i = 0; i < 100; i++) {
            loop.advance(Duration.ofMillis(5));
            sendNon(100 + i);
        }
        soon();
        assertThat(count(taken)).isEqualTo(3);
    }

    @Test
    void aQueuedErrorNotificationReachesAllObservers() {
        settings.queueSize = 1;
        ready();
        observable(false);
        register(1);
        register(2);
        register(3);
        Pending<SendOutcome> first = sent(7);
        Pending<CommandOutcome<NotifiedObservers>> end = notifying(
                new Notification(List.of("a"), MessageType.NON, Code.NOT_FOUND, CoapOptions.EMPTY, new byte[0]));
        loop.run();
        assertPiggybackSoonAnswers(first, 7, "41");
        assertThat(count(end)).isEqualTo(3);
    }

    @Test
    void aResponseRefusedByAFullQueueMayBeSentLater() {
        settings.queueSize = 1;
        ready();
        observable(true);
        register(1);
        Pending<SendOutcome> first = fillTheQueue();
        Pending<SendOutcome> refused = responding(1);
        loop.run();
        assertThat(refused.get()).isEqualTo(new SendOutcome.Unavailable("the queue is full: 1 sends are waiting"));
        Pending<CommandOutcome<NotifiedObservers>> none = notifying();
        loop.run();
        assertThat(count(none)).as("an observer that was never told").isEqualTo(0);

        assertPiggybackSoonAnswers(first, 7, "41");
        module.says(piggybacked(8, "41"));
        soon();
        Pending<SendOutcome> second = soon(responding(1));
        assertThat(second.get()).isInstanceOf(SendOutcome.Sent.class);
        Pending<CommandOutcome<NotifiedObservers>> one = soon(notifying());
        assertThat(count(one)).isEqualTo(1);
    }

    @Test
    void aNotificationEndsWhenTheModuleIsAwayForTooLong() {
        ready();
        observable(false);
        register(1);
        register(2);
        module.hangsUp();
        module.refuseOpening("gone");
        Pending<CommandOutcome<NotifiedObservers>> count = notifying();
        loop.advance(RESPONSE.plusSeconds(1));
        assertThat(count.get()).isInstanceOf(CommandOutcome.Unavailable.class);
    }

    /** While a request waits, its peer may say as much as it likes. */
    @Test
    void strayResponsesKeptPerTypeAreBounded() {
        OutgoingExchange exchange = new OutgoingExchange(
                OutgoingMessage.empty(SERVER, MessageType.CON, new MessageId(1)),
                OutgoingExchange.Expects.RESPONSE,
                () -> true);
        for (int i = 0; i < MANY; i++) {
            exchange.addStrayResponse(MessageType.CON, Code.CONTENT);
        }
        exchange.addStrayResponse(MessageType.NON, Code.CONTENT);
        assertThat(exchange.strayResponses())
                .hasSize(LateResponses.MAX_PER_PEER + 2)
                .endsWith(new OutgoingExchange.Stray(MessageType.NON, Code.CONTENT));
    }
}
