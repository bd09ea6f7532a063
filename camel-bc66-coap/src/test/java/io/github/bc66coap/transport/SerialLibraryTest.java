// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The crashes that the lock prevents are too rare to wait for, so what it does is looked at instead. */
@Timeout(180)
class SerialLibraryTest {

    @Test
    void letsOneThreadInAtATime() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CompletableFuture<?>[] callers = new CompletableFuture<?>[4];
        for (int i = 0; i < callers.length; i++) {
            callers[i] = CompletableFuture.runAsync(() -> {
                for (int round = 0; round < 2000; round++) {
                    SerialLibrary.locked(() -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        return inside.decrementAndGet();
                    });
                }
            });
        }
        CompletableFuture.allOf(callers).join();
        assertThat(most).hasValue(1);
    }
}
