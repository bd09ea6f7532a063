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

import io.github.bc66coap.at.RawCommand;
import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.Reading;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.api.SignalStrength;
import io.github.bc66coap.modem.api.WakeUp;

import static org.assertj.core.api.Assertions.assertThat;

/** What a modem knows of the network because somebody has asked. */
class NetworkPollTest extends ModemFixture {
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    /** No test is to end with a module that has something to say of a signal that nobody asked for. */
    @BeforeEach
    void signal() {
        module.answer("AT+CSQ", "+CSQ: 20,0", "OK");
    }

    private void ask() {
        modem.askNetwork(INTERVAL);
    }

    @Test
    void theModuleIsNotPolledUnlessTheNetworkIsAskedFor() {
        ready();
        loop.advance(Duration.ofHours(1));
        assertThat(module.takeCommands()).isEmpty();
        assertThat(modem.snapshot().signal()).isEmpty();
        assertThat(modem.snapshot().noSignal()).isEmpty();
    }

    @Test
    void signalAndAttachmentAreShownWhenTheModuleHasAnswered() {
        ready();
        ask();
        assertThat(modem.snapshot().signal()).isEmpty();
        assertThat(takeCommandsSoon()).containsExactly("AT+CGATT?", "AT+CSQ");
        loop.advance(Duration.ofMinutes(1));
        assertThat(modem.snapshot().signal()).hasValueSatisfying(signal -> {
            assertThat(signal.value()).isEqualTo(new SignalStrength(20));
            assertThat(signal.age()).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(61));
        });
        assertThat(modem.snapshot().attached()).map(Reading::value).contains(true);
    }

    @Test
    void theModuleIsPolledOncePerInterval() {
        ready();
        for (int i = 0; i < 60; i++) {
            ask();
            loop.advance(Duration.ofSeconds(1));
        }
        assertThat(module.takeCommands().stream().filter("AT+CGATT?"::equals)).hasSize(2);
    }

    @Test
    void theModuleIsPolledOnceWhileAPollIsUnanswered() {
        ready();
        module.stall("AT+CGATT?", Duration.ofMillis(500));
        for (int i = 0; i < 100; i++) {
            modem.askNetwork(Duration.ZERO);
        }
        loop.advance(Duration.ofMillis(400));
        modem.askNetwork(Duration.ZERO);
        loop.run();
        assertThat(module.takeCommands()).containsExactly("AT+CGATT?");
    }

    /** The signal is wanted most just then. */
    @Test
    void aModuleThatIsNotAttachedIsPolled() {
        module.attached = false;
        makeAndStart();
        soon();
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
        ask();
        soon();
        assertThat(modem.snapshot().signal()).map(Reading::value).contains(new SignalStrength(20));
        assertThat(modem.snapshot().attached()).map(Reading::value).contains(false);
    }

    @Test
    void aNetworkLostSinceTheStartIsShown() {
        ready();
        assertThat(modem.snapshot().attached()).map(Reading::value).contains(true);
        module.attached = false;
        ask();
        soon();
        assertThat(modem.snapshot().attached()).map(Reading::value).contains(false);
    }

    @Test
    void theLastSignalOfALostModuleStays() {
        ready();
        ask();
        soon();
        module.refuseOpening("there is no such device");
        module.hangsUp();
        for (int i = 0; i < 10; i++) {
            loop.advance(INTERVAL);
            ask();
        }
        assertThat(modem.snapshot().signal())
                .hasValueSatisfying(signal -> assertThat(signal.age()).isGreaterThan(INTERVAL.multipliedBy(9)));
        assertThat(modem.snapshot().noSignal()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+CME ERROR: 4 | AT+CSQ was refused: +CME ERROR: 4",
                "+CSQ: 32,0    | the reply to AT+CSQ can't be read: +CSQ: 32,0",
            })
    void theReasonForAMissingSignalIsShown(String answer, String reason) {
        ready();
        ask();
        soon();
        if (answer.startsWith("+CSQ")) {
            module.answer("AT+CSQ", answer, "OK");
        } else {
            module.answer("AT+CSQ", answer);
        }
        loop.advance(INTERVAL);
        ask();
        soon();
        assertThat(modem.snapshot().noSignal()).map(Reading::value).contains(reason);
        // the last answer is none the worse for that
        assertThat(modem.snapshot().signal()).map(Reading::value).contains(new SignalStrength(20));

        module.answer("AT+CSQ", "+CSQ: 99,99", "OK");
        loop.advance(INTERVAL);
        ask();
        soon();
        assertThat(modem.snapshot().noSignal()).isEmpty();
        assertThat(modem.snapshot().signal()).map(Reading::value).contains(new SignalStrength(99));
    }

    /** Questions keep the line busy, so that no idle AT looks for a restart that nobody has heard. */
    @Test
    void aPollDetectsAnUnannouncedRestart() {
        settings.keepAliveInterval = Duration.ofSeconds(60);
        ready();
        module.forget();
        ask();
        loop.advance(Duration.ofSeconds(5));
        assertThat(count(Counter.RESTARTS)).isEqualTo(1);
        assertThat(modem.state().isReady()).isTrue();
    }

    /** Messages don't need polls, so they don't suffer from them. */
    @ParameterizedTest
    @ValueSource(strings = {"AT+CSQ", "AT+CGATT?"})
    void unansweredPollsDoNotInitialiseTheModuleAgain(String question) {
        settings.keepAliveInterval = Duration.ofSeconds(60);
        ready();
        for (int i = 0; i < 20; i++) {
            module.on(question, (deaf, command) -> {});
        }
        for (int i = 0; i < 20; i++) {
            ask();
            assertReadyAfter(INTERVAL);
        }
        assertThat(count(Counter.REINITIALISATIONS)).isZero();
        assertThat(module.opened()).isEqualTo(1);
        assertPiggybackSoonAnswers(sent(7), 7, "01");
    }

    /** Nor does a poll need one, when users have taken all. */
    @Test
    void aPollTakesNoPlaceInTheQueue() {
        settings.queueSize = 1;
        ready();
        ask();
        loop.run();
        Pending<CommandOutcome<List<String>>> command = soon(track(modem.command(new RawCommand("ATI"), true)));
        assertThat(command.get()).isInstanceOf(CommandOutcome.Done.class);

        module.answer("AT+CSQ", "+CSQ: 21,0", "OK");
        module.restarts();
        module.attached = false;
        soon();
        track(modem.command(new RawCommand("ATI"), true));
        loop.advance(INTERVAL.minus(SOON));
        ask();
        soon();
        assertThat(modem.snapshot().signal()).map(Reading::value).contains(new SignalStrength(21));
    }

    /** A module that is woken by a pulse hears no AT in deep sleep; to be asked would make it look lost, and cost power. */
    @ParameterizedTest
    @CsvSource({"DTR, 0, false", "RTS, 0, false", "DTR, 600, true", "AT, 0, true", "NONE, 0, true"})
    void aModuleThatMayBeInDeepSleepIsPolledOnlyWhenAwake(WakeUp wakeUp, int keepAliveSeconds, boolean asks) {
        settings.wakeUp = wakeUp;
        settings.keepAliveInterval = Duration.ofSeconds(keepAliveSeconds);
        ready();
        loop.advance(INTERVAL);
        module.takeCommands();
        for (int i = 0; i < 10; i++) {
            ask();
            soon();
        }
        assertThat(module.takeCommands().contains("AT+CSQ")).isEqualTo(asks);
        if (!asks) {
            // the next send finds it asleep, and wakes it
            boolean[] awake = new boolean[1];
            int pulses = module.controlLines().size();
            module.before(() -> awake[0] |= module.controlLines().size() > pulses);
            Pending<SendOutcome> sent = send(get(7));
            loop.advance(Duration.ofMinutes(1));
            assertThat(module.takeCommands()).contains(sendGet(SERVER)).containsOnlyOnce("AT+CSQ");
            assertThat(modem.snapshot().signal()).map(Reading::value).contains(new SignalStrength(20));
            assertPiggybackSoonAnswers(sent, 7, "01");
        }
    }

    @Test
    void aModuleWokenByDtrIsPolledOnlySoonAfterTraffic() {
        settings.wakeUp = WakeUp.DTR;
        ready();
        ask();
        assertThat(takeCommandsSoon()).containsExactly("AT+CGATT?", "AT+CSQ");
        loop.advance(INTERVAL);
        ask();
        assertThat(takeCommandsSoon()).isEmpty();
        module.restarts();
        assertThat(takeCommandsSoon()).containsOnlyOnce("AT+CSQ");
        // whoever has been answered doesn't wait any more
        loop.advance(INTERVAL);
        module.restarts();
        assertThat(takeCommandsSoon()).doesNotContain("AT+CSQ");
    }

    @Test
    void aStopEndsAPollUnderWay() {
        ready();
        module.late("AT+CGATT?", Duration.ofMillis(100));
        ask();
        loop.run();
        track(modem.stop());
        loop.advance(Duration.ofSeconds(1));
        ask();
        assertThat(modem.snapshot().state().phase()).isEqualTo(Phase.STOPPED);
    }
}
