// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** What happens to a module, its line, its network and its server in a week, drawn from a seed. */
final class WeekOfFaults {
    static final Duration WEEK = Duration.ofDays(7);

    private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(12);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(45);
    private static final int TOGETHER_ONE_IN = 5;

    /** A kind of fault, and how long it may take. */
    enum Kind {
        SERVER_RESTARTS(Duration.ofSeconds(1), Duration.ofMinutes(2)),
        SERVER_FORGETS_SESSION,
        SERVER_FORGETS_CLIENT,
        SERVER_FORGETS_OBSERVATION,
        NAT_REBINDS,
        NETWORK_DOWN(Duration.ofSeconds(1), Duration.ofHours(6)),
        DETACHED(Duration.ofSeconds(1), Duration.ofMinutes(30)),
        MODULE_RESTARTS,
        MODULE_RESTARTS_UNHEARD,
        DEEP_SLEEP,
        LINE_PULLED(Duration.ofSeconds(1), Duration.ofMinutes(10)),
        POWER_LOST(Duration.ofSeconds(1), Duration.ofMinutes(10));

        private final Duration shortest;
        private final Duration longest;

        Kind() {
            this(Duration.ZERO, Duration.ZERO);
        }

        Kind(Duration shortest, Duration longest) {
            this.shortest = shortest;
            this.longest = longest;
        }

        /** As many short ones as long ones, by orders of magnitude. */
        private Duration draw(SplittableRandom random) {
            if (longest.isZero()) {
                return Duration.ZERO;
            }
            double low = Math.log(shortest.toMillis());
            double high = Math.log(longest.toMillis());
            return Duration.ofMillis(Math.round(Math.exp(low + random.nextDouble() * (high - low))));
        }
    }

    /**
     * One fault.
     *
     * @param judged whether nothing else strikes before everything can be well again
     */
    record Strike(Kind kind, Duration at, Duration time, boolean judged) {
        Duration end() {
            return at.plus(time);
        }
    }

    private WeekOfFaults() {}

    static List<Strike> of(long seed, Set<Kind> kinds) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Kind> choice = List.copyOf(kinds);
        List<Strike> week = new ArrayList<>();
        Duration now = pause(random);
        while (now.compareTo(WEEK) < 0) {
            Strike strike = draw(random, choice, now);
            if (random.nextInt(TOGETHER_ONE_IN) == 0) {
                long within = strike.time().plusSeconds(60).toMillis();
                Strike other = draw(random, choice, now.plusMillis(random.nextLong(within)));
                boolean isLast = other.end().compareTo(strike.end()) > 0;
                week.add(new Strike(strike.kind(), strike.at(), strike.time(), !isLast));
                week.add(new Strike(other.kind(), other.at(), other.time(), isLast));
                now = isLast ? other.end() : strike.end();
            } else {
                week.add(strike);
                now = strike.end();
            }
            now = now.plus(pause(random));
        }
        return week;
    }

    private static Strike draw(SplittableRandom random, List<Kind> choice, Duration at) {
        Kind kind = choice.get(random.nextInt(choice.size()));
        return new Strike(kind, at, kind.draw(random), true);
    }

    private static Duration pause(SplittableRandom random) {
        return Duration.ofMillis(random.nextLong(SHORTEST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis()));
    }
}
