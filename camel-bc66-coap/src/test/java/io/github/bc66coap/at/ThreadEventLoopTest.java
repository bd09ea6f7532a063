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
package io.github.bc66coap.at;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(180)
class ThreadEventLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ThreadEventLoop loop = new ThreadEventLoop(Thread::new);

    @AfterEach
    void endsItsThread() throws InterruptedException {
        loop.close();
        assertThat(loop.awaitEnd(PATIENCE)).isTrue();
    }

    @Test
    void runsTasksInTheOrderOfTheirSubmission() throws Exception {
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            int number = i;
            loop.execute(() -> ran.add(number));
        }
        settle();
        assertThat(ran).hasSize(1000).isSorted();
    }

    @Test
    void knowsItsThread() throws Exception {
        CompletableFuture<Boolean> inside = new CompletableFuture<>();
        assertThat(loop.inLoop()).isFalse();
        loop.execute(() -> inside.complete(loop.inLoop()));
        assertThat(inside.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(loop.inLoop()).isFalse();
    }

    @Test
    void runsDelayedTasksNotBeforeTheirTime() throws Exception {
        long start = loop.nanoTime();
        CompletableFuture<Long> ran = new CompletableFuture<>();
        loop.schedule(Duration.ofMillis(20), () -> ran.complete(loop.nanoTime()));
        assertThat(ran.get(30, TimeUnit.SECONDS) - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
    }

    @Test
    void forgetsCancelledTasks() throws Exception {
        List<String> ran = new ArrayList<>();
        CountDownLatch blocked = block();
        EventLoop.Timer timer = loop.schedule(Duration.ZERO, () -> ran.add("cancelled"));
        timer.cancel();
        timer.cancel();
        blocked.countDown();
        settle();
        assertThat(ran).isEmpty();
    }

    @Test
    void survivesFailingTasks() throws Exception {
        loop.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        loop.schedule(Duration.ZERO, () -> {
            throw new AssertionError("on purpose");
        });
        settle();
    }

    @Test
    void closingRunsWhatWasSubmittedAndForgetsWhatWasDelayed() throws Exception {
        List<String> ran = new ArrayList<>();
        CountDownLatch blocked = block();
        loop.execute(() -> ran.add("submitted"));
        loop.schedule(Duration.ofHours(1), () -> ran.add("delayed"));
        loop.close();
        loop.execute(() -> ran.add("too late"));
        loop.schedule(Duration.ZERO, () -> ran.add("too late")).cancel();
        blocked.countDown();
        assertThat(loop.awaitEnd(PATIENCE)).isTrue();
        assertThat(ran).containsExactly("submitted");
    }

    private CountDownLatch block() {
        CountDownLatch latch = new CountDownLatch(1);
        loop.execute(() -> {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return latch;
    }

    private void settle() throws Exception {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        loop.execute(() -> reached.complete(null));
        reached.get(30, TimeUnit.SECONDS);
    }
}
