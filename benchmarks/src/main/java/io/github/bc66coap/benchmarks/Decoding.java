// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import org.openjdk.jmh.runner.RunnerException;

/** Runs {@link DecoderBenchmark} with each recording. */
final class Decoding implements Bench.Measurement {
    static final String SPEED = ", MB/s";
    static final String ALLOCATED = ", bytes allocated for each byte";

    @Override
    public void measure(Plan plan, Results results) throws RunnerException {
        for (Recordings recording : Recordings.values()) {
            double length = recording.bytes().length;
            Jmh.run(plan, DecoderBenchmark.class, "recording", recording.name(), (build, nanos, bytes) -> {
                results.add(recording + SPEED, build, 1000 * length / nanos);
                results.add(recording + ALLOCATED, build, bytes / length);
            });
        }
    }
}
