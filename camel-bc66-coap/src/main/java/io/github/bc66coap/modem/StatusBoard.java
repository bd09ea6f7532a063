// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.modem.api.ModemStatus;
import io.github.bc66coap.modem.api.Reading;
import io.github.bc66coap.modem.api.SignalStrength;

/** What is known of a modem. The event loop writes it, any thread reads it; a reader gets values of one moment. */
final class StatusBoard {
    private final LongSupplier nanoTime;
    private ModemState state = new ModemState(ModemState.Phase.STOPPED, "");
    private long phaseSince;
    private long unreadySince;
    private long attemptAt;
    // null: unknown
    private Note<String> error;
    private Note<Boolean> attached;
    private Note<SignalStrength> signal;
    private Note<String> noSignal;

    private record Note<T>(T value, long time) {}

    /** @param nanoTime the loop's clock, which any thread may read */
    StatusBoard(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.phaseSince = nanoTime.getAsLong();
        this.unreadySince = phaseSince;
    }

    synchronized ModemStatus status() {
        long now = nanoTime.getAsLong();
        return new ModemStatus(
                state,
                Duration.ofNanos(now - phaseSince),
                state.isReady() ? Optional.empty() : Optional.of(Duration.ofNanos(now - unreadySince)),
                aged(error, now),
                state.phase() == ModemState.Phase.WAITING
                        ? Optional.of(Duration.ofNanos(Math.max(0, attemptAt - now)))
                        : Optional.empty(),
                aged(attached, now),
                aged(signal, now),
                aged(noSignal, now));
    }

    private static <T> Optional<Reading<T>> aged(Note<T> noted, long now) {
        return noted == null
                ? Optional.empty()
                : Optional.of(new Reading<>(noted.value(), Duration.ofNanos(now - noted.time())));
    }

    synchronized void enter(ModemState next) {
        long now = nanoTime.getAsLong();
        if (next.phase() != state.phase()) {
            phaseSince = now;
        }
        if (state.isReady() && !next.isReady()) {
            unreadySince = now;
        }
        attemptAt = now + next.retryDelay().toNanos();
        state = next;
    }

    /** The next attempt comes at another time. */
    synchronized void attemptAt(long time) {
        attemptAt = time;
    }

    synchronized void fail(String reason) {
        error = noted(reason);
    }

    synchronized void attached(boolean answer) {
        attached = noted(answer);
    }

    synchronized void signal(SignalStrength answer) {
        signal = noted(answer);
        noSignal = null;
    }

    /** The module was asked in vain. */
    synchronized void noSignal(String why) {
        noSignal = noted(why);
    }

    private <T> Note<T> noted(T value) {
        return new Note<>(value, nanoTime.getAsLong());
    }
}
