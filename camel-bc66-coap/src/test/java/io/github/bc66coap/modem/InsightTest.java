// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.bc66coap.at.AtTrace;
import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.coap.Code;
import io.github.bc66coap.coap.MessageId;
import io.github.bc66coap.coap.MessageType;
import io.github.bc66coap.coap.Method;
import io.github.bc66coap.coap.Peer;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.Ending;
import io.github.bc66coap.modem.api.Firmware;
import io.github.bc66coap.modem.api.Latency;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.Observation;
import io.github.bc66coap.modem.api.OutgoingRequest;
import io.github.bc66coap.modem.api.PastState;
import io.github.bc66coap.modem.api.PathPattern;
import io.github.bc66coap.modem.api.Percentiles;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.Reply;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SimPin;
import io.github.bc66coap.modem.api.Traffic;
import io.github.bc66coap.modem.link.Connector;

import static org.assertj.core.api.Assertions.assertThat;

/** What a modem shows of itself to whoever asks, and what it can be asked to do. Nothing of it waits for the loop. */
class InsightTest extends ModemFixture {

    private static OutgoingRequest get(Peer peer, int messageId, String... path) {
        return request(peer, MessageType.CON, messageId, true, path(path), new byte[0]);
    }

    private Map<Ending, Long> ended() {
        return modem.endings().entrySet().stream()
                .filter(entry ->
                        entry.getValue() > 0 && !entry.getKey().subject().equals("command"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<Phase> phases() {
        return modem.history().stream().map(past -> past.state().phase()).toList();
    }

    // history

    @Test
    void theHistoryKeepsStatesInOrderWithTheirTimesAndReasons() {
        loop.advance(Duration.ofSeconds(10));
        ready();
        assertThat(phases())
                .containsExactly(
                        Phase.OPENING, Phase.WAKING, Phase.INITIALISING, Phase.ATTACHING, Phase.CREATING, Phase.READY);
        assertThat(modem.history()).extracting(PastState::since).isSorted();
        assertThat(modem.history().get(0).since()).isEqualTo(Instant.ofEpochSecond(10));
        module.restarts();
        loop.advance(Duration.ofSeconds(1));
        assertThat(modem.history()).anyMatch(past -> past.state().reason().equals("the module restarted"));
        assertThat(modem.history().get(modem.history().size() - 1).state()).isEqualTo(modem.state());
    }

    @Test
    void theHistoryKeepsTheLatestFiftyStates() {
        ready();
        for (int i = 0; i < 100; i++) {
            module.restarts();
            loop.advance(Duration.ofSeconds(1));
        }
        assertThat(modem.history()).hasSize(50);
        assertThat(modem.history().get(49).state().phase()).isEqualTo(Phase.READY);
    }

    // traffic

    @Test
    void trafficShowsOutstandingAndWaitingRequests() {
        ready();
        assertThat(modem.traffic()).isEqualTo(new Traffic(0, Duration.ZERO, List.of(), List.of(), List.of()));
        Pending<SendOutcome> first = soon(send(get(SERVER, 5, "a", "b")));
        send(get(SERVER, 6));
        send(get(SERVER, 7));
        loop.advance(Duration.ofSeconds(1));
        Traffic traffic = modem.traffic();
        assertThat(traffic.waiting()).isEqualTo(2);
        assertThat(traffic.longestWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(traffic.outstanding())
                .containsExactly(new Traffic.Outstanding(
                        SERVER,
                        MessageType.CON,
                        Code.GET,
                        new MessageId(5),
                        modem.traffic().outstanding().get(0).path(),
                        "AWAITING_RESPONSE",
                        false,
                        SOON.plusSeconds(1)));
        assertThat(traffic.outstanding().get(0).path()).endsWith("a/b");
        module.says(emptyAck(5));
        soon();
        assertThat(modem.traffic().outstanding()).singleElement().matches(Traffic.Outstanding::acknowledged);
        module.says(separate(900, "01"));
        soon();
        assertThat(first.isDone()).isTrue();
        assertThat(modem.traffic().waiting()).isEqualTo(1);
        assertThat(modem.traffic().outstanding())
                .extracting(Traffic.Outstanding::messageId)
                .containsExactly(new MessageId(6));
    }

    /** Whoever looks while it is being put into the queue. */
    @Test
    void theLongestWaitIsZeroWhileASendIsBeingQueued() {
        loop.advance(Duration.ofHours(1));
        List<Duration> waits = new ArrayList<>();
        EventLoop watched = new EventLoop() {
            private boolean looks;

            @Override
            public void execute(Runnable task) {
                loop.execute(task);
            }

            @Override
            public Timer schedule(Duration delay, Runnable task) {
                return loop.schedule(delay, task);
            }

            @Override
            public long nanoTime() {
                if (modem != null && !looks) {
                    looks = true;
                    waits.add(modem.traffic().longestWait());
                    looks = false;
                }
                return loop.nanoTime();
            }

            @Override
            public Instant now() {
                return loop.now();
            }
        };
        modem = new Modem(new Session(
                watched,
                settings.build(),
                new Connector(watched, module, loop::execute, FakeLine::wire, () -> false),
                passwords,
                new Random(1),
                new CopyOnWriteArrayList<>()));
        send(get(1));
        loop.run();
        assertThat(modem.traffic().waiting()).isEqualTo(1);
        assertThat(waits).isNotEmpty().containsOnly(Duration.ZERO);
    }

    @Test
    void aMessageWhoseCommandsAreUnderWayIsOutstanding() {
        ready();
        module.silentOn("AT+QCOAPSEND");
        send(get(SERVER, 5));
        soon();
        assertThat(modem.traffic().outstanding())
                .extracting(Traffic.Outstanding::phase)
                .containsExactly("SENDING");
    }

    @Test
    void trafficShowsObserversAndWhetherTheyAreDoubtful() {
        ready();
        modem.serve(service(
                PathPattern.parse("/temp"),
                Set.of(Method.GET),
                SEPARATE,
                Duration.ofMinutes(10),
                false,
                true,
                always(Code.CONTENT)));
        soon();
        module.status = 1;
        module.says("+QCOAPURC: \"req\",192.0.2.2,5683,0,1,1,05,1,\"AB\",6,\"0\",11,\"temp\"");
        soon();
        assertThat(modem.traffic().observers())
                .singleElement()
                .matches(observer ->
                        observer.peer().equals(OTHER) && observer.path().endsWith("temp"))
                .matches(observer -> !observer.doubtful() && !observer.notifying());
        notifying("temp", MessageType.CON);
        soon();
        assertThat(modem.traffic().observers()).singleElement().matches(Traffic.ObservedBy::notifying);
        loop.advance(RESPONSE.plusSeconds(1));
        assertThat(modem.traffic().observers()).singleElement().matches(Traffic.ObservedBy::doubtful);
        module.restarts();
        loop.advance(Duration.ofSeconds(1));
        assertThat(modem.traffic().observers()).isEmpty();
    }

    @Test
    void trafficShowsOurObservationsAndTheirPhase() {
        ready();
        Supplier<CompletableFuture<Void>> end =
                modem.observe(new Observation(SERVER, MessageType.CON, path("light"), 0), notification -> true);
        soon();
        assertThat(modem.traffic().observations())
                .singleElement()
                .matches(observed ->
                        observed.peer().equals(SERVER) && observed.path().endsWith("light"))
                .matches(observed -> observed.phase().equals("REGISTERING"));
        module.says(rsp(SERVER, 2, "2.05", lastMessageId(), ",1,6,\"5\",1,\"01\""));
        soon();
        assertThat(modem.traffic().observations())
                .extracting(Traffic.Observed::phase)
                .containsExactly("ESTABLISHED");
        Pending<Void> ended = track(end.get());
        assertThat(modem.traffic().observations()).isEmpty();
        soon();
        module.says(emptyAck(lastMessageId()));
        loop.advance(RESPONSE.multipliedBy(2));
        assertThat(ended.isDone()).isTrue();
    }

    // firmware

    @Test
    void firmwareShowsUnprintedOutcomesUntilARestart() {
        ready();
        assertThat(modem.firmware()).isEqualTo(new Firmware(Set.of(), Set.of(), Set.of(), false, false));
        module.printsOutcomes = false;
        for (int i = 1; i <= 2; i++) {
            Pending<SendOutcome> sent = sent(i);
            module.says(piggybacked(i, "01"));
            soon();
            assertThat(sent.isDone()).isTrue();
        }
        assertThat(modem.firmware().unprintedOutcomes()).containsExactly("+QCOAPSEND");
        module.restarts();
        loop.advance(Duration.ofSeconds(1));
        assertThat(modem.firmware().unprintedOutcomes())
                .as("it may be another one")
                .isEmpty();
    }

    @Test
    void firmwareShowsThatItsSettingsCannotBeRead() {
        settings.keepAliveInterval = Duration.ofSeconds(60);
        ready();
        module.answer("AT+QCOAPCFG?", "+QCOAPCFG: this can't be read", "OK");
        loop.advance(Duration.ofSeconds(62));
        assertThat(modem.firmware().settingsNotTold()).isTrue();
    }

    @Test
    void firmwareShowsWhichOutcomesCameTooLate() {
        ready();
        module.answer("AT+QCOAPSEND", "OK");
        Pending<SendOutcome> sent = send(get(1));
        loop.advance(Duration.ofSeconds(10));
        module.says("+QCOAPSEND: 0");
        soon();
        assertPiggybackSoonAnswers(sent, 1, "01");
        assertThat(modem.firmware().lateOutcomes()).containsExactly("+QCOAPSEND");
    }

    // endings

    @ParameterizedTest
    @CsvSource({"2.05, SEND_ANSWERED_SUCCESS", "4.04, SEND_ANSWERED_CLIENT_ERROR", "5.03, SEND_ANSWERED_SERVER_ERROR"})
    void responsesAreCountedByTheClassOfTheirCode(String code, Ending ending) {
        ready();
        sent(1);
        module.says(rsp(SERVER, 2, code, 1, ",0"));
        soon();
        assertThat(ended()).containsExactlyEntriesOf(Map.of(ending, 1L));
    }

    @ParameterizedTest
    @CsvSource({"ERROR, SEND_REFUSED", "+CME ERROR: 50, SEND_REFUSED_WITH_NUMBER"})
    void refusalsAreCountedByWhatTheModuleSays(String answer, Ending ending) {
        ready();
        module.answer("AT+QCOAPSEND", answer);
        send(get(1));
        soon();
        assertThat(ended()).containsExactlyEntriesOf(Map.of(ending, 1L));
        assertThat(modem.endings().get(Ending.COMMAND_REFUSED)).isPositive();
    }

    @Test
    void requestsAnsweredByAnRstAreCounted() {
        ready();
        sent(1);
        module.says(reset(1));
        soon();
        assertThat(ended()).containsExactlyEntriesOf(Map.of(Ending.SEND_RESET, 1L));
    }

    @Test
    void missingResponseAndGivenUpMessageHaveTheirOwnOutcomes() {
        ready();
        sent(1);
        loop.advance(RESPONSE.plusSeconds(1));
        assertThat(ended()).containsExactlyEntriesOf(Map.of(Ending.SEND_WITHOUT_RESPONSE, 1L));
        module.status = 3;
        sent(2);
        loop.advance(Duration.ofSeconds(10));
        assertThat(ended())
                .containsOnly(Map.entry(Ending.SEND_WITHOUT_RESPONSE, 1L), Map.entry(Ending.SEND_GIVEN_UP, 1L));
    }

    @Test
    void aStopCountsOutstandingSendsAsLostAndWaitingSendsAsStopped() {
        ready();
        sent(1);
        send(get(2));
        soon();
        track(modem.stop());
        soon();
        assertThat(ended()).containsOnly(Map.entry(Ending.SEND_LOST, 1L), Map.entry(Ending.SEND_STOPPED, 1L));
    }

    @Test
    void sendsOfAFullQueueAndOfAnUnreadyModemAreCountedApart() {
        settings.queueSize = 1;
        ready();
        module.refuseOpening("gone");
        module.hangsUp();
        soon();
        send(get(1));
        send(get(2));
        loop.advance(RESPONSE.plusSeconds(1));
        assertThat(ended()).containsOnly(Map.entry(Ending.SEND_QUEUE_FULL, 1L), Map.entry(Ending.SEND_NOT_READY, 1L));
    }

    @Test
    void anUnreadableSendOutcomeIsCountedAsUnreadable() {
        ready();
        module.answer("AT+QCOAPSEND", "OK", "+QCOAPSEND: fine");
        send(get(1));
        soon();
        assertThat(ended()).containsExactlyEntriesOf(Map.of(Ending.SEND_UNREADABLE, 1L));
        assertThat(modem.endings().get(Ending.COMMAND_UNREADABLE)).isEqualTo(1);
    }

    @Test
    void sentAndRefusedRepliesAreCounted() {
        readyServingA();
        module.says(req(CON, 1, 7, "a"));
        soon();
        module.refuse("AT+QCOAPSEND");
        module.refuse("AT+QCOAPSEND");
        module.says(req(CON, 1, 8, "a"));
        soon();
        assertThat(ended()).containsOnly(Map.entry(Ending.REPLY_SENT, 1L), Map.entry(Ending.REPLY_REFUSED, 2L));
    }

    /** Of those that are sent, none is counted. */
    @Test
    void aRefusedAckIsNotCountedAsTheEndingOfAReply() {
        ready();
        sent(1);
        module.refuse("AT+QCOAPSEND");
        module.says(separate(900, "01"));
        soon();
        assertThat(count(Counter.DROPPED_REPLY)).isEqualTo(1);
        assertThat(ended()).containsExactlyEntriesOf(Map.of(Ending.SEND_ANSWERED_SUCCESS, 1L));
    }

    @Test
    void commandsThatAreNotAnsweredAreCountedByWhatWasAwaited() {
        ready();
        module.silentOn("AT+QCOAPHEAD");
        send(get(1));
        loop.advance(Duration.ofSeconds(3));
        assertThat(modem.endings().get(Ending.COMMAND_WITHOUT_RESULT)).isEqualTo(1);
        assertThat(modem.endings().get(Ending.COMMAND_DONE)).isPositive();
    }

    // latencies

    @Test
    void latenciesOfCommandsExchangesAndRepliesAreMeasured() {
        ready();
        modem.clearCounters();
        Pending<SendOutcome> sent = soon(send(get(1)));
        loop.advance(Duration.ofSeconds(2));
        module.says(piggybacked(1, "01"));
        soon();
        assertThat(sent.isDone()).isTrue();
        Map<Latency, Percentiles> latencies = modem.latencies();
        assertThat(latencies.get(Latency.COMMAND).count()).isGreaterThanOrEqualTo(2);
        assertThat(latencies.get(Latency.COMMAND).p50()).isEqualTo(FakeModule.LATENCY);
        assertThat(latencies.get(Latency.EXCHANGE).count()).isEqualTo(1);
        assertThat(latencies.get(Latency.EXCHANGE).p99()).isEqualTo(SOON.plusSeconds(2));
        assertThat(latencies.get(Latency.REPLY).count()).isZero();

        CompletableFuture<Reply> made = new CompletableFuture<>();
        serve("/a", (request, outcome) -> made);
        module.says(req(CON, 1, 7, "a"));
        loop.advance(Duration.ofSeconds(1));
        made.complete(reply(Code.CONTENT, ""));
        soon();
        Percentiles replies = modem.latencies().get(Latency.REPLY);
        assertThat(replies.count()).isEqualTo(1);
        assertThat(replies.longest()).isBetween(Duration.ofSeconds(1), Duration.ofMillis(1100));
    }

    // operations

    @Test
    void clearedCountersStartFromZeroAndTotalsGoOn() {
        ready();
        sent(1);
        module.says(piggybacked(1, "01"));
        soon();
        modem.clearCounters();
        assertThat(modem.counters())
                .allSatisfy((counter, count) -> assertThat(count).isZero());
        assertThat(modem.endings())
                .allSatisfy((ending, count) -> assertThat(count).isZero());
        assertThat(modem.latencies()).allSatisfy((what, percentiles) -> assertThat(percentiles.count())
                .isZero());
        assertThat(modem.totals().get(Counter.REQUESTS_ANSWERED)).isEqualTo(1);
        sent(2);
        module.says(piggybacked(2, "01"));
        soon();
        assertThat(count(Counter.REQUESTS_ANSWERED)).isEqualTo(1);
        assertThat(modem.totals().get(Counter.REQUESTS_ANSWERED)).isEqualTo(2);
    }

    /** What is under way ends as it does when the line is lost; what waits is sent over the new line. */
    @Test
    void reopenOpensTheLineAgainAndSendsWaitingRequests() {
        ready();
        Pending<SendOutcome> underWay = sent(1);
        Pending<SendOutcome> waiting = send(get(2));
        int opened = module.opened();
        Pending<CommandOutcome<Void>> reopened = track(modem.reopen());
        loop.advance(Duration.ofMillis(1));
        assertThat(reopened.get()).isEqualTo(new CommandOutcome.Done<>(null));
        assertThat(underWay.get()).isInstanceOf(SendOutcome.Unknown.class);
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.state().failedAttempts()).as("nothing has failed").isZero();
        assertThat(module.isOpen()).isFalse();
        loop.advance(Duration.ofSeconds(2));
        assertThat(module.opened()).isEqualTo(opened + 1);
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.READY, ""));
        assertThat(module.takeCommands()).contains(head(2));
        assertPiggybackSoonAnswers(waiting, 2, "02");
        assertThat(count(Counter.RECONNECTS)).isZero();
    }

    @Test
    void reopenShortensTheWaitForTheNextAttempt() {
        ready();
        module.refuseOpening("gone");
        module.hangsUp();
        loop.advance(Duration.ofMinutes(5));
        assertThat(modem.state().retryDelay()).isGreaterThan(Duration.ofSeconds(5));
        module.refuseOpening(null);
        track(modem.reopen());
        assertReadyAfter(Duration.ofSeconds(2));
    }

    @Test
    void reopenRevivesALineThatTookNoBytes() {
        ready();
        module.stuck(true);
        Pending<SendOutcome> stuck = sent(1);
        track(modem.reopen());
        module.stuck(false);
        assertReadyAfter(Duration.ofSeconds(2));
        assertThat(module.opened()).isEqualTo(2);
    }

    @Test
    void reopenDoesNothingWhileTheLineIsBeingOpened() {
        makeAndStart();
        track(modem.reopen());
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(module.opened()).isEqualTo(1);
    }

    @Test
    void aStoppedModemRefusesReopenAndReset() {
        ready();
        Pending<Void> stopped = track(modem.stop());
        Pending<CommandOutcome<Void>> stopping = track(modem.reopen());
        loop.advance(Duration.ofSeconds(1));
        assertThat(stopped.isDone()).isTrue();
        Pending<CommandOutcome<Void>> late = track(modem.reopen());
        Pending<CommandOutcome<Void>> reset = track(modem.reset());
        loop.run();
        assertThat(List.of(stopping.get(), late.get(), reset.get()))
                .containsOnly(new CommandOutcome.Unavailable<>("the modem was stopped"));
        modem.clearCounters();
        modem.trace().keep(false);
        assertThat(modem.traffic().waiting()).isZero();
        assertThat(modem.history()).isNotEmpty();
    }

    // AT lines

    @Test
    void theTraceKeepsAtLinesFromBeforeARestart() {
        ready();
        module.restarts();
        loop.advance(Duration.ofSeconds(1));
        assertThat(modem.trace().lines())
                .filteredOn(line -> line.direction() == AtTrace.Direction.SENT)
                .extracting(AtTrace.Entry::redacted)
                .filteredOn("ATE0"::equals)
                .hasSize(2);
    }

    @Test
    void theTraceKeepsNeitherKeyNorPinNorPassword() {
        settings.psk = new Psk("me", "C0FFEE42BADF00D5A7");
        settings.simPin = new SimPin("4711");
        module.sim = new FakeSim("4711");
        settings.initCommands = List.of("AT+CGAUTH=1,1,\"me\",\"hunter2\"");
        makeAndStart();
        loop.advance(Duration.ofSeconds(3));
        assertThat(modem.trace().lines())
                .extracting(AtTrace.Entry::whole)
                .anyMatch(line -> line.startsWith("AT+QCOAPCREATE="))
                .contains("AT+CPIN=\"***\"", "AT+CGAUTH=***")
                .noneMatch(line -> line.contains("C0FFEE42") || line.contains("4711") || line.contains("hunter2"));
    }
}
