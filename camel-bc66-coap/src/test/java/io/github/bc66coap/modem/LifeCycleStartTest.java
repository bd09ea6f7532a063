// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.Psk;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.WakeUp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LifeCycleStartTest extends ModemFixture {
    private static final List<String> STEPS = list(TO_CONTEXT, CONFIGURE, "AT+QCOAPADDRES=2,\"/1\"");

    private Pending<Void> start() {
        Pending<Void> answered = makeAndStart();
        soon();
        return answered;
    }

    @Test
    void theStartSendsItsCommandsInOrderUntilTheModemIsReady() {
        settings.initCommands = List.of("AT+QSCLK=0", "AT+CPSMS=0");
        settings.resources = List.of("/19/0/0");
        make();
        serve("/3/0", (request, sent) -> null);
        Pending<Void> answered = soon(track(modem.start()));
        assertThat(answered.isDone()).isTrue();
        assertThat(modem.state().isReady()).isTrue();
        assertThat(module.commands())
                .containsExactly(
                        "AT",
                        "ATE0",
                        "AT+QCOAPCREATE=?",
                        "AT+QSCLK=0",
                        "AT+CPSMS=0",
                        "AT+CGATT?",
                        "AT+QCOAPCREATE=56830,0",
                        "AT+QCOAPCFG=\"Showra\",1",
                        "AT+QCOAPCFG=\"Showrspopt\",1",
                        "AT+QCOAPADDRES=7,\"/19/0/0\"",
                        "AT+QCOAPADDRES=4,\"/3/0\"");
        assertThat(module.openedWith()).containsExactly("fake@115200");
    }

    @Test
    void withoutShowResponseOptionsTheModuleHidesOptions() {
        settings.showResponseOptions = false;
        start();
        assertThat(module.commands()).contains("AT+QCOAPCFG=\"Showrspopt\",0");
        assertThat(modem.state().isReady()).isTrue();
    }

    @Test
    void aPskMakesAnEncryptedContextAndTheReasonHidesTheKey() {
        settings.psk = new Psk("me", "00112233");
        module.refuse("AT+QCOAPCREATE=5").refuse("AT+QCOAPDEL");
        start();
        assertThat(module.commands()).contains("AT+QCOAPCREATE=56830,1,\"me\",\"00112233\"");
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.state().reason()).contains("AT+QCOAPCREATE", "ERROR").doesNotContain("00112233");
    }

    @Test
    void withAttachTimeoutZeroTheNetworkIsNotAskedFor() {
        settings.attachTimeout = Duration.ZERO;
        start();
        assertThat(module.commands()).doesNotContain("AT+CGATT?");
        assertThat(modem.state().isReady()).isTrue();
    }

    @Test
    void theModemIsReadyOnlyWhenTheModuleHasAttached() {
        module.attached = false;
        Pending<Void> answered = start();
        assertThat(answered.isDone()).isTrue();
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
        loop.advance(Duration.ofSeconds(100));
        assertThat(module.takeCommands().stream().filter("AT+CGATT?"::equals)).hasSizeBetween(98, 102);
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
        module.attached = true;
        assertReadyAfter(Duration.ofSeconds(2));
    }

    @Test
    void aModuleThatHasNotReadItsSimYetIsNotAttached() {
        module.answer("AT+CGATT?", "+CME ERROR: 14");
        start();
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
        assertReadyAfter(Duration.ofSeconds(2));
    }

    @Test
    void afterAttachTimeoutTheAttemptFailsAndTheReasonNamesTheSim() {
        settings.attachTimeout = Duration.ofSeconds(10);
        module.attached = false;
        module.answer("AT+CPIN?", "+CPIN: SIM PIN", "OK");
        start();
        loop.advance(Duration.ofSeconds(9));
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
        loop.advance(Duration.ofMillis(1050));
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.state().reason())
                .isEqualTo("the module has not attached to the network within 10 s; the SIM waits for something: "
                        + "+CPIN: SIM PIN");
        loop.advance(Duration.ofSeconds(1));
        assertThat(module.opened()).isEqualTo(2);
    }

    @Test
    void aContextLeftInTheModuleIsReplaced() {
        module.context = true;
        start();
        assertThat(module.commands())
                .containsExactlyElementsOf(list(
                        "AT", TO_CONTEXT, "AT+QCOAPDEL", "AT+QCOAPCREATE=56830,0", "AT+QCOAPDATASTATUS?", CONFIGURE));
        assertThat(modem.state().isReady()).isTrue();
        module.takeCommands();
        send(get(7));
        assertThat(takeCommandsSoon()).as("asked once").containsExactly(head(7), sendGet(SERVER));
    }

    /** Whoever made the old context may have left its status unasked; what it is is of no interest. */
    @ParameterizedTest
    @ValueSource(strings = {"+QCOAPDATASTATUS: 1,OK", "ERROR", "+QCOAPDATASTATUS: 6,OK", "OK"})
    void anyDataStatusOfTheOldContextLetsTheStartGoOn(String answer) {
        module.context = true;
        module.answer("AT+QCOAPDATASTATUS?", answer.split(",(?=OK)"));
        start();
        assertReadyAfter(COMMAND);
        assertThat(module.opened()).isOne();
    }

    @Test
    void aRefusedContextIsTheReasonIfThereIsNoOldContext() {
        module.refuse("AT+QCOAPCREATE=5").refuse("AT+QCOAPDEL");
        start();
        assertThat(modem.state().reason()).contains("AT+QCOAPCREATE=56830,0 was refused: ERROR");
    }

    @Test
    void theReasonNamesAFirmwareWithoutCoapCommands() {
        module.refuse("AT+QCOAPCREATE=?");
        Pending<Void> answered = start();
        assertThat(answered.isDone()).isTrue();
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.state().reason()).contains("no CoAP commands");
    }

    @Test
    void aRefusedInitCommandStopsTheInitialisation() {
        settings.initCommands = List.of("AT+NONSENSE");
        module.answer("AT+NONSENSE", "+CME ERROR: 50");
        start();
        assertThat(modem.state().reason()).isEqualTo("AT+NONSENSE was refused: +CME ERROR: 50");
        assertThat(module.commands()).last().isEqualTo("AT+NONSENSE");
    }

    @Test
    void aRefusedResourceDoesNotPreventOtherResources() {
        settings.resources = List.of("/1", "/2");
        module.refuse("AT+QCOAPADDRES=2,\"/1\"");
        start();
        assertThat(modem.state().isReady()).isTrue();
        assertThat(module.commands()).endsWith("AT+QCOAPADDRES=2,\"/1\"", "AT+QCOAPADDRES=2,\"/2\"");
    }

    @ParameterizedTest
    @FieldSource("STEPS")
    void aStepThatIsNotAnsweredIsTriedAgainFromTheStart(String step) {
        settings.resources = List.of("/1");
        module.silentOn(step);
        start();
        loop.advance(COMMAND);
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.state().reason()).contains(step).contains("not answered in time");
        module.takeCommands();
        assertReadyAfter(Duration.ofSeconds(2));
        assertThat(module.commands()).startsWith("AT", "ATE0", "AT+QCOAPCREATE=?");
        assertThat(module.opened()).isEqualTo(2);
    }

    // waking

    @Test
    void theStartSucceedsThoughTheFirstAtsAreLost() {
        module.silentOn("AT").silentOn("AT");
        Pending<Void> answered = start();
        assertThat(answered.isDone()).isFalse();
        loop.advance(COMMAND.multipliedBy(2));
        assertThat(answered.isDone()).isTrue();
        assertThat(modem.state().isReady()).isTrue();
        // nothing more: the answer to AT+QCOAPCREATE=? has shown that no older one can come
        assertThat(module.commands()).containsExactlyElementsOf(list("AT", "AT", "AT", TO_CONTEXT, CONFIGURE));
        assertThat(count(Counter.COMMAND_TIMEOUTS)).isEqualTo(2);
    }

    @Test
    void lateRepliesToTheFirstAtsAreCreditedToNoOtherCommand() {
        Duration late = COMMAND.plusMillis(1);
        module.late("AT", late).late("AT", late).refuse("AT+QCOAPCREATE=5");
        start();
        loop.advance(COMMAND.multipliedBy(3));
        // the refusal was seen as one
        assertThat(module.commands()).contains("AT+QCOAPDEL");
    }

    @Test
    void withWakeUpNoneOneUnansweredAtFailsTheStart() {
        settings.wakeUp = WakeUp.NONE;
        module.silentOn("AT");
        Pending<Void> answered = start();
        loop.advance(COMMAND);
        assertThat(answered.future).isCompletedExceptionally();
        assertThatThrownBy(answered.future::join).hasMessageContaining("doesn't answer AT at 115200 baud");
        assertThat(module.commands()).containsExactly("AT");
    }

    @Test
    void fiveUnansweredAtsFailTheStart() {
        module.mute(true);
        Pending<Void> answered = start();
        loop.advance(COMMAND.multipliedBy(5).minus(SOON).minusMillis(1));
        assertThat(answered.isDone()).isFalse();
        loop.advance(Duration.ofMillis(2));
        assertThat(answered.future).isCompletedExceptionally();
        assertThat(module.commands()).containsExactly("AT", "AT", "AT", "AT", "AT");
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(module.isOpen()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"DTR", "RTS"})
    void aPulseOfTheWakeUpLinePrecedesTheFirstAt(WakeUp wakeUp) {
        settings.wakeUp = wakeUp;
        makeAndStart();
        loop.advance(Duration.ofMillis(1));
        assertThat(module.controlLines()).containsExactly(wakeUp + "-");
        loop.advance(Duration.ofMillis(200));
        assertThat(module.controlLines()).containsExactly(wakeUp + "-", wakeUp + "+");
        assertThat(module.commands()).isEmpty();
        loop.advance(Duration.ofMillis(200));
        assertThat(module.controlLines()).containsExactly(wakeUp + "-", wakeUp + "+", wakeUp + "-");
        assertThat(module.commands()).startsWith("AT");
        assertReadyAfter(SOON);
    }

    @Test
    void aModuleThatARestartHasWokenIsNotPulsedAgain() {
        settings.wakeUp = WakeUp.DTR;
        ready();
        module.controlLines().clear();
        module.restarts();
        assertReadyAfter(SOON);
        assertThat(module.controlLines()).isEmpty();
    }

    @Test
    void aRestartDuringThePulseLeavesOneAttemptOnly() {
        settings.wakeUp = WakeUp.RTS;
        makeAndStart();
        loop.advance(Duration.ofMillis(250));
        module.restarts();
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(module.commands()).containsExactlyElementsOf(list("AT", TO_CONTEXT, CONFIGURE));
        assertThat(module.controlLines()).containsExactly("RTS-", "RTS+", "RTS-");
    }

    /** It hangs with one of the three calls that make a pulse. */
    @ParameterizedTest
    @CsvSource({"0, released", "1, asserted", "201, released"})
    void aDriverThatHangsInThePulseIsReportedAndDelaysNoDeadline(int millis, String done) {
        settings.wakeUp = WakeUp.DTR;
        make();
        if (millis == 0) {
            module.driverHangs();
        }
        Pending<Void> answered = track(modem.start());
        loop.advance(Duration.ofMillis(millis));
        if (millis > 0) {
            module.driverHangs();
        }
        Pending<SendOutcome> sent = send(get(1));
        loop.advance(Duration.ofMillis(5200));
        String reason = "the line's driver or terminal server hangs: it has not " + done + " DTR within 5 s";
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.state().reason()).isEqualTo(reason);
        assertThatThrownBy(answered.future::join).hasRootCauseMessage(reason);
        assertThat(module.commands()).isEmpty();

        // the line is opened again when the driver has come back, and not on top of what hangs
        loop.advance(RECONNECT);
        assertThat(modem.state().phase()).isEqualTo(Phase.OPENING);
        assertThat(modem.state().reason()).isEqualTo(reason);
        loop.advance(RESPONSE);
        assertThat(sent.get()).isInstanceOf(SendOutcome.Unavailable.class);
        assertThat(module.opened()).isEqualTo(1);
        module.driverComesBack();
        assertReadyAfter(Duration.ofSeconds(1));
        assertThat(module.opened()).isEqualTo(2);
    }

    @Test
    void aStopDuringAHangingPulseEndsWhenTheDriverComesBack() {
        settings.wakeUp = WakeUp.RTS;
        make();
        module.driverHangs();
        tryToStart();
        Pending<SendOutcome> sent = soon(send(get(1)));
        Pending<Void> stopped = track(modem.stop());
        loop.run();
        assertThat(sent.get()).isInstanceOf(SendOutcome.Unavailable.class);
        loop.advance(Duration.ofHours(1));
        assertThat(stopped.isDone()).isFalse();
        assertThat(module.opened()).isEqualTo(1);
        module.driverComesBack();
        soon();
        assertThat(stopped.isDone()).isTrue();
    }

    @Test
    void aDriverFailureInThePulseIsReportedAsTheReason() {
        settings.wakeUp = WakeUp.DTR;
        make();
        module.driverFails(new IllegalStateException("no such line on this adapter"));
        tryToStart();
        loop.run();
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(modem.state().reason()).isEqualTo("no such line on this adapter");
        module.driverComesBack();
    }

    // failing, and coming back

    @Test
    void aFailedOpeningIsReportedAndTriedAgain() {
        module.refuseOpening("fake: permission denied");
        Pending<Void> answered = start();
        assertThatThrownBy(answered.future::join).hasMessageContaining("fake: permission denied");
        assertThat(modem.state().toString())
                .matches("WAITING \\(fake: permission denied\\), attempt 2 in [2345]\\d\\d ms");
        module.refuseOpening(null);
        assertReadyAfter(Duration.ofSeconds(1));
    }

    @Test
    void theWaitBetweenAttemptsGrowsUntilTheModemIsReady() {
        module.refuseOpening("busy");
        start();
        long bound = RECONNECT.toNanos();
        for (int i = 0; i < 12; i++) {
            long before = loop.nanoTime();
            int attempts = module.openedWith().size();
            while (module.openedWith().size() == attempts) {
                loop.advance(Duration.ofMillis(1));
            }
            // what had passed before this loop began was part of the first delay
            long waited = loop.nanoTime() - before + (i == 0 ? SOON.toNanos() : 0);
            assertThat(waited).isBetween(bound / 2, bound + 2_000_000);
            bound = Math.min(2 * bound, RECONNECT_MAX.toNanos());
        }
        module.refuseOpening(null);
        assertReadyAfter(RECONNECT_MAX);
        module.hangsUp();
        assertReadyAfter(RECONNECT.plus(SOON));
    }

    // keep-alive

    @Test
    void anIdleModuleGetsAnAtEveryKeepAliveInterval() {
        settings.keepAliveInterval = Duration.ofSeconds(60);
        ready();
        loop.advance(Duration.ofSeconds(59));
        assertThat(module.takeCommands()).isEmpty();
        loop.advance(Duration.ofSeconds(1));
        assertThat(module.takeCommands()).containsExactly("AT", "AT+QCOAPCFG?");
        loop.advance(Duration.ofMinutes(10));
        assertThat(module.takeCommands())
                .containsOnly("AT", "AT+QCOAPCFG?")
                .filteredOn("AT"::equals)
                .hasSizeBetween(9, 10);
    }

    @Test
    void aBusyModuleGetsNoKeepAliveAt() {
        settings.keepAliveInterval = Duration.ofSeconds(60);
        settings.wakeUp = WakeUp.NONE;
        ready();
        for (int i = 0; i < 10; i++) {
            loop.advance(Duration.ofSeconds(30));
            track(modem.command(new RawCommand("AT+CSQ"), true));
            soon();
        }
        assertThat(module.takeCommands()).containsOnly("AT+CSQ");
    }

    @Test
    void withKeepAliveIntervalZeroAnIdleModuleGetsNoAt() {
        ready();
        loop.advance(Duration.ofHours(5));
        assertThat(module.takeCommands()).isEmpty();
    }
}
