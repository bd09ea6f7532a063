// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.at.ManualEventLoop;

import static org.assertj.core.api.Assertions.assertThat;

class LogLimitTest {
    private final ManualEventLoop loop = new ManualEventLoop();
    private final List<String> lines = new ArrayList<>();
    private final LogLimit limit = new LogLimit(loop, lines::add);

    private void logs(int from, int to) {
        for (int i = from; i <= to; i++) {
            limit.log("line {} of {}", i, "many");
        }
    }

    private void minutePasses() {
        loop.advance(Duration.ofMinutes(1));
    }

    @Test
    void theFirstLineIsWrittenAtOnceAndFurtherLinesAreCounted() {
        logs(1, 1000);
        assertThat(lines).containsExactly("line 1 of many");
        minutePasses();
        assertThat(lines).containsExactly("line 1 of many", "line 1000 of many (the last of 999 within 60 s)");
    }

    @Test
    void aLastingFloodIsWrittenAsOneLineAMinute() {
        for (int minute = 0; minute < 10; minute++) {
            logs(1, 50);
            minutePasses();
        }
        assertThat(lines).hasSize(11).last().asString().endsWith("(the last of 50 within 60 s)");
    }

    @Test
    void afterAMinuteOfSilenceALineIsWrittenAtOnce() {
        logs(1, 2);
        minutePasses();
        minutePasses();
        logs(3, 3);
        assertThat(lines).hasSize(3).last().isEqualTo("line 3 of many");
        minutePasses();
        assertThat(lines).hasSize(3);
        assertThat(loop.waiting()).isZero();
    }

    @Test
    void theMessageOfAnExceptionIsWritten() {
        limit.log("{} failed: {}", "it", new IllegalStateException("no good"));
        assertThat(lines).containsExactly("it failed: java.lang.IllegalStateException: no good");
    }
}
