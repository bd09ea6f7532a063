// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.util.function.Consumer;

import io.github.bc66coap.simulator.TraceEvent.FaultStruck;
import io.github.bc66coap.simulator.TraceEvent.UrcHeld;
import io.github.bc66coap.simulator.TraceEvent.UrcHeld.Stage;
import io.github.bc66coap.simulator.fault.Fault;
import io.github.bc66coap.simulator.fault.FaultPlan;

/** Writes what faults do into a trace. */
record FaultTrace(Consumer<TraceEvent> trace) implements FaultPlan.Report {
    @Override
    public void struck(Fault fault, String command) {
        trace.accept(new FaultStruck(fault, command));
    }

    @Override
    public void held(Fault point) {
        trace.accept(new UrcHeld(point, Stage.WAITING));
    }

    @Override
    public void givenUp(Fault point) {
        trace.accept(new UrcHeld(point, Stage.GIVEN_UP));
    }
}
