// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.SimPin;

import static org.assertj.core.api.Assertions.assertThat;

/** Three wrong PINs lock a SIM: a refused one is never sent again, whatever restarts, short of the process. */
class SimPinTest extends ModemFixture {
    private static final String RIGHT = "1234";
    private static final String WRONG = "9999";
    private static final String SENT = "AT+CPIN=\"" + WRONG + "\"";
    private static final String SPARED =
            "; to spare the SIM it isn't sent again until it is changed or this program is restarted";
    /** By then many attempts to get ready have followed each other. */
    private static final Duration LONG = Duration.ofMinutes(30);

    private void start(String pin) {
        settings.simPin = pin == null ? null : new SimPin(pin);
        makeAndTryToStart();
        loop.advance(Duration.ofSeconds(1));
    }

    private void stopped() {
        track(modem.stop());
        loop.advance(Duration.ofSeconds(10));
        assertThat(modem.state().phase()).isEqualTo(Phase.STOPPED);
    }

    private List<String> sentToTheSim() {
        return module.commands().stream()
                .filter(command -> command.startsWith("AT+CPIN=")
                        || command.startsWith("AT+CLCK=")
                        || command.startsWith("AT+CPWD="))
                .toList();
    }

    private void startLocked(String pin) {
        module.sim = new FakeSim(RIGHT);
        start(pin);
    }

