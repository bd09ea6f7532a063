// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.api;

import java.time.Duration;
import java.util.Optional;

/**
 * What is known of a modem at one moment. Times are ages by a clock that never jumps: a gateway may learn the time of day long after its
 * start.
 *
 * @param state where it is in its life
 * @param inPhase how long it has been in this phase
 * @param unready how long it has not been ready; empty while it is
 * @param lastError why it was last lost, or an attempt failed; stays when it is ready again
 * @param nextAttempt how long it waits for its next attempt; zero when that is due
 * @param attached what the module last said of the network
 * @param signal what it last said of its signal
 * @param noSignal why the last question for it got no answer; empty if it got one
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
