// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.coap.Code;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.link.Connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What those hear who wait until peers reach the module. */
class ReachableTest extends ModemFixture {
    private static final String NO_DEVICE = "Can't open fake: there is no such device";
    private static final String ADDRES = "AT+QCOAPADDRES=";

    private Pending<Void> ask() {
        Pending<Void> asked = track(modem.reachable());
        loop.run();
        return asked;
    }

    private static void assertFailed(Pending<Void> asked, String reason) {
        assertThat(asked.isDone()).isTrue();
        assertThatThrownBy(asked.future::join).rootCause().hasMessageStartingWith(reason);
    }

    private long announced() {
        return module.commands().stream()
                .filter(line -> line.startsWith(ADDRES))
                .count();
    }

    @Test
    void reachableWaitsUntilTheModuleIsAttachedAndKnowsThePaths() {
        module.attached = false;
        make();
        serve("/a", always(Code.CONTENT));
        Pending<Void> answered = track(modem.start());
        Pending<Void> asked = ask();
        loop.advance(Duration.ofSeconds(10));
        assertThat(answered.get()).isNull();
        assertThat(asked.isDone()).isFalse();

        module.attached = true;
        loop.advance(Duration.ofSeconds(2));
        assertThat(asked.get()).isNull();
        assertThat(announced()).isEqualTo(1);
    }

    @Test
    void reachableWaitsUntilALaterServiceIsAnnounced() {
        ready();
        assertThat(ask().get()).isNull();
        module.stall(ADDRES, Duration.ofSeconds(1), "OK");
        serve("/a", always(Code.CONTENT));
        Pending<Void> asked = ask();
        assertThat(modem.state().isReady()).isTrue();
        assertThat(asked.isDone()).isFalse();
        loop.advance(Duration.ofSeconds(1));
        assertThat(asked.get()).isNull();
    }

    @Test
    void reachableWaitsUntilTheLastOfSeveralServicesIsAnnounced() {
        ready();
        module.stall(ADDRES, Duration.ofSeconds(1), "OK");
        module.stall(ADDRES, Duration.ofSeconds(1), "OK");
        serve("/a", always(Code.CONTENT));
        serve("/b", always(Code.CONTENT));
        Pending<Void> asked = ask();
        loop.advance(Duration.ofSeconds(1));
        assertThat(announced()).isEqualTo(2);
        assertThat(asked.isDone()).isFalse();
        loop.advance(Duration.ofSeconds(1));
        assertThat(asked.get()).isNull();
    }

    /** It is done again, as part of the next initialisation. */
    @Test
    void anAnnouncementInterruptedByARestartIsAwaitedAgain() {
        ready();
        module.stall(ADDRES, Duration.ofSeconds(1), "OK");
        serve("/a", always(Code.CONTENT));
        Pending<Void> asked = ask();
        module.attached = false;
        module.restarts();
        loop.advance(Duration.ofSeconds(10));
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
        assertThat(asked.isDone()).isFalse();

        module.attached = true;
        loop.advance(Duration.ofSeconds(2));
        assertThat(asked.get()).isNull();
        assertThat(ask().get()).isNull();
    }

    @Test
    void aRestartedModuleIsNotReachableUntilAttachedAgain() {
        ready();
        module.attached = false;
        module.restarts();
        loop.advance(Duration.ofSeconds(2));
        assertThat(ask().isDone()).isFalse();
        module.attached = true;
        soon();
    }

    @Test
    void aFailedAttemptFailsTheWaitWithItsReason() {
        settings.attachTimeout = Duration.ofSeconds(10);
        module.attached = false;
        makeAndStart();
        Pending<Void> asked = ask();
        advanceUntil(Phase.WAITING);
        assertFailed(asked, "the module has not attached to the network within 10 s");

        // and whoever comes now has an attempt of their own, soon
        module.attached = true;
        Pending<Void> next = ask();
        assertThat(next.isDone()).isFalse();
        loop.advance(Duration.ofSeconds(1));
        assertThat(next.get()).isNull();
    }

    @Test
    void aLineThatCannotBeOpenedFailsTheWaitAtTheNextAttempt() {
        module.refuseOpening(NO_DEVICE);
        makeAndTryToStart();
        loop.run();
        Pending<Void> asked = ask();
        assertThat(asked.isDone()).isFalse();
        loop.advance(Duration.ofMillis(500));
        assertFailed(asked, NO_DEVICE);
    }

    /** It is told at once, but what comes of it in the end is another matter. */
    @Test
    void reachableSucceedsAfterAHungOpeningHasReturned() {
        List<Runnable> opening = new ArrayList<>();
        make(new Connector(loop, module, opening::add, FakeLine::wire, () -> false));
        module.attached = false;
        tryToStart();
        loop.advance(Duration.ofSeconds(15));
        assertFailed(ask(), "the line is still being opened after 15 s");

        opening.get(0).run();
        loop.advance(Duration.ofSeconds(2));
        assertThat(modem.state().phase()).isEqualTo(Phase.ATTACHING);
        Pending<Void> asked = ask();
        assertThat(asked.isDone()).isFalse();
        module.attached = true;
        loop.advance(Duration.ofSeconds(2));
        assertThat(asked.get()).isNull();
        assertThat(ask().get()).isNull();
    }

    @Test
    void aModemThatWasStoppedIsNotReachable() {
        ready();
        Pending<Void> stopped = track(modem.stop());
        assertFailed(ask(), "the modem was stopped");
        soon();
        assertThat(stopped.isDone()).isTrue();
        assertFailed(ask(), "the modem was stopped");
    }
}
