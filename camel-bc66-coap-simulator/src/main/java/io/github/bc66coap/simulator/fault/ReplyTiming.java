// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.fault;

import java.time.Duration;

import io.github.bc66coap.simulator.at.Timing;

/** Delays some replies. Core thread only. */
public final class ReplyTiming implements Timing {
    private final FaultPlan plan;
    private final Timing usual;

    /** Adds to the usual times. */
    public ReplyTiming(FaultPlan plan, Timing usual) {
        this.plan = plan;
        this.usual = usual;
    }

    @Override
    public Duration latency(String commandLine) {
        plan.command(commandLine);
        Duration latency = usual.latency(commandLine);
        if (plan.strikes(Fault.SLOW_REPLY)) {
            latency = latency.plus(plan.times().slow());
        }
        return plan.strikes(Fault.LATE_REPLY) ? latency.plus(plan.times().late()) : latency;
    }
}
