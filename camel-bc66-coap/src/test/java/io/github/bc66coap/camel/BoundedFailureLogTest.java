// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BoundedFailureLogTest {
    private final List<String> logged = new ArrayList<>();
    private long now = Long.MAX_VALUE - 5;
    private final ExceptionHandler log = new BoundedFailureLog(
            new ExceptionHandler() {
                @Override
                public void handleException(Throwable exception) {
                    logged.add(exception.getMessage());
                }

                @Override
                public void handleException(String message, Throwable exception) {
                    logged.add(message);
                }

                @Override
                public void handleException(String message, Exchange exchange, Throwable exception) {
                    logged.add(message);
                }
            },
            () -> now);

    @Test
    void fiveFailuresAMinuteAreLoggedAndFurtherFailuresCounted() {
        fail(1, 1000);
        assertThat(logged).containsExactly("1", "2", "3", "4", "5");

        now += Duration.ofSeconds(59).toNanos();
        fail(1001, 1001);
        assertThat(logged).hasSize(5);

        now += Duration.ofSeconds(1).toNanos();
        fail(1002, 1003);
        assertThat(logged)
                .endsWith("1002 (and 996 failures before it that were not logged)", "1003")
                .hasSize(7);
    }

    private void fail(int from, int to) {
        IntStream.rangeClosed(from, to)
                .forEach(i -> log.handleException(Integer.toString(i), null, new IllegalStateException()));
    }
}
