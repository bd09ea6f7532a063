// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** So many tasks at a time, and none is lost. */
class BoundedExecutorTest {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final List<Runnable> lost = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicBoolean noThreads = new AtomicBoolean();

    private BoundedExecutor<Runnable> workers(int limit) {
        return new BoundedExecutor<>(
                task -> {
                    if (noThreads.get()) {
                        throw new OutOfMemoryError("unable to create native thread: expected");
                    }
                    pool.execute(task);
                },
                limit,
                lost::add);
    }

    @AfterEach
    void end() throws InterruptedException {
        release.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private void task() {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        running.decrementAndGet();
        done.incrementAndGet();
    }

    @Test
    void noMoreTasksRunAtATimeThanTheLimit() {
        BoundedExecutor<Runnable> workers = workers(3);
        IntStream.range(0, 200).parallel().forEach(i -> workers.execute(this::task));
        await().until(() -> running.get() == 3);
        release.countDown();
        await().until(() -> done.get() == 200);
        assertThat(most).hasValue(3);
        assertThat(lost).isEmpty();
    }

    @Test
    void tasksBeginInTheOrderOfTheirSubmission() {
        BoundedExecutor<Runnable> workers = workers(1);
        List<Integer> order = new CopyOnWriteArrayList<>();
        workers.execute(this::task);
        IntStream.range(0, 100).forEach(i -> workers.execute(() -> order.add(i)));
        release.countDown();
        await().until(() -> order.size() == 100);
        assertThat(order).isSorted();
    }

    @Test
    void aTaskThatGetsNoNewThreadWaitsForABusyThread() {
        BoundedExecutor<Runnable> workers = workers(3);
        workers.execute(this::task);
        await().until(() -> running.get() == 1);
        noThreads.set(true);
        workers.execute(this::task);
        workers.execute(this::task);
        release.countDown();
        await().until(() -> done.get() == 3);
        assertThat(lost).isEmpty();
    }

    @Test
    void theLastResortGetsAllTasksWhenNoThreadCanBeMade() {
        BoundedExecutor<Runnable> workers = workers(3);
        noThreads.set(true);
        IntStream.range(0, 200).parallel().forEach(i -> workers.execute(this::task));
        await().until(() -> lost.size() == 200);
        noThreads.set(false);
        release.countDown();
        workers.execute(this::task);
        await().until(() -> done.get() == 1);
    }

    @Test
    void aFailedTaskFreesItsPlace() {
        BoundedExecutor<Runnable> workers = workers(1);
        for (int i = 0; i < 10; i++) {
            workers.execute(() -> {
                done.incrementAndGet();
                throw new AssertionError("expected");
            });
        }
        await().until(() -> done.get() == 10);
    }

    // one after the other

    @Test
    void theNextStepBeginsWhenTheLastHasEnded() {
        StepSequence sequence = new StepSequence(workers(1)::execute, 2);
        List<String> seen = new CopyOnWriteArrayList<>();
        List<Runnable> ends = new CopyOnWriteArrayList<>();
        for (String name : List.of("a", "b", "c")) {
            sequence.add(ended -> {
                seen.add(name);
                ends.add(ended);
            });
        }
        await().until(() -> ends.size() == 1);
        assertThatThrownBy(() -> sequence.add(ended -> seen.add("too many")))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("2 wait");
        assertThat(sequence.waiting()).isEqualTo(2);
        ends.get(0).run();
        // once
        ends.get(0).run();
        await().until(() -> ends.size() == 2);
        assertThat(seen).containsExactly("a", "b");
        ends.get(1).run();
        await().until(() -> ends.size() == 3);
        ends.get(2).run();
        sequence.add(ended -> seen.add("d"));
        await().until(() -> seen.equals(List.of("a", "b", "c", "d")));
    }

    @Test
    void aFailedStepLetsTheNextStepBegin() {
        StepSequence sequence = new StepSequence(workers(1)::execute, 10);
        for (int i = 0; i < 10; i++) {
            sequence.add(ended -> {
                done.incrementAndGet();
                throw new AssertionError("expected");
            });
        }
        await().until(() -> done.get() == 10);
    }
}
