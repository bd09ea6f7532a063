// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;
import java.util.Optional;

/**
 * What is known of a modem at one moment. Times are told as how long ago, by a clock that never jumps: a gateway may learn the time of
 * day long after it has started.
 *
 * @param state where it is in its life
 * @param inPhase for how long it has been in this phase
 * @param unready for how long it has not been ready; empty while it is
 * @param lastError why it was lost, or an attempt to get it ready failed, for the last time; stays when it is ready again
 * @param nextAttempt when it waits for its next attempt, how long until that; zero when it is due
 * @param attached what the module said of the network for the last time, when it was asked
 * @param signal what it said of its signal for the last time
 * @param noSignal why the last question for it was in vain; empty when it wasn't
 */
public record ModemStatus(
        ModemState state,
        Duration inPhase,
        Optional<Duration> unready,
        Optional<Reading<String>> lastError,
        Optional<Duration> nextAttempt,
        Optional<Reading<Boolean>> attached,
        Optional<Reading<SignalStrength>> signal,
        Optional<Reading<String>> noSignal) {}
