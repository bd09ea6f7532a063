// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.examples.files;

import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JsonLineTest {

    @Test
    void timesSortAsText() {
        assertThat(JsonLine.text(Instant.parse("2026-03-01T10:00:04Z"))).isEqualTo("2026-03-01T10:00:04.000Z");
        assertThat(JsonLine.text(Instant.parse("2026-03-01T10:00:04.990123Z"))).isEqualTo("2026-03-01T10:00:04.990Z");
    }
}
