// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemState.Phase;
import io.github.bc66coap.modem.api.SendOutcome;
import io.github.bc66coap.modem.link.Connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A process that has been told to end while the module is in use. */
class ProcessEndTest extends ModemFixture {
    private static final String ENDS = "the line isn't opened any more, as the process is ending";
    private static final String LOST = "the other side hung up; " + ENDS;

    private void assertOver(int opened) {
        assertThat(modem.state()).isEqualTo(new ModemState(Phase.STOPPED, ""));
        module.takeCommands();
        loop.advance(Duration.ofHours(1));
        assertThat(module.commands()).isEmpty();
        assertThat(module.openedWith()).hasSize(opened);
        Pending<Void> stopped = track(modem.stop());
        loop.run();
        assertThat(stopped.get()).isNull();
    }

    @Test
    void aRequestUnderWayIsStillAnsweredWhileTheProcessEnds() {
        ready();
        processEnds = true;
        assertPiggybackSoonAnswers(sent(7), 7, "AB");
        module.restarts();
        assertReadyAfter(SOON);
    }

    @Test
    void aLostLineIsNotReopenedAndEndsAllRequests() {
        ready();
        Pending<SendOutcome> underWay = sent(7);
        Pending<SendOutcome> waiting = send(get(8));
        processEnds = true;
        module.hangsUp();
        loop.run();
        assertThat(underWay.get()).isEqualTo(new SendOutcome.Unknown("the other side hung up"));
        assertThat(waiting.get()).isEqualTo(new SendOutcome.Unavailable(LOST));
        Pending<SendOutcome> late = send(get(9));
        loop.run();
        assertThat(late.get()).isEqualTo(new SendOutcome.Unavailable(LOST));
        assertOver(1);
    }

    @Test
    void aModemThatWaitsForAReconnectMakesNoFurtherAttempt() {
        module.refuseOpening("busy");
        makeAndTryToStart();
        loop.run();
        Pending<SendOutcome> sent = send(get(1));
        processEnds = true;
        loop.advance(RECONNECT);
        assertThat(sent.get()).isEqualTo(new SendOutcome.Unavailable("busy; " + ENDS));
        assertOver(1);
    }

    @Test
    void aLineOpenedWhileTheProcessEndsIsClosedWithoutACommand() {
        List<Runnable> opening = new ArrayList<>();
        make(new Connector(loop, module, opening::add, FakeLine::wire, () -> processEnds));
        Pending<Void> answered = track(modem.start());
        loop.run();
        processEnds = true;
        opening.get(0).run();
        soon();
        assertThatThrownBy(answered.future::join).hasRootCauseMessage(ENDS);
        assertThat(module.isOpen()).isFalse();
        assertThat(module.takeCommands()).isEmpty();
        assertOver(1);
    }

    @Test
    void aModemStartedWhileTheProcessEndsOpensNoLine() {
        processEnds = true;
        Pending<Void> answered = makeAndStart();
        loop.run();
        assertThatThrownBy(answered.future::join).hasRootCauseMessage(ENDS);
        assertOver(0);
    }
}
