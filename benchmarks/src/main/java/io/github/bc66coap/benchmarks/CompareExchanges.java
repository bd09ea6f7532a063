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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Runs {@link ExchangeLoad} bare, with the classes of an earlier build and with today's, in turn, each in a JVM of its own, and prints
 * medians and their ratios to the bare loop. Arguments: the folder of the earlier classes, how many rounds, the file for the results.
 */
public final class CompareExchanges {
    private static final int COUNT = 50_000;
    private static final List<String> FIGURES =
            List.of("exchanges/s", "CPU microseconds", "bytes allocated", "voluntary switches");

    private CompareExchanges() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String now = System.getProperty("java.class.path");
        String before = Path.of(arguments[0]) + System.getProperty("path.separator") + now;
        int rounds = Integer.parseInt(arguments[1]);
        double[][] bare = new double[rounds][];
        double[][] old = new double[rounds][];
        double[][] today = new double[rounds][];
        try (ScriptedModule module = new ScriptedModule()) {
            for (int round = 0; round < rounds; round++) {
                bare[round] = run(now, "bare", module.port());
                old[round] = run(before, "camel", module.port());
                today[round] = run(now, "camel", module.port());
            }
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < FIGURES.size(); i++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  {\"figure\": \"%s\", \"bare\": %s, \"before\": %s, \"after\": %s, \"before/bare\": %.2f, \"after/bare\": %.2f}",
                    FIGURES.get(i),
                    spread(bare, i),
                    spread(old, i),
                    spread(today, i),
                    median(old, i) / median(bare, i),
                    median(today, i) / median(bare, i)));
        }
        Files.writeString(Path.of(arguments[2]), "[\n" + String.join(",\n", lines) + "\n]\n");
        lines.forEach(System.out::println);
    }

    private static double[] run(String classPath, String how, int port) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        classPath,
                        ExchangeLoad.class.getName(),
                        how,
                        Integer.toString(port),
                        Integer.toString(COUNT))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the load ended with " + process.exitValue());
        }
        return Arrays.stream(output.strip().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    private static String spread(double[][] rounds, int figure) {
        double[] sorted = sorted(rounds, figure);
        return String.format(
                Locale.ROOT, "[%.1f, %.1f, %.1f]", sorted[0], median(rounds, figure), sorted[sorted.length - 1]);
    }

    private static double median(double[][] rounds, int figure) {
        double[] sorted = sorted(rounds, figure);
        return sorted[sorted.length / 2];
    }

    private static double[] sorted(double[][] rounds, int figure) {
        return Arrays.stream(rounds)
                .mapToDouble(round -> round[figure])
                .sorted()
                .toArray();
    }
}
