// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.faults;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.simulator.Quirk;
import io.github.bc66coap.simulator.fault.Fault;

import static org.assertj.core.api.Assertions.assertThat;

/** What a soak has to live with is such that it can show something. */
class SoakWeatherTest {
    private final SplittableRandom seeds = new SplittableRandom(1);
    private final List<SoakWeather> rounds = IntStream.range(0, 600)
            .mapToObj(round -> SoakWeather.of(SoakWeather.seed(seeds, round)))
            .toList();

    private Stream<SoakWeather> rounds(boolean garbled) {
        return rounds.stream().filter(round -> round.garbled() == garbled);
    }

    @Test
    void twoOfThreeRoundsAreStrict() {
        assertThat(rounds(false)).hasSize(400);
        assertThat(rounds.subList(0, 3)).extracting(SoakWeather::garbled).containsExactly(false, true, false);
    }

    @Test
    void someRoundsOfEitherKindHaveDtls() {
        assertThat(rounds.subList(0, 3)).extracting(SoakWeather::isSecure).containsExactly(false, false, true);
        assertThat(rounds(false)).filteredOn(SoakWeather::isSecure).hasSize(200);
        assertThat(rounds(true)).filteredOn(SoakWeather::isSecure).hasSize(100);
    }

    @Test
    void strictRoundsHaveAllFaultsThatDoNotGarble() {
        Set<Fault> seen = EnumSet.noneOf(Fault.class);
        rounds(false).forEach(round -> seen.addAll(round.faults().keySet()));
        assertThat(seen).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(SoakWeather.GARBLING)));
    }

    @Test
    void roundsThatAreNotStrictGarbleBytes() {
        assertThat(rounds(true)).isNotEmpty().allMatch(round -> round.faults().keySet().stream()
                .anyMatch(SoakWeather.GARBLING::contains));
    }

    @Test
    void modulesThatSleepFallAsleepInTheSilence() {
        List<SoakWeather> drowsy = rounds.stream().filter(SoakWeather::isDrowsy).toList();
        assertThat(drowsy).isNotEmpty().allSatisfy(round -> {
            for (Quirk quirk : List.of(Quirk.FIRST_AT_LOST, Quirk.LIGHT_SLEEP, Quirk.DUMMY_AT_UNANSWERED)) {
                assertThat(round.quirks().value(quirk)).isIn(0, (int) SoakWeather.SLEEPS_AFTER.toMillis());
            }
        });
    }

    @Test
    void quirksAfterSleepComeWithFirstAtLost() {
        List<SoakWeather> following = rounds.stream()
                .filter(round -> round.quirks().has(Quirk.CONTEXT_LOST_IN_SLEEP)
                        || round.quirks().has(Quirk.SEARCHING_AFTER_SLEEP))
                .toList();
        assertThat(following).isNotEmpty().allMatch(round -> round.quirks().has(Quirk.FIRST_AT_LOST));
    }
}
