// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.Reading;
import io.github.bc66coap.modem.api.SendOutcome;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands for a module that answers {@code AT} but isn't ready. */
class UnreadyCommandTest extends ModemFixture {
    private static final String SIGNAL = "AT+CSQ";
    private static final String ASKED = "AT+CGATT?";

    private Pending<CommandOutcome<List<String>>> ask(String command) {
        return track(modem.command(new RawCommand(command), false));
    }

    /** It answers, but there is no network. */
    private void attaching() {
        module.attached = false;
        makeAndStart();
        soon();
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
        module.takeCommands();
    }

    private static void assertDone(Pending<CommandOutcome<List<String>>> command) {
        assertThat(command.get()).isInstanceOf(CommandOutcome.Done.class);
    }

    @Test
    void aModuleThatWaitsForTheNetworkIsAskedAtOnce() {
        attaching();
        module.answer(SIGNAL, "+CSQ: 7,0", "OK");
        Pending<CommandOutcome<List<String>>> signal = ask(SIGNAL);
        loop.advance(FakeModule.LATENCY);
        assertThat(signal.get()).isEqualTo(new CommandOutcome.Done<>(List.of("+CSQ: 7,0")));
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
    }

    @Test
    void twentyCommandsAreAnsweredWhileTheModuleAttaches() {
        attaching();
        List<Pending<CommandOutcome<List<String>>>> signals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            signals.add(ask(SIGNAL));
        }
        loop.advance(Duration.ofMillis(500));
        assertThat(signals).allSatisfy(UnreadyCommandTest::assertDone);
    }

    @Test
    void requestsAndOrdinaryCommandsWaitUntilTheModuleIsReady() {
        attaching();
        Pending<CommandOutcome<List<String>>> usual = track(modem.command(new RawCommand("ATI"), true));
        Pending<SendOutcome> request = sendNon(-1);
        Pending<CommandOutcome<List<String>>> signal = ask(SIGNAL);
        loop.advance(Duration.ofSeconds(10));
        assertDone(signal);
        assertThat(usual.isDone()).isFalse();
        assertThat(request.isDone()).isFalse();
        assertThat(module.takeCommands()).containsOnly(ASKED, SIGNAL);

        module.attached = true;
        loop.advance(Duration.ofSeconds(2));
        assertDone(usual);
        assertThat(request.get()).isInstanceOf(SendOutcome.Sent.class);
    }

    /** Between two steps one has its turn, so that a flood doesn't keep the module from getting ready. */
    @Test
    void aCommandRunsBetweenInitialisationStepsNotWithinAStep() {
        settings.initCommands = List.of("AT+QSCLK=0", "AT+CPSMS=0");
        makeAndStart();
        List<Pending<CommandOutcome<List<String>>>> signals = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            signals.add(ask(SIGNAL));
        }
        assertReadyAfter(SOON);
        assertThat(module.commands().subList(0, 17))
                .containsExactly(
                        "AT",
                        "ATE0",
                        SIGNAL,
                        "AT+QCOAPCREATE=?",
                        SIGNAL,
                        "AT+QSCLK=0",
                        SIGNAL,
                        "AT+CPSMS=0",
                        SIGNAL,
                        SIGNAL,
                        ASKED,
                        "AT+QCOAPCREATE=56830,0",
                        "AT+QCOAPCFG=\"Showra\",1",
                        "AT+QCOAPCFG=\"Showrspopt\",1",
                        SIGNAL,
                        SIGNAL,
                        SIGNAL);
        assertThat(signals).allSatisfy(UnreadyCommandTest::assertDone);
    }

    /** Which firmware it is tells why. */
    @Test
    void aModuleThatNeverGetsReadyIsAskedAtEachAttempt() {
        make();
        for (int i = 0; i < 3; i++) {
            module.refuse("AT+QCOAPCREATE=?");
        }
        track(modem.start());
        Pending<CommandOutcome<List<String>>> first = ask("ATI");
        Pending<CommandOutcome<List<String>>> second = soon(ask("ATI"));
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertDone(first);
        assertThat(second.isDone()).isFalse();
        loop.advance(RECONNECT);
        assertDone(second);
    }

    @Test
    void aModuleThatDoesNotAnswerIsNotAsked() {
        make();
        module.mute(true);
        track(modem.start());
        Pending<CommandOutcome<List<String>>> signal = ask(SIGNAL);
        loop.advance(SEND.minusMillis(1));
        assertThat(signal.isDone()).isFalse();
        loop.advance(Duration.ofMillis(1));
        assertThat(signal.get()).isInstanceOfSatisfying(CommandOutcome.Unavailable.class, unavailable -> assertThat(
                        unavailable.reason())
                .startsWith("the command had to wait for more than 60 s: "));
        // nor later, as it has been told that nothing was sent
        module.mute(false);
        assertReadyAfter(Duration.ofMinutes(1));
        assertThat(module.commands()).doesNotContain(SIGNAL);
    }

    @Test
    void aCommandBegunBeforeItsDeadlineIsStillAnswered() {
        settings.sendTimeout = Duration.ofSeconds(3);
        attaching();
        module.stall("AT+COPS?", Duration.ofMillis(1900));
        module.stall(SIGNAL, Duration.ofMillis(1900), "+CSQ: 7,0", "OK");
        ask("AT+COPS?");
        Pending<CommandOutcome<List<String>>> signal = ask(SIGNAL);
        loop.advance(Duration.ofSeconds(3));
        assertThat(module.takeCommands()).contains(SIGNAL);
        assertThat(signal.isDone()).isFalse();
        loop.advance(Duration.ofSeconds(1));
        assertThat(signal.get()).isEqualTo(new CommandOutcome.Done<>(List.of("+CSQ: 7,0")));
    }

    @Test
    void aCommandBeyondTheQueueSizeFailsAtOnce() {
        settings.queueSize = 2;
        makeAndStart();
        ask(SIGNAL);
        ask(SIGNAL);
        Pending<CommandOutcome<List<String>>> third = ask(SIGNAL);
        loop.run();
        assertThat(third.get())
                .isEqualTo(new CommandOutcome.Unavailable<>("the queue is full: 2 commands are waiting"));
    }

    @Test
    void aRefusalEndsOnlyTheCommand() {
        attaching();
        module.answer(SIGNAL, "+CME ERROR: 4");
        Pending<CommandOutcome<List<String>>> signal = soon(ask(SIGNAL));
        assertThat(signal.get()).isEqualTo(new CommandOutcome.Refused<>(SIGNAL, "+CME ERROR: 4"));
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
    }

    /** Its late answer is no answer to the next step. */
    @Test
    void aLateAnswerIsNotCreditedToTheNextStep() {
        attaching();
        module.late(SIGNAL, COMMAND.plusMillis(100));
        Pending<CommandOutcome<List<String>>> signal = ask(SIGNAL);
        loop.advance(COMMAND);
        assertThat(signal.get()).isInstanceOf(CommandOutcome.NoAnswer.class);
        module.attached = true;
        assertReadyAfter(Duration.ofSeconds(5));
        assertThat(module.takeCommands()).startsWith(SIGNAL, "AT").containsSubsequence("AT+QCOAPCFG?", ASKED);
        assertThat(count(Counter.RESYNCHRONISATIONS)).isEqualTo(1);
    }

    @Test
    void aModuleThatFallsSilentOnACommandIsMadeReadyAgain() {
        attaching();
        module.on(SIGNAL, (dying, command) -> dying.mute(true));
        Pending<CommandOutcome<List<String>>> signal = ask(SIGNAL);
        loop.advance(Duration.ofSeconds(10));
        assertThat(signal.get()).isInstanceOf(CommandOutcome.NoAnswer.class);
        assertThat(modem.snapshot().lastError()).map(Reading::value).hasValueSatisfying(reason -> assertThat(reason)
                .contains("AT was not answered"));
        module.mute(false);
        module.attached = true;
        assertReadyAfter(Duration.ofMinutes(1));
    }

    /** A search for operators takes longer than the line is probed: the start after it goes on to its end before the next one. */
    @Test
    void slowCommandsDoNotKeepTheModuleFromGettingReady() {
        make();
        for (int i = 0; i < 60; i++) {
            module.stall("AT+COPS=?", Duration.ofSeconds(30), "OK");
        }
        List<Phase> phases = new ArrayList<>();
        module.onlooker(command -> phases.add(modem.state().phase()));
        track(modem.start());
        for (int i = 0; i < 60; i++) {
            ask("AT+COPS=?");
            loop.advance(Duration.ofSeconds(10));
        }
        assertThat(phases).contains(Phase.READY);
    }

    /** It spares the next start, and not those that fail of something else. */
    @Test
    void aSlowCommandDelaysCommandsByOneStartOnly() {
        make();
        for (int i = 0; i < 3; i++) {
            module.refuse("AT+QCOAPCREATE=56830");
        }
        module.stall("AT+COPS=?", Duration.ofSeconds(9), "OK");
        track(modem.start());
        Pending<CommandOutcome<List<String>>> slow = ask("AT+COPS=?");
        Pending<CommandOutcome<List<String>>> other = ask("ATI");
        loop.advance(Duration.ofSeconds(9));
        assertThat(slow.get()).isInstanceOf(CommandOutcome.NoAnswer.class);
        assertThat(other.isDone()).isFalse();
        loop.advance(Duration.ofSeconds(5));
        assertThat(modem.state().failedAttempts()).isGreaterThan(1);
        assertDone(other);
    }

    /** It may have had its effect. */
    @ParameterizedTest
    @ValueSource(strings = {"hang-up", "restart"})
    void aCommandThatLeftBeforeALossEndsUnknownAndIsNotResent(String loss) {
        attaching();
        Consumer<FakeModule> lost = loss.equals("restart") ? FakeModule::restarts : FakeModule::hangsUp;
        module.on(SIGNAL, (gone, command) -> lost.accept(gone));
        Pending<CommandOutcome<List<String>>> under = ask(SIGNAL);
        Pending<CommandOutcome<List<String>>> behind = soon(ask("ATI"));
        assertThat(under.get()).isInstanceOf(CommandOutcome.Unknown.class);
        loop.advance(Duration.ofSeconds(5));
        assertDone(behind);
        assertThat(module.takeCommands()).containsOnlyOnce(SIGNAL);
        module.attached = true;
        assertReadyAfter(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "5, 5"})
    void aStopEndsWaitingCommandsAsUnavailable(int answerMillis, int commands) {
        attaching();
        module.late(SIGNAL, Duration.ofMillis(answerMillis));
        List<Pending<CommandOutcome<List<String>>>> signals = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            signals.add(ask(SIGNAL));
        }
        loop.run();
        track(modem.stop());
        soon();
        assertDone(signals.get(0));
        assertThat(signals.subList(1, commands)).allSatisfy(waiting -> assertThat(waiting.get())
                .isEqualTo(new CommandOutcome.Unavailable<>("the modem was stopped")));
    }

    /** A restart makes all anew; what was lent before is lent no more. */
    @Test
    void afterARestartCommandsWaitUntilTheModuleAnswers() {
        attaching();
        module.late("AT", Duration.ofSeconds(1));
        module.restarts();
        loop.run();
        Pending<CommandOutcome<List<String>>> signal = ask(SIGNAL);
        loop.advance(Duration.ofMillis(900));
        assertThat(signal.isDone()).isFalse();
        assertThat(module.takeCommands()).containsExactly("AT");
        loop.advance(Duration.ofMillis(200));
        assertDone(signal);
    }

    static IntStream moments() {
        return IntStream.range(0, 120);
    }

    /** Whatever step, command or answer that meets. */
    @ParameterizedTest
    @MethodSource("moments")
    void eachCommandIsSentOnceWheneverLineOrModuleIsLost(int moment) {
        for (Consumer<FakeModule> loss : List.<Consumer<FakeModule>>of(FakeModule::hangsUp, FakeModule::restarts)) {
            settings.initCommands = List.of("AT+QSCLK=0");
            makeAndStart();
            List<Pending<CommandOutcome<List<String>>>> signals = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                signals.add(ask(SIGNAL));
            }
            loop.advance(Duration.ofMillis(moment));
            loss.accept(module);
            assertReadyAfter(Duration.ofSeconds(10));
            assertThat(signals).allSatisfy(signal -> assertThat(signal.get())
                    .isInstanceOfAny(CommandOutcome.Done.class, CommandOutcome.Unknown.class));
            assertThat(module.takeCommands().stream().filter(SIGNAL::equals)).hasSize(10);
            everyFutureCompletesOnceAndNothingStaysBehind();
            module.forget();
        }
    }
}
