// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.bc66coap.modem.api.CommandOutcome;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.link.Connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What those hear who come to a modem that others use already. */
class AnsweredTest extends ModemFixture {
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final String NO_DEVICE = "Can't open fake: there is no such device";

    private void startWithoutDevice() {
        module.refuseOpening(NO_DEVICE);
        makeAndTryToStart();
        loop.run();
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
    }

    private Pending<Void> ask() {
        Pending<Void> asked = track(modem.answered());
        loop.run();
        return asked;
    }

    private static void assertFailed(Pending<Void> asked, String reason) {
        assertThat(asked.isDone()).isTrue();
        assertThatThrownBy(asked.future::join).hasRootCauseMessage(reason);
    }

    @Test
    void aNewUserOfAModuleThatAnswersSeesNoEarlierFailure() {
        startWithoutDevice();
        module.refuseOpening(null);
        module.attached = false;
        loop.advance(Duration.ofSeconds(2));
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
        assertThat(ask().get()).isNull();
        module.attached = true;
        assertReadyAfter(Duration.ofSeconds(2));
        assertThat(ask().get()).isNull();
        assertThat(module.opened()).isEqualTo(1);
    }

    @Test
    void aNewUserMakesAWaitingModemTryAtOnce() {
        startWithoutDevice();
        // by now it would wait for half a minute
        loop.advance(Duration.ofMinutes(2));
        int attempts = module.openedWith().size();
        while (modem.state().phase() != Phase.WAITING || module.openedWith().size() == attempts) {
            loop.advance(Duration.ofMillis(1));
        }
        loop.advance(SHORTEST_PAUSE);
        module.refuseOpening("Can't open fake: permission denied");
        assertFailed(ask(), "Can't open fake: permission denied");
        assertThat(module.openedWith()).hasSize(attempts + 2);

        module.refuseOpening(null);
        loop.advance(SHORTEST_PAUSE);
        Pending<Void> asked = ask();
        Pending<Void> joined = soon(ask());
        assertThat(asked.get()).isNull();
        assertThat(joined.get()).isNull();
        assertThat(modem.state().isReady()).isTrue();
        // and the attempt that had been waited for is not made as well
        loop.advance(Duration.ofHours(1));
        assertThat(module.openedWith()).hasSize(attempts + 3);
    }

    /** Those that come at a time share an attempt, and attempts are apart, as each one moves the control lines. */
    @Test
    void manyNewUsersCauseNoMoreThanTwoAttemptsASecond() {
        startWithoutDevice();
        loop.advance(Duration.ofMinutes(2));
        int attempts = module.openedWith().size();
        for (int i = 0; i < 1000; i++) {
            track(modem.answered()).future.exceptionally(failure -> null);
            loop.advance(Duration.ofMillis(10));
        }
        assertThat(module.openedWith().size() - attempts).isBetween(19, 21);
        loop.advance(SHORTEST_PAUSE);
        assertThat(pending).allMatch(Pending::isDone);
    }

    @Test
    void attemptsForNewUsersDoNotShortenTheRetryDelay() {
        startWithoutDevice();
        for (int i = 0; i < 10; i++) {
            Pending<Void> asked = ask();
            loop.advance(SHORTEST_PAUSE);
            assertFailed(asked, NO_DEVICE);
        }
        int attempts = module.openedWith().size();
        while (module.openedWith().size() == attempts) {
            loop.advance(Duration.ofMillis(1));
        }
        assertThat(modem.state().retryDelay()).isGreaterThanOrEqualTo(RECONNECT_MAX.dividedBy(2));
        loop.advance(modem.state().retryDelay().minusMillis(2));
        assertThat(module.openedWith()).hasSize(attempts + 1);
        loop.advance(Duration.ofMillis(3));
        assertThat(module.openedWith()).hasSize(attempts + 2);
    }

