// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.concurrent.ThreadFactory;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ContextModemsTest {

    @Test
    void threadsAreDaemonsNamedByThePatternOfTheContext() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getExecutorServiceManager().setThreadNamePattern("gateway/#name#/#counter#");
            ThreadFactory threads = ContextModems.lineThreads(context, "bc66coap-/dev/ttyUSB0");

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
