// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator;

import java.net.InetAddress;
import java.util.function.Consumer;

import io.github.bc66coap.simulator.at.Timing;
import io.github.bc66coap.simulator.coap.TransmissionParameters;
import io.github.bc66coap.simulator.coap.TransportFactory;
import io.github.bc66coap.simulator.fault.FaultPlan;

/** The builder's settings of the module itself. */
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
