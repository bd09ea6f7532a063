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
