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
package io.github.bc66coap.simulator.fault;

import java.time.Duration;

import io.github.bc66coap.simulator.at.Timing;

/** Answers late, now and then. Core thread only. */
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