    private void assertRefused(String reason) {
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.state().reason()).isEqualTo(reason);
    }

    // the option

    @Test
    void thePinIsGivenToASimThatAsksForIt() {
        startLocked(RIGHT);
        assertThat(modem.state().isReady()).as(modem.state().toString()).isTrue();
        assertThat(module.takeCommands())
                .containsSubsequence(
                        "ATE0",
                        "AT+QCOAPCREATE=?",
                        "AT+CPIN?",
                        "AT+CPINR",
                        "AT+CPIN=\"1234\"",
                        "AT+CPIN?",
                        "AT+CGATT?",
                        "AT+QCOAPCREATE=56830,0");
    }

    @Test
    void anUnlockedSimGetsNoPin() {
        start(RIGHT);
        assertThat(modem.state().isReady()).isTrue();
        assertThat(module.commands()).contains("AT+CPIN?").doesNotContain("AT+CPINR");
        assertThat(sentToTheSim()).isEmpty();
    }

    @Test
    void withoutSimPinTheSimIsNotAsked() {
        start(null);
        assertThat(modem.state().isReady()).isTrue();
        assertThat(module.commands()).doesNotContain("AT+CPIN?");
    }

    @Test
    void aRefusedPinIsNeverSentAgainAndTheStateSaysWhy() {
        startLocked(WRONG);
        String reason = "simPin was refused: +CME ERROR: 16 (tries left: 2)" + SPARED;
        assertRefused(reason);

        loop.advance(LONG);

        assertThat(sentToTheSim()).containsExactly(SENT);
        assertThat(modem.state().reason()).isEqualTo(reason);
        assertThat(modem.state().failedAttempts()).isGreaterThan(10);
    }

    @Test
    void aRefusedPinIsNotSentAgainAfterAModuleRestart() {
        startLocked(WRONG);
        loop.advance(LONG);
        module.forget();
        loop.advance(LONG);
        assertThat(sentToTheSim()).containsExactly(SENT);
    }

    /** A supervised route, a context that is stopped and started, a new context: each makes a new modem. */
    @Test
    void aRefusedPinIsNotSentAgainByANewModemOfTheProcess() {
        startLocked(WRONG);
        String reason = modem.state().reason();
        stopped();
        start(WRONG);
        assertRefused(reason);
        assertThat(sentToTheSim()).containsExactly(SENT);
        stopped();

        start(RIGHT);

        assertThat(modem.state().isReady()).as("another PIN is another chance").isTrue();
        assertThat(sentToTheSim()).containsExactly(SENT, "AT+CPIN=\"1234\"");
    }

    @Test
    void aPinRefusedByAModuleIsStillSentToAnotherDevice() {
        startLocked(WRONG);
        stopped();
        module.sim = new FakeSim(WRONG);
        settings.device = "other";
        start(WRONG);
        assertThat(modem.state().isReady()).isTrue();
    }

    @Test
    void theReasonOmitsTriesThatTheModuleDoesNotTell() {
        module.sim = new FakeSim(RIGHT);
        module.sim.tellsTries = false;
        start(WRONG);
        assertRefused("simPin was refused: +CME ERROR: 16" + SPARED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIM PUK", "PH-SIM PIN", "PH-NET PIN", "PH-SIM PUK", "BLOCKED", "\"SIM PUK\""})
    void noPinIsSentToASimThatWaitsForAnythingButItsPin(String state) {
        for (int i = 0; i < 9; i++) {
            module.answer("AT+CPIN?", "+CPIN: " + state, "OK");
        }
        start(RIGHT);
        loop.advance(Duration.ofSeconds(2));
        assertThat(sentToTheSim()).isEmpty();
        assertThat(module.commands()).doesNotContain("AT+CGATT?");
        assertRefused("the SIM waits for something other than its PIN, so simPin isn't sent: +CPIN: "
                + state.replace("\"", ""));
    }

    /** They guard phone books, and no network waits for them. */
    @ParameterizedTest
    @ValueSource(strings = {"SIM PIN2", "SIM PUK2"})
    void aSimThatAsksForPin2OrPuk2IsReady(String state) {
        module.answer("AT+CPIN?", "+CPIN: " + state, "OK");
        start(RIGHT);
        assertThat(modem.state().isReady()).isTrue();
        assertThat(sentToTheSim()).isEmpty();
    }

    @Test
    void aSimThatIsLockedByTheLastTryGetsNothingMore() {
        module.sim = new FakeSim(RIGHT);
        for (String pin : List.of("0001", "0002", "0003", "0004", RIGHT)) {
            start(pin);
            loop.advance(LONG);
            stopped();
        }
        assertThat(module.sim.tries()).isZero();
        assertThat(sentToTheSim()).containsExactly("AT+CPIN=\"0001\"", "AT+CPIN=\"0002\"", "AT+CPIN=\"0003\"");
    }

    /** What was taken is what the SIM asks for after each start of the module. */
    @Test
    void aPinThatWasTakenIsSentAgainAfterARestart() {
        startLocked(RIGHT);
        for (int i = 0; i < 5; i++) {
            module.restarts();
            assertReadyAfter(Duration.ofSeconds(1));
        }
        assertThat(sentToTheSim()).hasSize(6).containsOnly("AT+CPIN=\"1234\"");
    }

    @Test
    void theModuleMayNeedTimeToReadItsSim() {
        module.sim = new FakeSim(RIGHT);
        module.sim.busyFor = 4;
        start(RIGHT);
        assertReadyAfter(Duration.ofSeconds(10));
        assertThat(modem.state().failedAttempts()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT READY", "NOT INSERTED"})
    void aSimThatIsNotReadyYetIsAskedAgain(String state) {
        module.sim = new FakeSim(RIGHT);
        module.answer("AT+CPIN?", "+CPIN: " + state, "OK");
        start(RIGHT);
        assertThat(sentToTheSim()).isEmpty();
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(modem.state().failedAttempts()).isZero();
    }

    @Test
    void aSimThatCannotBeReadIsTheReason() {
        module.sim.busyFor = 100;
        start(RIGHT);
        loop.advance(Duration.ofMillis(9300));
        assertRefused("it can't read the SIM: AT+CPIN? was refused: +CME ERROR: 14");
        assertThat(module.commands()).doesNotContain("AT+CGATT?");
    }

    /** The SIM waits for nothing any more, so it hasn't refused anything. */
    @Test
    void aPinSentToAnUnlockedSimDoesNotCountAsRefused() {
        module.answer("AT+CPIN?", "+CPIN: SIM PIN", "OK");
        start(RIGHT);
        assertThat(modem.state().isReady()).isTrue();
        assertThat(sentToTheSim()).hasSize(1);
        module.sim = new FakeSim(RIGHT);
        module.restarts();
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(sentToTheSim()).hasSize(2);
    }

    @Test
    void aSimThatStillAsksAfterAnOkHasRefusedThePin() {
        module.sim = new FakeSim(RIGHT);
        module.answer("AT+CPIN=", "OK");
        start(WRONG);
        loop.advance(LONG);
        assertRefused("simPin was taken, but the SIM still asks for its PIN (tries left: 3)" + SPARED);
        assertThat(sentToTheSim()).hasSize(1);
    }

    // what the module says by itself

    @ParameterizedTest
    @CsvSource({"READY,SIM PIN", "SIM PIN,READY"})
    void aCpinUrcIsNotTakenForTheReplyToAQuery(String unasked, String answer) {
        module.sim = new FakeSim(answer.equals("READY") ? null : RIGHT);
        module.on("AT+CPIN?", (fake, command) -> {
            fake.says("+CPIN: " + unasked);
            fake.usual(command);
        });
        start(RIGHT);
        assertThat(modem.state().isReady()).isTrue();
        assertThat(sentToTheSim()).hasSize(answer.equals("READY") ? 0 : 1);
    }

    @Test
    void cpinUrcsDoNotSendThePinAgain() {
        module.sim = new FakeSim(RIGHT);
        module.on("AT+CPIN=", (fake, command) -> {
            fake.says("+CPIN: SIM PIN");
            fake.usual(command);
            fake.says("+CPIN: READY");
        });
        start(RIGHT);
        module.says("+CPIN: SIM PIN");
        assertReadyAfter(SOON);
        assertThat(sentToTheSim()).hasSize(1);
    }

    // no answer

    /** Cards are slow. A late refusal must not pass for none. */
    @Test
    void thePinCommandMayTakeLongerThanOtherCommands() {
        module.sim = new FakeSim(RIGHT);
        module.late("AT+CPIN=", Duration.ofSeconds(9));
        start(RIGHT);
        assertReadyAfter(Duration.ofSeconds(20));
        assertThat(sentToTheSim()).hasSize(1);
    }

    @Test
    void theModuleMayNeedTimeToSeeThatItsSimIsUnlocked() {
        module.sim = new FakeSim(RIGHT);
        module.late("AT+CPIN=", Duration.ofSeconds(9));
        for (int i = 0; i < 8; i++) {
            module.answer("AT+CPIN?", "+CPIN: SIM PIN", "OK");
        }
        start(RIGHT);
        assertReadyAfter(Duration.ofSeconds(20));
        assertThat(sentToTheSim()).hasSize(1);
    }

    @Test
    void anUnansweredPinThatCostATryIsNotSentAgain() {
        module.sim = new FakeSim(RIGHT);
        // the line breaks while the card is at it
        module.on("AT+CPIN=", (fake, command) -> {
            module.sim.answer(command);
            fake.hangsUp();
        });
        start(WRONG);
        loop.advance(LONG);
        assertThat(sentToTheSim()).containsExactly(SENT);
        assertRefused("simPin wasn't answered when it was sent, so it may have been refused (tries left: 2)" + SPARED);
    }

    @Test
    void anUnansweredPinIsNotSentAgainIfTheTriesAreUnknown() {
        module.sim = new FakeSim(RIGHT);
        module.sim.tellsTries = false;
        module.on("AT+CPIN=", (fake, command) -> fake.hangsUp());
        start(RIGHT);
        loop.advance(LONG);
        assertThat(sentToTheSim()).hasSize(1);
        assertRefused("simPin wasn't answered when it was sent, so it may have been refused" + SPARED);
    }

    @Test
    void anUnansweredPinThatCostNoTryIsSentAgain() {
        module.sim = new FakeSim(RIGHT);
        module.on("AT+CPIN=", (fake, command) -> fake.hangsUp());
        start(RIGHT);
        assertReadyAfter(LONG);
        assertThat(sentToTheSim()).hasSize(2);
    }

    @Test
    void anUnansweredPinCountsAsTakenWhenTheSimIsReady() {
        module.sim = new FakeSim(RIGHT);
        module.sim.tellsTries = false;
        module.on("AT+CPIN=", (fake, command) -> {
            module.sim.answer(command);
            fake.hangsUp();
        });
        start(RIGHT);
        assertReadyAfter(LONG);
        module.restarts();
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(sentToTheSim()).hasSize(2);
    }

    /** The modem was stopped just before. */
    @Test
    void aPinThatNeverWentOutDoesNotCountAsRefused() {
        module.sim = new FakeSim(RIGHT);
        module.sim.tellsTries = false;
        module.late("AT+CPINR", Duration.ofSeconds(2).minusMillis(1));
        start(RIGHT);
        stopped();
        assertThat(sentToTheSim()).isEmpty();

        start(RIGHT);

        assertThat(modem.state().isReady()).as(modem.state().toString()).isTrue();
        assertThat(sentToTheSim()).hasSize(1);
    }

    @Test
    void aPinPreventedByARestartIsSentAfterwards() {
        module.sim = new FakeSim(RIGHT);
        module.sim.tellsTries = false;
        module.on("AT+CPINR", (fake, command) -> fake.restarts());
        start(RIGHT);
        assertReadyAfter(Duration.ofSeconds(10));
        assertThat(sentToTheSim()).hasSize(1);
    }

    // initCommands

    /** A locked module refuses most commands, and its SIM may be off until one of them has switched it on. */
    @Test
    void pinPrecedesInitCommandsAndTheSimIsCheckedAfterThem() {
        settings.initCommands = List.of("AT+CFUN=1");
        startLocked(RIGHT);
        assertThat(module.takeCommands())
                .containsSubsequence("AT+CPIN?", "AT+CPIN=\"1234\"", "AT+CFUN=1", "AT+CPIN?", "AT+CGATT?");
        assertThat(modem.state().isReady()).isTrue();
        module.sim.busyFor = 1;
        module.restarts();
        loop.advance(Duration.ofSeconds(1));
        assertThat(module.takeCommands())
                .containsSubsequence("AT+CPIN?", "AT+CFUN=1", "AT+CPIN?", "AT+CPIN=\"1234\"", "AT+CGATT?");
        assertThat(modem.state().isReady()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT+CPIN=9999", "AT+CPIN=\"9999\"", "at+cpin=9999"})
    void aRefusedPinOfInitCommandsIsNeverSentAgain(String command) {
        settings.initCommands = List.of(command);
        module.sim = new FakeSim(RIGHT);
        module.on(command, (fake, given) -> fake.usual(given.toUpperCase(java.util.Locale.ROOT)));
        start(null);
        loop.advance(LONG);
        stopped();
        start(null);
        assertRefused(command.substring(0, 8) + "*** was refused: +CME ERROR: 16 (tries left: 2)" + SPARED);
        assertThat(module.commands()).containsOnlyOnce(command);
        assertThat(module.sim.tries()).isEqualTo(2);
        stopped();

        settings.initCommands = List.of();
        start(WRONG);

        assertThat(module.sim.tries()).as("the same PIN in another place").isEqualTo(2);
    }

    /** A gateway whose SIM is unlocked used to get no further after the module had restarted. */
    @Test
    void initCommandsDontUnlockAnUnlockedSim() {
        settings.initCommands = List.of("AT+CPIN=1234", "AT+QSCLK=0");
        start(null);
        assertThat(modem.state().isReady()).as(modem.state().toString()).isTrue();
        assertThat(module.commands()).contains("AT+QSCLK=0");
        assertThat(sentToTheSim()).isEmpty();
    }

    @Test
    void initCommandsUnlockALockedSimAfterEachRestart() {
        settings.initCommands = List.of("AT+CPIN=1234");
        startLocked(null);
        assertThat(modem.state().isReady()).isTrue();
        module.restarts();
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(sentToTheSim()).hasSize(2);
    }

    @Test
    void initCommandsNeverGiveAPuk() {
        settings.initCommands = List.of("AT+CPIN=\"12345678\",\"1234\"");
        for (int i = 0; i < 9; i++) {
            module.answer("AT+CPIN?", "+CPIN: SIM PUK", "OK");
        }
        start(null);
        assertThat(sentToTheSim()).isEmpty();
        assertRefused("the SIM waits for something other than its PIN, so AT+CPIN=*** isn't sent: +CPIN: SIM PUK");
    }

    /** Each of them has the SIM check its PIN, too. */
    @ParameterizedTest
    @ValueSource(strings = {"AT+CLCK=\"SC\",0,\"9999\"", "AT+CPWD=\"SC\",\"9999\",\"1234\""})
    void refusedPasswordsOfInitCommandsAreNeverSentAgain(String command) {
        settings.initCommands = List.of(command);
        for (int i = 0; i < 9; i++) {
            module.answer(command, "+CME ERROR: 16");
        }
        start(null);
        loop.advance(LONG);
        stopped();
        start(null);
        assertThat(sentToTheSim()).containsExactly(command);
        assertRefused(command.substring(0, 8) + "*** was refused: +CME ERROR: 16 (tries left: 3)" + SPARED);
    }

    @Test
    void commandsThatOnlyReadTheSimAreSentAfterEachRestart() {
        settings.initCommands = List.of("AT+CPIN=?", "AT+CPIN?", "AT+CPWD=?", "AT+CLCK=\"SC\",2");
        start(null);
        module.restarts();
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(settings.initCommands).allSatisfy(command -> assertThat(module.commands())
                .filteredOn(command::equals)
                .hasSize(2));
    }

    // commands of users

    private CommandOutcome<List<String>> command(String line) {
        Pending<CommandOutcome<List<String>>> command = track(modem.command(new RawCommand(line), true));
        loop.advance(Duration.ofSeconds(10));
        return command.get();
    }

    /** Ready, with a SIM that has begun to ask for its PIN. */
    private void startAndLock() {
        start(null);
        module.sim = new FakeSim(RIGHT);
    }

    /** A route may try again what has failed, and so may a timer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AT+CPIN=9999",
                "at+cpin=\"9999\"",
                "AT+CLCK=\"SC\",0,\"9999\"",
                "AT+CPWD=\"SC\",\"9999\",\"1234\""
            })
    void aRefusedPinOfACommandIsNeverSentAgain(String line) {
        startAndLock();
        module.on(line, (fake, given) -> fake.says("+CME ERROR: 16"));
        String name = line.substring(0, 8) + "***";

        assertThat(command(line)).isEqualTo(new CommandOutcome.Refused<>(name, "+CME ERROR: 16"));
        for (int i = 0; i < 5; i++) {
            assertThat(command(line))
                    .isEqualTo(new CommandOutcome.Unavailable<>(name + " was refused: +CME ERROR: 16" + SPARED));
        }
        assertThat(module.commands()).containsOnlyOnce(line);
    }

    @Test
    void anUnansweredPinOfACommandIsNeverSentAgain() {
        startAndLock();
        module.on("AT+CPIN=9999", (fake, given) -> fake.sim.answer(given));

        assertThat(command("AT+CPIN=9999")).isInstanceOf(CommandOutcome.NoAnswer.class);
        assertThat(command("AT+CPIN=9999"))
                .isEqualTo(new CommandOutcome.Unavailable<>(
                        "AT+CPIN=*** wasn't answered when it was sent, so it may have been refused (tries left: 2)"
                                + SPARED));
        assertThat(module.sim.tries()).isEqualTo(2);
    }

    @Test
    void aUsersPinForAnUnlockedSimDoesNotCountAsRefused() {
        start(null);
        for (int i = 0; i < 2; i++) {
            assertThat(command("AT+CPIN=1234")).isInstanceOf(CommandOutcome.Refused.class);
        }
        module.sim = new FakeSim(RIGHT);

        assertThat(command("AT+CPIN=1234")).isEqualTo(new CommandOutcome.Done<>(List.of()));
        assertThat(module.sim.isLocked()).isFalse();
    }

    @Test
    void aCommandWithAnAcceptedPasswordMayBeSentAgain() {
        start(null);
        for (int i = 0; i < 2; i++) {
            assertThat(command("AT+CLCK=\"SC\",1,\"1234\"")).isEqualTo(new CommandOutcome.Done<>(List.of()));
        }
        assertThat(sentToTheSim()).hasSize(2);
    }
}
