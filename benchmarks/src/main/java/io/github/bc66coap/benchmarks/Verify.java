// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How long the whole build takes with all its tests, and how many these are, by the reports that it writes. */
final class Verify implements Bench.Measurement {
    static final String MINUTES = "verify, minutes";
    static final String TESTS = "tests";

    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*\\btests=\"(\\d+)\"");

    @Override
    public void measure(Plan plan, Results results) throws Exception {
        Map<String, Path> checkouts = new LinkedHashMap<>(plan.bases());
        checkouts.put(Plan.NOW, Path.of("").toAbsolutePath().getParent());
        for (int round = 0; round < plan.rounds(); round++) {
            for (Map.Entry<String, Path> checkout : checkouts.entrySet()) {
                Path directory = checkout.getValue();
                FileTime begin = FileTime.fromMillis(System.currentTimeMillis());
                long start = System.nanoTime();
                Process maven = new ProcessBuilder("./mvnw", "-q", "-B", "verify")
                        .directory(directory.toFile())
                        .inheritIO()
                        .start();
                if (maven.waitFor() != 0) {
                    throw new IOException("verify has failed in " + directory);
                }
                results.add(MINUTES, checkout.getKey(), (System.nanoTime() - start) / 60e9);
                results.add(TESTS, checkout.getKey(), tests(directory, begin));
            }
        }
    }

    private static int tests(Path checkout, FileTime since) throws IOException {
        List<Path> reports;
        try (Stream<Path> files = Files.walk(checkout)) {
            reports = files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .toList();
        }
        int sum = 0;
        for (Path report : reports) {
            Matcher suite = SUITE.matcher(Files.readString(report));
            if (Files.getLastModifiedTime(report).compareTo(since) >= 0 && suite.find()) {
                sum += Integer.parseInt(suite.group(1));
            }
        }
        return sum;
    }
}
