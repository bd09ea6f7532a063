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

import java.net.InetAddress;
import java.util.function.Consumer;

import io.github.bc66coap.simulator.at.Timing;
import io.github.bc66coap.simulator.coap.TransmissionParameters;
import io.github.bc66coap.simulator.coap.TransportFactory;
import io.github.bc66coap.simulator.fault.FaultPlan;

/** What the builder was told about the module proper. */
record Settings(
        Identity identity,
        InetAddress address,
        TransmissionParameters transmission,
        TransportFactory transports,
        boolean attached,
        String simPin,
        Timing timing,
        Firmware firmware,
        FaultPlan faults,
        Consumer<TraceEvent> trace) {}
