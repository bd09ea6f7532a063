// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.util.Map;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs a benchmark with the classes of each build in turn. */
final class Jmh {
    private static final String CLASS_PATH = "java.class.path";

    private Jmh() {}

    /** What one run has found. */
    interface Found {
        /**
         * @param nanos that an operation takes
         * @param bytes that it allocates
         */
        void add(String build, double nanos, double bytes);
    }

    static void run(Plan plan, Class<?> benchmark, String parameter, String value, Found found) throws RunnerException {
        for (int round = 0; round < plan.rounds(); round++) {
            for (Map.Entry<String, String> build : plan.builds().entrySet()) {
                // JMH starts its processes with the class path of its own
                String own = System.setProperty(CLASS_PATH, build.getValue());
                try {
                    RunResult result = new Runner(new OptionsBuilder()
                                    .include(benchmark.getName())
                                    .param(parameter, value)
                                    .forks(1)
                                    .warmupIterations(3)
                                    .warmupTime(TimeValue.milliseconds(700))
                                    .measurementIterations(3)
                                    .measurementTime(TimeValue.milliseconds(700))
                                    .jvmArgsAppend("-Dslf4j.internal.verbosity=ERROR")
                                    .addProfiler(GCProfiler.class)
                                    .verbosity(VerboseMode.SILENT)
                                    .build())
                            .runSingle();
                    found.add(
                            build.getKey(),
                            result.getPrimaryResult().getScore(),
                            result.getSecondaryResults()
                                    .get("gc.alloc.rate.norm")
                                    .getScore());
                } finally {
                    System.setProperty(CLASS_PATH, own);
                }
            }
        }
    }
}
