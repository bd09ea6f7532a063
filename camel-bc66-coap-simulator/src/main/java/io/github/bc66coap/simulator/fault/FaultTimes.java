// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.fault;

import java.time.Duration;

/**
 * How long faults take.
 *
 * @param slow delay of {@link Fault#SLOW_REPLY}; to be shorter than the TE's deadline
 * @param late delay of {@link Fault#LATE_REPLY}; to be longer
 * @param idle how long nothing must have gone over the line before the module sleeps
 * @param away how long a line stays hung up, and how long a module takes to wake from deep sleep
 * @param hold how long a URC waits for the point where it is to be printed, before it is printed anywhere
 * @param network longest delay of a CoAP message
 */
public record FaultTimes(Duration slow, Duration late, Duration idle, Duration away, Duration hold, Duration network) {
    /** For a TE that waits 2 s for the reply to a command. */
    public static final FaultTimes DEFAULT = new FaultTimes(
            Duration.ofMillis(500),
            Duration.ofMillis(2500),
            Duration.ofSeconds(10),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    /** Checks the times. */
    public FaultTimes {
        for (Duration time : new Duration[] {slow, late, idle, away, hold, network}) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("negative time " + time);
            }
        }
    }
}
