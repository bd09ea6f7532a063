// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.quirks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.quirks.RouteSuite.Outcome;
import io.github.bc66coap.simulator.Quirks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Routes do what they do with modules of all kinds. A sample in the normal build, everything with {@code -Pquirks}; the
 * properties are explained in {@code docs/how-it-is-tested.md}.
 */
class RoutesUnderQuirksTest {
    /** Few tests are about what a quirk changes, so that they are left out. */
    private static final double MOST_OF_ALL = 0.8;

    @Test
    void routesHoldUnderQuirks() {
        long seed = Long.getLong("quirks.seed", 20261125);
        List<String> tests = words(System.getProperty("quirks.tests", ""), ",");
        System.out.println("quirks.seed=" + seed);
        List<Outcome> outcomes = new QuirkRun(System.out, new RouteSuite(tests)).run(plan(seed));
        assertThat(outcomes).as("runs").isNotEmpty();
        assertThat(outcomes).allSatisfy(outcome -> assertHeld(outcome, tests.isEmpty() ? MOST_OF_ALL : 0));
    }

    private static void assertHeld(Outcome outcome, double leastShare) {
        assertThat(outcome.failures()).as("failures under %s", outcome.quirks()).isEmpty();
        assertThat(outcome.tests()).as("tests under %s", outcome.quirks()).isPositive();
        assertThat(outcome.methodShare())
                .as("share of the test methods that ran under %s", outcome.quirks())
                .isGreaterThanOrEqualTo(leastShare);
    }

    private static List<Quirks> plan(long seed) {
        List<String> only = words(System.getProperty("quirks.only", ""), ";");
        if (!only.isEmpty()) {
            return only.stream().map(Quirks::parse).toList();
        }
        List<Quirks> plan = new ArrayList<>();
        if (Boolean.getBoolean("quirks.alone")) {
            plan.add(Quirks.NONE);
            Combinations.served().stream().map(Combinations::alone).forEach(plan::add);
        }
        for (int i = 0; i < Integer.getInteger("quirks.combinations", 0); i++) {
            plan.add(Combinations.random(seed + i));
        }
        return plan;
    }

    private static List<String> words(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .filter(word -> !word.isBlank())
                .toList();
    }
}
