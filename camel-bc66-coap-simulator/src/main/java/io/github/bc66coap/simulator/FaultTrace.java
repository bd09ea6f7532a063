/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
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