    @Test
    void newUsersShareTheAttemptUnderWayAndGetItsReason() {
        startWithoutDevice();
        module.refuseOpening(null);
        module.mute(true);
        Pending<Void> first = ask();
        loop.advance(COMMAND);
        Pending<Void> second = ask();
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.WAKING, "", 1, Duration.ZERO));
        assertThat(first.isDone()).isFalse();
        assertThat(second.isDone()).isFalse();
        loop.advance(COMMAND.multipliedBy(4).plus(SHORTEST_PAUSE));
        assertThat(modem.state().phase()).isEqualTo(Phase.WAITING);
        for (Pending<Void> asked : List.of(first, second)) {
            assertFailed(asked, modem.state().reason());
        }
        assertThat(modem.state().reason()).startsWith("the module doesn't answer AT at 115200 baud");
    }

    @Test
    void aNewUserWaitsWhileASilentModuleIsWoken() {
        settings.keepAliveInterval = Duration.ofSeconds(60);
        ready();
        module.mute(true);
        advanceUntil(Phase.WAKING);
        Pending<Void> asked = ask();
        assertThat(asked.isDone()).isFalse();
        module.mute(false);
        loop.advance(COMMAND.plus(SOON));
        assertThat(asked.get()).isNull();
    }

    @Test
    void aRestartOfAModuleThatIsBeingWokenFailsNoUser() {
        module.mute(true);
        Pending<Void> answered = makeAndStart();
        soon();
        Pending<Void> asked = ask();
        module.mute(false);
        module.restarts();
        soon();
        assertThat(answered.get()).isNull();
        assertThat(asked.get()).isNull();
    }

    @Test
    void aNewUserIsToldAtOnceThatTheOpeningHangs() {
        List<Runnable> hanging = new ArrayList<>();
        make(new Connector(loop, module, hanging::add, FakeLine::wire, () -> false));
        tryToStart();
        loop.advance(Duration.ofSeconds(15));
        assertFailed(
                ask(), "the line is still being opened after 15 s: the system's name resolution or a driver hangs");
    }

    @Test
    void aStoppedModemRefusesNewUsers() {
        ready();
        Pending<Void> stopped = track(modem.stop());
        assertFailed(ask(), "the modem was stopped");
        soon();
        assertThat(stopped.isDone()).isTrue();
        assertFailed(ask(), "the modem was stopped");
    }

    // what health checks and exchanges say

    /** Whatever the last attempt failed of, and whatever was lost: what is past is not why it isn't ready. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aModemThatWaitsForTheNetworkReportsNoEarlierFailure(boolean lost) {
        settings.attachTimeout = Duration.ofMinutes(10);
        if (lost) {
            ready();
            module.attached = false;
            module.hangsUp();
        } else {
            startWithoutDevice();
            module.attached = false;
            module.refuseOpening(null);
        }
        loop.advance(Duration.ofSeconds(2));
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.ATTACHING, "", 1, Duration.ZERO));
        Pending<SendOutcome> sent = send(get(1));
        Pending<CommandOutcome<List<String>>> command =
                track(modem.command(new io.github.bc66coap.at.RawCommand("AT+CSQ"), true));
        loop.advance(RESPONSE);
        assertThat(sent.get()).isEqualTo(new SendOutcome.Unavailable("the modem was not ready for 93 s: ATTACHING"));
        assertThat(command.get())
                .isEqualTo(new CommandOutcome.Unavailable<>("the command had to wait for more than 60 s: ATTACHING"));
    }

    @Test
    void theReasonOfAFailedAttemptStaysUntilTheNextGetsFurther() {
        module.answer("AT+CPIN?", "+CPIN: SIM PUK", "OK");
        settings.attachTimeout = Duration.ofSeconds(2);
        module.attached = false;
        makeAndStart();
        advanceUntil(Phase.WAITING);
        String reason = modem.state().reason();
        assertThat(reason).contains("SIM PUK");
        while (modem.state().phase() != Phase.ATTACHING) {
            assertThat(modem.state().reason()).isEqualTo(reason);
            loop.advance(Duration.ofMillis(1));
        }
        assertThat(modem.state().reason()).isEqualTo(reason);
    }
}
