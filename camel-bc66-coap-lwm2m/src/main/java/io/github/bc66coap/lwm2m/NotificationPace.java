// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * Whether a value is to be told to those who observe it, and when to look again (OMA LwM2M Core 1.1, section 5.1.2). Not before pmin has
 * passed since the last time; pmax after it in any case; in between when the value has changed, or, with gt, lt or st, when it has
 * crossed a limit or differs from the one told last by the step at least. What calls for a notification before pmin is over is told then.
 * The caller holds its lock.
 */
final class NotificationPace {
    private Object told;
    private OptionalDouble seen = OptionalDouble.empty();
    private long toldAt;
    private boolean owed;

    /** The value has been told: by the reply that began the observation, or by a notification. */
    void told(Object value, OptionalDouble number, long now) {
        told = value;
        seen = number;
        toldAt = now;
        owed = false;
    }

    /** Whether this value is to be told now. */
    boolean isDue(NotificationAttributes attributes, Object value, OptionalDouble number, long now) {
        owed |= calls(attributes, value, number);
        seen = number;
        long since = now - toldAt;
        if (attributes.pmax().filter(pmax -> since >= pmax.toNanos()).isPresent()) {
            return true;
        }
        return owed && since >= attributes.pmin().toNanos();
    }

    private boolean calls(NotificationAttributes attributes, Object value, OptionalDouble number) {
        if (!attributes.hasLimits() || number.isEmpty() || seen.isEmpty()) {
            return !Objects.deepEquals(told, value);
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
                        .filter(step -> toldNumber().isPresent()
                                && Math.abs(now - toldNumber().getAsDouble()) >= step)
                        .isPresent();
    }

    private OptionalDouble toldNumber() {
        return told instanceof Number number ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
    }

    /**
     * How long until the value is to be looked at again.
     *
     * @param sample how often to look otherwise
     */
    Duration nextLook(NotificationAttributes attributes, Duration sample, long now) {
        long next = sample.toNanos();
        long since = now - toldAt;
        if (owed) {
            next = Math.min(next, attributes.pmin().toNanos() - since);
        }
        if (attributes.pmax().isPresent()) {
            next = Math.min(next, attributes.pmax().get().toNanos() - since);
        }
        return Duration.ofNanos(Math.max(0, next));
    }
}
