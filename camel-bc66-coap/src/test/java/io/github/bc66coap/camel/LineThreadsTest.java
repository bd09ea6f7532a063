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

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineThreadsTest {

    @Test
    void theyAreDaemonsNamedByTheContextsPattern() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getExecutorServiceManager().setThreadNamePattern("gateway/#name#/#counter#");
            LineThreads threads = new LineThreads(context, "bc66coap-/dev/ttyUSB0");

            Thread first = threads.newThread(() -> {});
            Thread second = threads.newThread(() -> {});

            assertThat(first.getName()).matches("gateway/bc66coap-/dev/ttyUSB0/\\d+");
            assertThat(second.getName())
                    .matches("gateway/bc66coap-/dev/ttyUSB0/\\d+")
                    .isNotEqualTo(first.getName());
            assertThat(first.isDaemon()).isTrue();
        }
    }
}
