// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * A figure and what it is to be.
 *
 * @param name as on the page
 * @param file which measurement finds it
 * @param atLeast whether more is better
 * @param bound that it must reach, or not exceed
 * @param unit behind a value
 * @param value of a build
 */
record Target(
        String name,
        String file,
        boolean atLeast,
        double bound,
        String unit,
        BiFunction<Results, String, Spread> value) {
    /** All, in the order of the page. */
    static List<Target> all() {
        return List.of(
                least("decoder, mix of replies and notifications", "decoder", 50, "MB/s", "MIX" + Decoding.SPEED),
                new Target(
                        "the same / the first build shown",
                        "decoder",
                        true,
                        30,
                        "",
                        (results, build) -> results.ratio(
                                "MIX" + Decoding.SPEED,
                                build,
                                results.series().iterator().next())),
                most("the same, allocated for each byte", "decoder", 4, "bytes", "MIX" + Decoding.ALLOCATED),
                least("decoder, LwM2M requests", "decoder", 25, "MB/s", "LWM2M" + Decoding.SPEED),
                new Target(
                        "decoder, hostile lines / mix",
                        "decoder",
                        true,
                        0.2,
                        "",
                        (results, build) -> quotient(
                                results.values("HOSTILE" + Decoding.SPEED, build),
                                results.values("MIX" + Decoding.SPEED, build))),
                ratio("exchange rate / bare loop", "pty", true, 0.6, Exchanges.RATE, Exchanges.BARE),
                ratio("CPU for each exchange / bare loop", "pty", false, 3, Exchanges.CPU, Exchanges.BARE),
                ratio("CPU for each exchange / camel-coap", "pty", false, 1.5, Exchanges.CPU, Exchanges.COAP),
                most("allocated for each exchange", "pty", 16_384, "bytes", Exchanges.ALLOCATED),
                most("voluntary switches for each exchange", "pty", 9, "", Exchanges.SWITCHES),
                most("request to HEAD, warm, p50", "requests", 0.5, "ms", Requests.WARM_MEDIAN),
                most("request to HEAD, warm, p99", "requests", 3, "ms", Requests.WARM_P99),
                most("request to HEAD, first 200, p99", "requests", 100, "ms", Requests.FIRST_P99),
                ratio(
                        "use of a line at 115200 / bare loop",
                        "line",
                        true,
                        0.99,
                        LineEfficiency.EFFICIENCY,
                        Exchanges.BARE),
                most("threads for each idle TCP module", "idle", 0, "", IdleModules.THREADS + "tcp"),
                most("threads for each idle serial module", "idle", 1, "", IdleModules.THREADS + "pty"),
                most("1,000 TCP modules, resident memory", "modules", 350, "MiB", ManyModules.RESIDENT),
                most("1,000 TCP modules, threads", "modules", 40, "", ManyModules.THREADS),
                steady("1,000,000 exchanges, rate within ±", Exchanges.RATE),
                steady("1,000,000 exchanges, heap within ±", Exchanges.HEAP),
                most("whole verify", "verify", 5, "min", Verify.MINUTES));
    }

    private static Target least(String name, String file, double bound, String unit, String figure) {
        return new Target(name, file, true, bound, unit, (results, build) -> results.spread(figure, build));
    }

    private static Target most(String name, String file, double bound, String unit, String figure) {
        return new Target(name, file, false, bound, unit, (results, build) -> results.spread(figure, build));
    }

    private static Target ratio(
            String name, String file, boolean atLeast, double bound, String figure, String reference) {
        return new Target(name, file, atLeast, bound, "", (results, build) -> results.ratio(figure, build, reference));
    }

    private static Target steady(String name, String figure) {
        return new Target(
                name,
                "million",
                false,
                5,
                "%",
                (results, build) ->
                        Spread.of(100 * results.spread(figure, build).deviation()));
    }

    private static Spread quotient(double[] values, double... others) {
        double[] quotients = new double[Math.min(values.length, others.length)];
        Arrays.setAll(quotients, i -> values[i] / others[i]);
        return Spread.of(quotients);
    }

    /** Empty when that build wasn't measured. */
    Optional<Spread> of(Results results, String build) {
        try {
            return Optional.of(value.apply(results, build));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** By its median. */
    boolean isMet(Spread spread) {
        return atLeast ? spread.median() >= bound : spread.median() <= bound;
    }

    /** How many times better than the target; less than 1: it is missed. */
    double margin(Spread spread) {
        return atLeast ? spread.median() / bound : bound / spread.median();
    }

    String wanted() {
        return (atLeast ? "≥ " : "≤ ")
                + BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString()
                + (unit.isEmpty() ? "" : " " + unit);
    }
}
