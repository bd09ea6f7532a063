// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Decides whether a notification is due, and when to sample next (OMA LwM2M Core 1.1, section 5.1.2). None is due before pmin has passed
 * since the last one; one is due at pmax. In between, a change calls for one; with gt, lt or st, crossing a limit does, or a difference of
 * at least the step from the last notified value. A call before pmin is due at pmin. The caller holds its lock.
 */
final class NotificationPace {
    private Object notified;
    private OptionalDouble seen = OptionalDouble.empty();
    private long notifiedAt;
    private boolean pending;

    /** The observers have the value: from the response that began the observation, or from a notification. */
    void notified(Object value, OptionalDouble number, long now) {
        notified = value;
        seen = number;
        notifiedAt = now;
        pending = false;
    }

    long notifiedAt() {
        return notifiedAt;
    }

    /** Whether a notification of this value is due now. */
    boolean isDue(NotificationAttributes attributes, Object value, OptionalDouble number, long now) {
        pending |= callsForNotification(attributes, value, number);
        seen = number;
        long since = now - notifiedAt;
        if (attributes.longest().filter(pmax -> since >= pmax.toNanos()).isPresent()) {
            return true;
        }
        return pending && since >= attributes.pmin().toNanos();
    }

    private boolean callsForNotification(NotificationAttributes attributes, Object value, OptionalDouble number) {
        if (!attributes.hasLimits() || number.isEmpty() || seen.isEmpty()) {
            return !Objects.deepEquals(notified, value);
        }
        double now = number.getAsDouble();
        double before = seen.getAsDouble();
        return attributes
                        .greaterThan()
                        .filter(limit -> (now > limit) != (before > limit))
                        .isPresent()
                || attributes
                        .lessThan()
                        .filter(limit -> (now < limit) != (before < limit))
                        .isPresent()
                || attributes
                        .step()
                        .filter(step -> notifiedNumber().isPresent()
                                && Math.abs(now - notifiedNumber().getAsDouble()) >= step)
                        .isPresent();
    }

    private OptionalDouble notifiedNumber() {
        return notified instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
    }

    /**
     * The time until the next sample.
     *
     * @param sample the usual interval
     */
    Duration nextSample(NotificationAttributes attributes, Duration sample, long now) {
        long next = sample.toNanos();
        long since = now - notifiedAt;
        if (pending) {
            next = Math.min(next, attributes.pmin().toNanos() - since);
        }
        if (attributes.longest().isPresent()) {
            next = Math.min(next, attributes.longest().get().toNanos() - since);
        }
        return Duration.ofNanos(Math.max(0, next));
    }
}
