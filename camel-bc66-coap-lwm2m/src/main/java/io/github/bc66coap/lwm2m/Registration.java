// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * When a client registers, and when it updates its registration (OMA LwM2M Core 1.0, section 5.3): the state alone, which knows neither
 * threads nor messages.
 *
 * <p>An update is due well before the lifetime is over: half of it, but four minutes or a tenth of it where it is long, as a message may take
 * 93 s and be tried again. A tenth of the wait is left to chance, so that devices which began together don't go on together. What
 * fails is tried again after 2 s, then twice as long each time, at most 5 minutes or a quarter of the lifetime.
 *
 * <p>Thread-safe. One step is under way at a time: {@link #begin()} gives it, and {@link #registered}, {@link #updated} or {@link
 * #failed} ends it.
 */
final class Registration {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);
    private static final Duration BETWEEN_REGISTRATIONS = Duration.ofMinutes(1);
    private static final Duration MARGIN = Duration.ofMinutes(4);

    /** What is to be done. */
    sealed interface Step {
        /** A new registration. */
        record Register(Duration lifetime) implements Step {}

        /** The one that is kept there lives on. */
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
    }

    /** The step that is due; nobody gets another one until it has ended. */
    synchronized Optional<Step> begin() {
        if (over || underWay || nanoTime.getAsLong() - due < 0) {
            return Optional.empty();
        }
        underWay = true;
        soon = false;
        if (location == null || anew) {
            anew = false;
            lifetimeChanged = false;
            return Optional.of(new Step.Register(lifetime));
        }
        Optional<Duration> changed = lifetimeChanged ? Optional.of(lifetime) : Optional.empty();
        lifetimeChanged = false;
        return Optional.of(new Step.Update(location, changed));
    }

    /** How long there is nothing to do; zero when something is due, a long time when there is nothing. */
    synchronized Duration wait(Duration longest) {
        if (over || underWay) {
            return longest;
        }
        Duration wait = Duration.ofNanos(Math.max(0, due - nanoTime.getAsLong()));
        return wait.compareTo(longest) < 0 ? wait : longest;
    }

    /** The platform keeps it there, as {@code /rd/abc}. */
    synchronized void registered(String where) {
        location = where;
        registeredAt = nanoTime.getAsLong();
        renewed();
    }

    /** The update was answered 2.04. */
    synchronized void updated() {
        renewed();
    }

    /** The update was answered 4.04: the platform has no such registration, so there is to be a new one at once. */
    synchronized void forgotten() {
        underWay = false;
        location = null;
        hurry();
    }

    /** The step came to nothing. What it was meant to tell is still to be told, and an update stays an update. */
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
            long period = lifetime.minus(margin()).toNanos();
            due = now + period - (long) (period * random.getAsDouble() / 10);
        }
    }

    private Duration margin() {
        Duration half = lifetime.dividedBy(2);
        Duration tenth = lifetime.dividedBy(10);
        Duration least = half.compareTo(MARGIN) < 0 ? half : MARGIN;
        return tenth.compareTo(least) > 0 ? tenth : least;
    }

    /** The platform's observations are gone, or the objects are others: a new registration, at once. */
    synchronized void registerAnew() {
        anew = true;
        hurry();
    }

    /**
     * The platform has rejected a notification, so it has forgotten that it observes: a new registration, but a minute after the last one at
     * the earliest, or instead of the next update. One that rejects each notification would have a client do nothing else.
     */
    synchronized void registerAnewAfterAWhile() {
        long earliest = registeredAt + BETWEEN_REGISTRATIONS.toNanos();
        if (location == null || earliest - nanoTime.getAsLong() <= 0) {
            registerAnew();
        } else {
            anew = true;
            due = earliest - due < 0 ? earliest : due;
        }
    }

    /** The platform should hear of us at once; it keeps its observations. */
    synchronized void updateSoon() {
        hurry();
    }

    /** The platform has written another lifetime: an update tells that it holds. */
    synchronized void lifetime(Duration lifetime) {
        lifetimeChanged |= !lifetime.equals(this.lifetime);
        this.lifetime = lifetime;
        hurry();
    }

    /** A bootstrap server has sent us elsewhere, in the middle of a step: what is kept at the last server is left to end. */
    synchronized void moved(Duration lifetime) {
        this.lifetime = lifetime;
        location = null;
    }

    private void hurry() {
        due = nanoTime.getAsLong();
        soon = true;
    }

    /** Nothing begins any more. Gives where the platform keeps the registration that is to be ended, if there is one. */
    synchronized Optional<String> end() {
        over = true;
        Optional<String> kept = Optional.ofNullable(location);
        location = null;
        return kept;
    }

    synchronized Duration lifetime() {
        return lifetime;
    }

    /** Where the platform keeps it; empty if there is none. */
    synchronized Optional<String> location() {
        return Optional.ofNullable(location);
    }

    /** Whether the platform still has it, as far as is known. */
    synchronized boolean isCurrent() {
        return location != null && !anew && nanoTime.getAsLong() - end < 0;
    }

    /** How much of the lifetime is left. */
    synchronized Duration left() {
        return location == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, end - nanoTime.getAsLong()));
    }
}
