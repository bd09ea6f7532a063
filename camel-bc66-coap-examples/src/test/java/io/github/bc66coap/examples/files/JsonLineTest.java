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
