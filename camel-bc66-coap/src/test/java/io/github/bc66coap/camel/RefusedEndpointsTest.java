// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefusedEndpointsTest {
    private final List<String> lines = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1;
    private final RefusedEndpoints refusals = new RefusedEndpoints(() -> now, lines::add);

    private void refuse(String reason) {
        IllegalArgumentException exception = new IllegalArgumentException(reason);
        assertThat(refusals.add(exception)).isSameAs(exception);
    }

    @Test
    void refusalsAreCountedAndOneAMinuteIsLogged() {
        refuse("first");
        for (int i = 0; i < 1000; i++) {
            refuse("other");
        }
        now += Duration.ofSeconds(59).toNanos();
        refuse("other");
        assertThat(lines).containsExactly("Refused an endpoint: first");

        now += Duration.ofSeconds(1).toNanos();
        refuse("last");
        refuse("other");

        assertThat(lines)
                .hasSize(2)
                .last()
                .isEqualTo("Refused an endpoint: last (and 1001 more since the last such line)");
        assertThat(refusals.count()).isEqualTo(1004);
    }
}
