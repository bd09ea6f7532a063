// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ResultsTest {
    @TempDir
    private Path directory;

    @Test
    void writtenResultsAreReadBackRounded() throws IOException {
        Path file = directory.resolve("new/one.json");
        Results results = Results.ofThisMachine();
        results.add("rate", "now", 1234.5678);
        results.add("rate", "now", 20);
        results.add("rate", "bare", 0.000123456);
        results.write(file);

        Results read = Results.read(file);

        assertThat(read.values("rate", "now")).containsExactly(1234.6, 20);
        assertThat(read.values("rate", "bare")).containsExactly(0.00012346);
        assertThat(read.machine()).containsKeys("java", "processor");
        assertThat(read.toString()).isEqualTo("rate\n  now: 627 (20.0 to 1,230)\n  bare: 0.000\n");
    }

    @Test
    void aRatioComparesTheValuesOfEachRound() throws IOException {
        Results results = Results.ofThisMachine();
        results.add("rate", "now", 50);
        results.add("rate", "bare", 100);
        results.add("rate", "now", 90);
        results.add("rate", "bare", 100);
        results.add("rate", "now", 60);
        results.add("rate", "bare", 200);

        assertThat(results.ratio("rate", "now", "bare")).isEqualTo(new Spread(0.3, 0.5, 0.9));
        assertThatIllegalArgumentException().isThrownBy(() -> results.ratio("rate", "now", "nobody"));
    }
}
