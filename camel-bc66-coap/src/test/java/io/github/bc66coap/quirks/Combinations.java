// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quirks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.Quirks;

/** The quirks that the suite runs under. */
final class Combinations {
    /** What the driver can't serve: see {@code QuirkLimitsTest}. */
    private static final Set<Quirk> LEFT_OUT = Set.of(
            Quirk.NO_QCOAP,
            Quirk.OPEN_DIALECT,
            Quirk.PORT_ONLY_CONTEXTS,
            Quirk.OPTION_ERROR_APPLIED,
            Quirk.OPTIONS_IN_EMPTY_MESSAGES);

    /** Modules of the tests fall asleep while these wait, so sooner than real ones. */
    private static final Map<Quirk, String> VALUES = Map.of(
            Quirk.DEEP_SLEEP, "6000",
            Quirk.FIRST_AT_LOST, "6000",
            Quirk.DUMMY_AT_UNANSWERED, "6000",
            Quirk.LIGHT_SLEEP, "6000",
            Quirk.SEARCHING_AFTER_SLEEP, "500");

    /** What these change is seen when a module has slept deep. */
    private static final Set<Quirk> AFTER_DEEP_SLEEP = Set.of(Quirk.CONTEXT_LOST_IN_SLEEP, Quirk.SEARCHING_AFTER_SLEEP);

    private static final int MOST = 10;

    private Combinations() {}

    /** The quirks under which the suite holds. */
    static List<Quirk> served() {
        return Arrays.stream(Quirk.values())
                .filter(quirk -> !LEFT_OUT.contains(quirk))
                .toList();
    }

    /** One quirk alone, or with the one without which nothing would come of it. */
    static Quirks alone(Quirk quirk) {
        Quirks alone = with(Quirks.NONE, quirk);
        return AFTER_DEEP_SLEEP.contains(quirk) ? with(alone, Quirk.FIRST_AT_LOST) : alone;
    }

    private static Quirks with(Quirks quirks, Quirk quirk) {
        return VALUES.containsKey(quirk) ? quirks.with(quirk, VALUES.get(quirk)) : quirks.with(quirk);
    }

    /** Two to ten that a module can have together; the same for the same seed. */
    static Quirks random(long seed) {
        Random random = new Random(seed);
        int count = 2 + random.nextInt(MOST - 1);
        List<Quirk> shuffled = new ArrayList<>(served());
        Collections.shuffle(shuffled, random);
        Quirks quirks = Quirks.NONE;
        for (Quirk quirk : shuffled) {
            if (quirks.all().size() < count && quirks.all().stream().noneMatch(quirk::excludes)) {
                quirks = with(quirks, quirk);
            }
        }
        return quirks;
    }
}
