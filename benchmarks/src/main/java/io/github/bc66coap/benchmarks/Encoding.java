// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import org.openjdk.jmh.runner.RunnerException;

/** Runs {@link EncoderBenchmark} with each kind of command. */
final class Encoding implements Bench.Measurement {
    static final String TIME = ", ns";
    static final String ALLOCATED = ", bytes allocated";

    @Override
    public void measure(Plan plan, Results results) throws RunnerException {
        for (Commands command : Commands.values()) {
            Jmh.run(plan, EncoderBenchmark.class, "command", command.name(), (build, nanos, bytes) -> {
                results.add(command + TIME, build, nanos);
                results.add(command + ALLOCATED, build, bytes);
            });
        }
    }
}
