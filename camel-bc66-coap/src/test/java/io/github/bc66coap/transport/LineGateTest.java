// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.transport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(180)
class LineGateTest {
    private final AtomicInteger releases = new AtomicInteger();
    private final LineGate gate = new LineGate(releases::incrementAndGet);

    @Test
    void releasesAtOnceWhenNobodyIsInside() {
        assertThat(gate.close(() -> {})).isTrue();
        assertThat(releases).hasValue(1);
        assertThat(gate.enter()).isFalse();
    }

    @Test
    void releasesOnlyWhenTheLastThreadHasLeft() {
        assertThat(gate.enter()).isTrue();
        CountDownLatch expelled = new CountDownLatch(1);
        CompletableFuture<Boolean> closing = CompletableFuture.supplyAsync(() -> gate.close(expelled::countDown));
        await(expelled);
        assertThat(releases).hasValue(0);
        assertThat(gate.enter()).isFalse();
        gate.leave();
        assertThat(closing.join()).isTrue();
        assertThat(releases).hasValue(1);
    }

    @Test
    void releasesOnceForManyWaitingClosers() {
        gate.enter();
        CompletableFuture<?>[] closers = new CompletableFuture<?>[8];
        for (int i = 0; i < closers.length; i++) {
            closers[i] = CompletableFuture.runAsync(() -> {
                assertThat(gate.close(() -> {})).isTrue();
                assertThat(releases).hasValue(1);
            });
        }
        gate.leave();
        CompletableFuture.allOf(closers).join();
        assertThat(releases).hasValue(1);
    }

    @Test
    void theLastThreadReleasesIfTheCloserGaveUp() {
        LineGate impatient = new LineGate(releases::incrementAndGet, Duration.ofMillis(100));
        impatient.enter();
        assertThat(impatient.close(() -> {})).isFalse();
        assertThat(releases).hasValue(0);
        impatient.leave();
        assertThat(releases).hasValue(1);
    }

    @Test
    void anInterruptIsKeptForTheCaller() {
        gate.enter();
        Thread.currentThread().interrupt();
        CompletableFuture<Void> leaving = new CompletableFuture<>();
        gate.close(() -> {
            if (leaving.complete(null)) {
                CompletableFuture.runAsync(gate::leave);
            }
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(releases).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
