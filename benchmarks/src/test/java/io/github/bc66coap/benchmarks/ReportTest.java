// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** With copies of the pages, and of the steps that were measured. */
class ReportTest {
    private static final String BASE = "f9c414b";

    @TempDir
    private Path directory;

    private Path results;
    private Path performance;
    private Path scaling;

    @BeforeEach
    void copyPages() throws IOException {
        results = Files.createDirectory(directory.resolve("results"));
        for (String steps : List.of("steps.txt", "results/steps-pty.json", "results/steps-tcp.json")) {
            Files.copy(Path.of(steps), directory.resolve(steps));
        }
        performance = copy("performance.md");
        scaling = copy("scaling.md");
    }

    private Path copy(String name) throws IOException {
        Path page = directory.resolve(name);
        Files.copy(Path.of("..", "docs", name), page);
        return page;
    }

    private void report() throws IOException {
        Report.main(new String[] {results.toString(), directory.toString()});
    }

    @Test
    void buildsAndTheirBaselinesStandSideBySide() throws IOException {
        Results measured = Results.ofThisMachine();
        for (String figure : List.of(Exchanges.RATE, Exchanges.CPU, Exchanges.ALLOCATED, Exchanges.SWITCHES)) {
            measured.add(figure, BASE, 400);
            measured.add(figure, Plan.NOW, 150);
            measured.add(figure, Exchanges.BARE, 100);
            measured.add(figure, Exchanges.COAP, 200);
        }
        measured.write(results.resolve("pty.json"));

        report();

        assertThat(performance)
                .content()
                .contains("| Figure | Target | `" + BASE + "` | Now | Met |")
                .contains("| CPU for each exchange / bare loop | ≤ 3 | 4.00 | 1.50 | yes |")
                .contains("| CPU for each exchange / camel-coap | ≤ 1.5 | 2.00 | 0.75 | yes |")
                .contains("| voluntary switches for each exchange | ≤ 9 | 400 | 150 | no |")
                .contains("| whole verify | ≤ 5 min | - | - | - |")
                .contains("|  | bare loop | camel-coap | `" + BASE + "` | Now |");
        assertThat(directory.resolve("performance-targets.svg")).content().contains("CPU for each exchange");
    }

    @Test
    void theDeviationOfAMillionExchangesIsThatOfTheWorstStep() throws IOException {
        Results measured = Results.ofThisMachine();
        for (double rate : List.of(100.0, 104.0, 92.0)) {
            measured.add(Exchanges.RATE, Plan.NOW, rate);
            measured.add(Exchanges.HEAP, Plan.NOW, 12);
        }
        measured.write(results.resolve("million.json"));

        report();

        assertThat(performance)
                .content()
                .contains("| 1,000,000 exchanges, rate within ± | ≤ 5 % | 8.00 | no |")
                .contains("| 1,000,000 exchanges, heap within ± | ≤ 5 % | 0 | yes |");
        assertThat(directory.resolve("performance-million.svg")).content().contains("polyline");
    }

    @Test
    void gatewaysAreComputedFromTheSmallestAndLargestRun() throws IOException {
        Results measured = Results.ofThisMachine();
        for (int modules : List.of(1, 64, 101)) {
            String size = Integer.toString(modules);
            measured.add(Fleet.HEAP, size, 15 + 0.1 * (modules - 1));
            measured.add(Fleet.RESIDENT, size, 150 + 0.5 * (modules - 1));
            measured.add(Fleet.THREADS, size, 50);
            measured.add(Fleet.CONNECTIONS, size, 9 + modules);
            measured.add(Fleet.CPU, size, 40 + 2 * (modules - 1));
        }
        measured.write(results.resolve("fleet.json"));

        report();

        assertThat(scaling)
                .content()
                .contains("| 64 | 21.3 | 182 | 50.0 | 73.0 | 166 |")
                .contains("| Resident memory, MiB | 150 | 0.50 | (200 − 150) / 100 |")
                .contains("| Threads | 50.0 | 0 | (50.0 − 50.0) / 100 |")
                .contains("| 250 | 39.9 | 275 | 50.0 | 0.38 |")
                .contains("| brokers, at 4,000 replicas each | 10,032 / 4,000 | 3 |")
                .contains("| connections to brokers | 400 × (4 × 3 + 5) | 6,800 |")
                .contains("| resident memory, the fullest gateway | 150 + 298 × 0.50 | 299 MiB |");
    }
}
