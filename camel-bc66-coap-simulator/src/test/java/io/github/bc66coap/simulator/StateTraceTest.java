// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.bc66coap.simulator.TraceEvent.Changed;
import io.github.bc66coap.simulator.TraceEvent.Changed.State;
import io.github.bc66coap.simulator.testkit.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a trace tells of the module's state. */
class StateTraceTest {
    private final List<TraceEvent> trace = new CopyOnWriteArrayList<>();

    @AutoClose
    private final VirtualBc66 modem =
            VirtualBc66.builder().tcp(0).trace(trace::add).start();

    @AutoClose
    private final Terminal te = Terminal.of(modem);

    @BeforeEach
    void create() {
        te.at("AT+QCOAPCREATE=" + FreePorts.udp() + ",0");
    }

    private List<State> states() {
        return trace.stream()
                .filter(Changed.class::isInstance)
                .map(event -> ((Changed) event).state())
                .toList();
    }

    @Test
    void aSilentRestartPrintsNoBootLines() {
        modem.rebootSilently();

        te.at("AT+QCOAPDATASTATUS?", "+QCOAPDATASTATUS: 0", "OK");
        assertThat(modem.contextExists()).isFalse();
        assertThat(states()).containsExactly(State.RESTARTED, State.CONTEXT_LOST);
        assertThat(trace).extracting(TraceEvent::describe).noneMatch(line -> line.contains("RDY"));

        modem.reboot();

        assertThat(trace).extracting(TraceEvent::describe).anyMatch(line -> line.endsWith("RDY"));
        assertThat(states()).containsExactly(State.RESTARTED, State.CONTEXT_LOST, State.RESTARTED);
    }

    @Test
    void sleepAndWakingAreTraced() {
        modem.sleep();
        modem.pulse();
        modem.pulse();
        assertThat(states()).containsExactly(State.ASLEEP, State.AWAKE);
    }

    @Test
    void attachingAndDetachingAreTraced() {
        modem.attach(true);
        modem.attach(false);
        modem.attach(false);
        modem.attach(true);
        assertThat(states()).containsExactly(State.DETACHED, State.ATTACHED);
    }

    @Test
    void theLossAndReturnOfTheLineAreTraced() {
        modem.hangUp();
        modem.reconnect();
        await().untilAsserted(() -> assertThat(states()).containsExactly(State.LINE_LOST, State.LINE_BACK));
        assertThat(modem.contextExists()).as("the module doesn't notice").isTrue();
    }

    @Test
    void theEndOfTheContextIsTraced() {
        te.at("AT+QCOAPDEL", "OK", "+QCOAPDEL: 0");
        assertThat(states()).containsExactly(State.CONTEXT_LOST);
    }

    @Test
    void aContextWithoutDtlsHasNoSessions() {
        assertThat(modem.forgetSessions()).isFalse();
        assertThat(modem.contextIsEncrypted()).isFalse();
        assertThat(states()).isEmpty();
    }
}
