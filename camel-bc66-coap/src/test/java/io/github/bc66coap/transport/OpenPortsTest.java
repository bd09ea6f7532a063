// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How ports are closed that are open when the process ends. */
class OpenPortsTest {
    @Test
    void eachPortIsClosedInItsOwnThread() throws Exception {
        CompletableFuture<Thread> closer = new CompletableFuture<>();
        OpenPorts.closeInThread(() -> closer.complete(Thread.currentThread()), Thread::new);
        assertThat(closer.get(30, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void withoutThreadsPortsAreClosedOneAfterTheOther() {
        List<String> closed = new ArrayList<>();
        for (String port : List.of("a", "b")) {
            OpenPorts.closeInThread(() -> closed.add(port), task -> {
                throw new OutOfMemoryError("unable to create native thread");
            });
        }
        assertThat(closed).containsExactly("a", "b");
    }
}
