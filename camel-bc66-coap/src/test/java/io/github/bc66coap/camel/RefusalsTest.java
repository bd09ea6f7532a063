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
package io.github.bc66coap.camel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalsTest {
    private final List<String> lines = new ArrayList<>();
    private long now = Long.MAX_VALUE - 1;
    private final Refusals refusals = new Refusals(() -> now, lines::add);

    private void refuse(String reason) {
        IllegalArgumentException exception = new IllegalArgumentException(reason);
        assertThat(refusals.of(exception)).isSameAs(exception);
    }

    @Test
    void allAreCountedAndOneAMinuteIsLogged() {
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
