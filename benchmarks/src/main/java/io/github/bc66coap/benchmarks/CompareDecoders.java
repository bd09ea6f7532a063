/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs {@link DecoderBenchmark} with the classes of an earlier build and with today's, in turn, and prints medians and their ratio.
 * Arguments: the folder of the earlier classes, how many rounds, the file for the results.
 */
public final class CompareDecoders {
    private static final String CLASS_PATH = "java.class.path";

    private CompareDecoders() {}

    public static void main(String[] arguments) throws IOException, RunnerException {
        String now = System.getProperty(CLASS_PATH);
        String base = Path.of(arguments[0]) + System.getProperty("path.separator") + now;
        int rounds = Integer.parseInt(arguments[1]);
        List<String> lines = new ArrayList<>();
        for (Recordings recording : Recordings.values()) {
            Figures before = new Figures(recording, rounds);
            Figures after = new Figures(recording, rounds);
            for (int round = 0; round < rounds; round++) {
                before.measure(base, round);
                after.measure(now, round);
            }
            lines.add(line(recording, before, after));
        }
        Files.writeString(Path.of(arguments[2]), "[\n" + String.join(",\n", lines) + "\n]\n");
        lines.forEach(System.out::println);
    }

    private static String line(Recordings recording, Figures before, Figures after) {
        return String.format(
                Locale.ROOT,
                "  {\"recording\": \"%s\", \"bytes\": %d, \"before\": %s, \"after\": %s, \"speed ratio\": %.1f, \"allocation ratio\": %.4f}",
                recording,
                recording.bytes().length,
                before,
                after,
                median(after.speeds) / median(before.speeds),
                median(after.allocations) / median(before.allocations));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** What came out in each round. */
    private static final class Figures {
        private final Recordings recording;
        /** Megabytes a second. */
        private final double[] speeds;
        /** Bytes that were allocated for each byte. */
        private final double[] allocations;

        Figures(Recordings recording, int rounds) {
            this.recording = recording;
            this.speeds = new double[rounds];
            this.allocations = new double[rounds];
        }

        void measure(String classPath, int round) throws RunnerException {
            System.setProperty(CLASS_PATH, classPath);
            Options options = new OptionsBuilder()
                    .include(DecoderBenchmark.class.getName())
                    .param("recording", recording.name())
                    .forks(1)
                    .warmupIterations(3)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.seconds(1))
                    .addProfiler(GCProfiler.class)
                    .build();
            RunResult result = new Runner(options).runSingle();
            double length = recording.bytes().length;
            speeds[round] = 1000 * length / result.getPrimaryResult().getScore();
            allocations[round] =
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / length;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "{\"MB/s\": %.3f, \"least\": %.3f, \"most\": %.3f, \"bytes allocated per byte\": %.1f}",
                    median(speeds),
                    Arrays.stream(speeds).min().orElseThrow(),
                    Arrays.stream(speeds).max().orElseThrow(),
                    median(allocations));
        }
    }
}
