// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.bc66coap.simulator.VirtualBc66;
import io.github.bc66coap.simulator.fault.Fault;
import picocli.CommandLine.Option;

/** The options that make faults. */
final class FaultOptions {
    @Option(
            names = "--fault",
            paramLabel = "NAME[=RATE]",
            description =
                    "Let a fault strike at random. RATE is the probability at each opportunity (defaults: see below). "
                            + "May be repeated.")
    private List<String> faults = List.of();

    @Option(
            names = "--loss",
            paramLabel = "RATE",
            description = "Lose CoAP messages: short for --fault network-loss=RATE.")
    private Double loss;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the faults (default: a new one each time).")
    private Long seed;

    /** Are there any? */
    boolean isAny() {
        return !faults.isEmpty() || loss != null;
    }

    /**
     * Tells the builder.
     *
     * @throws IllegalArgumentException if a name or a rate is none
     */
    void apply(VirtualBc66.Builder builder) {
        faults.forEach(fault -> apply(builder, fault));
        if (loss != null) {
            builder.fault(Fault.NETWORK_LOSS, loss);
        }
        if (seed != null) {
            builder.seed(seed);
        }
    }

    private static void apply(VirtualBc66.Builder builder, String text) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        Fault fault = Fault.of(name)
                .orElseThrow(() -> new IllegalArgumentException("no fault " + name + "; there are " + names()));
        if (equals < 0) {
            builder.fault(fault);
        } else {
            builder.fault(fault, rate(text.substring(equals + 1)));
        }
    }

    private static double rate(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a rate: " + text, e);
        }
    }

    private static String names() {
        return Arrays.stream(Fault.values()).map(Fault::cliName).collect(Collectors.joining(", "));
    }

    /** All faults with their default rates, for the help. */
    static String[] help() {
        return Stream.concat(
                        Stream.of("", "Faults:"), Arrays.stream(Fault.values()).map(fault -> "  %-20s %-7s %s"
                                .formatted(fault.cliName(), Double.toString(fault.defaultRate()), fault.description())))
                .toArray(String[]::new);
    }
}
