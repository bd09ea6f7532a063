// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Decides when a client registers and updates its registration (OMA LwM2M Core 1.0, section 5.3). Pure state without threads or messages.
 *
 * <p>An update is due after half the lifetime; of a long lifetime, four minutes or a tenth before its end, because a message may take 93 s
 * and need a retry. Chance shortens the wait by up to a tenth, so that devices that start together drift apart. A failed step is retried
 * after 2 s, then after twice the time each, at most 5 minutes or a quarter of the lifetime.
 *
 * <p>Thread-safe. One step is under way at a time: {@link #begin()} returns it, and {@link #registered}, {@link #updated} or {@link
 * #failed} ends it.
 */
final class Registration {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);
    private static final Duration BETWEEN_REGISTRATIONS = Duration.ofMinutes(1);
    private static final Duration MARGIN = Duration.ofMinutes(4);

    /** What to do next. */
    sealed interface Step {
        /** A new registration. */
        record Register(Duration lifetime) implements Step {}

        /** An update of the registration at that location. */
        record Update(String location, Optional<Duration> newLifetime) implements Step {}
    }

    private final LongSupplier nanoTime;
    private final DoubleSupplier random;
    private Duration lifetime;
    private boolean lifetimeChanged;
    private String location;
    private boolean anew;
    private boolean underWay;
    private boolean soon;
    private boolean over;
    private int failures;
    private long due;
    private long end;
    /** When the last registration began. */
    private long begunAt;
    /** When one was last accepted. */
    private long registeredAt;

    /**
     * @param nanoTime as {@link System#nanoTime()}
     * @param random as {@link java.util.Random#nextDouble()}
     */
    Registration(Duration lifetime, LongSupplier nanoTime, DoubleSupplier random) {
        this.lifetime = lifetime;
        this.nanoTime = nanoTime;
        this.random = random;
        due = nanoTime.getAsLong();
        begunAt = due;
    }

    /** The step that is due, if any; no other begins before it has ended. */
    synchronized Optional<Step> begin() {
        if (over || underWay || nanoTime.getAsLong() - due < 0) {
            return Optional.empty();
        }
        underWay = true;
        soon = false;
        if (location == null || anew) {
            anew = false;
            lifetimeChanged = false;
            begunAt = nanoTime.getAsLong();
            return Optional.of(new Step.Register(lifetime));
        }
        Optional<Duration> changed = lifetimeChanged ? Optional.of(lifetime) : Optional.empty();
        lifetimeChanged = false;
        return Optional.of(new Step.Update(location, changed));
    }

    /** The time until a step is due; zero if one is, {@code longest} if none is in sight. */
    synchronized Duration untilNextStep(Duration longest) {
        if (over || underWay) {
            return longest;
        }
        Duration wait = Duration.ofNanos(Math.max(0, due - nanoTime.getAsLong()));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** The platform keeps the registration at that location, such as {@code /rd/abc}. */
    synchronized void registered(String where) {
        location = where;
        registeredAt = nanoTime.getAsLong();
        renewed();
    }

    /** The update was answered 2.04. */
    synchronized void updated() {
        renewed();
    }

    /** The platform knows no such registration (4.04): register at once. */
    synchronized void forgotten() {
        underWay = false;
        location = null;
        makeDue();
    }

    /** The step failed. Its retry carries the same content, and an update stays an update. */
    synchronized void failed(Step step) {
        underWay = false;
        if (step instanceof Step.Register && location != null) {
            anew = true;
        }
        if (step instanceof Step.Update update && update.newLifetime().isPresent()) {
            lifetimeChanged = true;
        }
        failures++;
        if (!soon) {
            due = nanoTime.getAsLong() + retryDelay();
        }
    }

    private long retryDelay() {
        long longest = Math.max(
                FIRST_RETRY.toNanos(),
                Math.min(LAST_RETRY.toNanos(), lifetime.dividedBy(4).toNanos()));
        int doublings = Math.min(failures - 1, 16);
        long delay = Math.min(longest, FIRST_RETRY.toNanos() << doublings);
        return (long) (delay * (0.75 + random.getAsDouble() / 2));
    }

    private void renewed() {
        underWay = false;
        failures = 0;
        long now = nanoTime.getAsLong();
        end = now + lifetime.toNanos();
        if (!soon) {
            due = now + period() - (long) (period() * random.getAsDouble() / 10);
        }
    }

    /** The longest time between two updates, in nanoseconds. */
    private long period() {
        return lifetime.minus(margin()).toNanos();
    }

    private Duration margin() {
        Duration half = lifetime.dividedBy(2);
        Duration tenth = lifetime.dividedBy(10);
        Duration least = half.compareTo(MARGIN) < 0 ? half : MARGIN;
        return tenth.compareTo(least) > 0 ? tenth : least;
    }

    /** Observations are lost, or the objects have changed: register at once. */
    synchronized void registerAnew() {
        anew = true;
        makeDue();
    }

    /** The module has lost its observers: the next step is a registration, whenever it is due. */
    synchronized void registerAnewNext() {
        anew = true;
    }

    /**
     * The platform has rejected a notification, so it has lost its observation: register a minute after the last registration, or when the
     * next update is due if that is earlier. The delay bounds the traffic to a platform that rejects every notification. No registration
     * follows if one has begun since the platform accepted a value: it has ended that observation, and another would end its successors.
     *
     * @param acceptedAt when the platform last accepted a value of what it observed
     */
    synchronized void registerAnewAfterAWhile(long acceptedAt) {
        if (begunAt - acceptedAt > 0) {
            return;
        }
        long earliest = registeredAt + Math.min(BETWEEN_REGISTRATIONS.toNanos(), period());
        if (location == null || earliest - nanoTime.getAsLong() <= 0) {
            registerAnew();
        } else {
            anew = true;
            due = underWay || earliest - due < 0 ? earliest : due;
            soon = true;
        }
    }

    /** Update at once; the platform keeps its observations. */
    synchronized void updateSoon() {
        makeDue();
    }

    /** The platform has written another lifetime: confirm it by an update. */
    synchronized void lifetime(Duration lifetime) {
        lifetimeChanged |= !lifetime.equals(this.lifetime);
        this.lifetime = lifetime;
        makeDue();
    }

    /** The bootstrap server has named another server, in the middle of a step. The registration at the last one is left to expire. */
    synchronized void moved(Duration lifetime) {
        this.lifetime = lifetime;
        location = null;
    }

    private void makeDue() {
        due = nanoTime.getAsLong();
        soon = true;
    }

    /** No step begins any more. Returns the location of the registration to end, if there is one. */
    synchronized Optional<String> end() {
        over = true;
        Optional<String> kept = Optional.ofNullable(location);
        location = null;
        return kept;
    }

    synchronized Duration lifetime() {
        return lifetime;
    }

    /** The location of the registration, if there is one. */
    synchronized Optional<String> location() {
        return Optional.ofNullable(location);
    }

    /** Whether the platform still has the registration, as far as known. */
    synchronized boolean isCurrent() {
        return location != null && !anew && nanoTime.getAsLong() - end < 0;
    }

    /** The rest of the lifetime. */
    synchronized Duration left() {
        return location == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }
}
