// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.lwm2m;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.eclipse.leshan.core.link.attributes.InvalidAttributeException;
import org.eclipse.leshan.core.link.lwm2m.attributes.DefaultLwM2mAttributeParser;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttribute;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributeModel;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributes;

/**
 * The attributes that govern the notifications of a resource (OMA LwM2M Core 1.1, section 5.1.2).
 *
 * @param pmin the shortest time between two notifications
 * @param pmax the longest
 * @param greaterThan a limit: crossing it calls for a notification
 * @param lessThan a second limit
 * @param step the difference from the last notified value that calls for a notification
 */
record NotificationAttributes(
        Duration pmin,
        Optional<Duration> pmax,
        Optional<Double> greaterThan,
        Optional<Double> lessThan,
        Optional<Double> step) {
    static final NotificationAttributes NONE = new NotificationAttributes(
            Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final long LONGEST_SECONDS = 1_000_000_000;

    /**
     * Changed by a query, such as {@code pmin=5&pmax=60}. An attribute without a value returns to its default.
     *
     * @throws Lwm2mException 4.00 when an attribute is malformed or unknown, or they contradict each other
     */
    NotificationAttributes with(String query, NotificationAttributes defaults) {
        Collection<LwM2mAttribute<?>> given;
        try {
            given = new DefaultLwM2mAttributeParser().parseUriQuery(query);
        } catch (InvalidAttributeException | RuntimeException e) {
            throw new Lwm2mException("4.00", "attributes: " + e.getMessage(), e);
        }
        NotificationAttributes all = this;
        for (LwM2mAttribute<?> attribute : given) {
            all = all.with(attribute, defaults);
        }
        all.check(defaults);
        return all;
    }

    private NotificationAttributes with(LwM2mAttribute<?> given, NotificationAttributes defaults) {
        LwM2mAttributeModel<?> model = given.getModel();
        if (model.equals(LwM2mAttributes.MINIMUM_PERIOD)) {
            return with(given.hasValue() ? seconds(given) : defaults.pmin, pmax);
        }
        if (model.equals(LwM2mAttributes.MAXIMUM_PERIOD)) {
            // zero means none (section 5.1.2)
            Optional<Duration> most =
                    given.hasValue() ? Optional.of(seconds(given)).filter(time -> !time.isZero()) : defaults.pmax;
            return with(pmin, most);
        }
        Optional<Double> limit = Optional.ofNullable(given.getValue())
                .filter(Double.class::isInstance)
                .map(Double.class::cast);
        if (model.equals(LwM2mAttributes.GREATER_THAN)) {
            return new NotificationAttributes(pmin, pmax, limit, lessThan, step);
        }
        if (model.equals(LwM2mAttributes.LESSER_THAN)) {
            return new NotificationAttributes(pmin, pmax, greaterThan, limit, step);
        }
        if (model.equals(LwM2mAttributes.STEP)) {
            return new NotificationAttributes(pmin, pmax, greaterThan, lessThan, limit);
        }
        throw Lwm2mException.badRequest("attribute " + given.getName() + " can't be written");
    }

    /** With another pmin and pmax. */
    NotificationAttributes with(Duration least, Optional<Duration> most) {
        return new NotificationAttributes(least, most, greaterThan, lessThan, step);
    }

    private static Duration seconds(LwM2mAttribute<?> attribute) {
        long seconds = (Long) attribute.getValue();
        return Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST_SECONDS)));
    }

    /** The specification requires lt + 2 st < gt. */
    private void check(NotificationAttributes defaults) {
        if (step.filter(value -> value <= 0).isPresent()) {
            throw Lwm2mException.badRequest("st must be greater than 0");
        }
        if (!longest().equals(pmax) && !pmax.equals(defaults.pmax)) {
            throw Lwm2mException.badRequest("pmax must not be less than pmin");
        }
        if (greaterThan.isPresent()
                && lessThan.isPresent()
                && lessThan.get() + 2 * step.orElse(0.0) >= greaterThan.get()) {
            throw Lwm2mException.badRequest("lt + 2 st must be less than gt");
        }
    }

    /** The pmax in force: one below pmin, which the Server object's defaults may give, is ignored (section 5.1.2). */
    Optional<Duration> longest() {
        return pmax.filter(most -> most.compareTo(pmin) >= 0);
    }

    /** Whether not every change calls for a notification. */
    boolean hasLimits() {
        return greaterThan.isPresent() || lessThan.isPresent() || step.isPresent();
    }

    /** The attributes that are set, for Discover. */
    List<LwM2mAttribute<?>> attributes() {
        List<LwM2mAttribute<?>> set = new ArrayList<>();
        if (!pmin.isZero()) {
            set.add(LwM2mAttributes.create(LwM2mAttributes.MINIMUM_PERIOD, pmin.toSeconds()));
        }
        pmax.ifPresent(most -> set.add(LwM2mAttributes.create(LwM2mAttributes.MAXIMUM_PERIOD, most.toSeconds())));
        greaterThan.ifPresent(limit -> set.add(LwM2mAttributes.create(LwM2mAttributes.GREATER_THAN, limit)));
        lessThan.ifPresent(limit -> set.add(LwM2mAttributes.create(LwM2mAttributes.LESSER_THAN, limit)));
        step.ifPresent(least -> set.add(LwM2mAttributes.create(LwM2mAttributes.STEP, least)));
        return set;
    }
}
