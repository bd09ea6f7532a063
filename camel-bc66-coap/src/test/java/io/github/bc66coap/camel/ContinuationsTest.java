// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Exchanges go on, however few threads there are, and are refused where they could not. */
class ContinuationsTest {
    private static final int MANY = 900;
    private static final Executor NO_THREADS = task -> {
        throw new OutOfMemoryError("unable to create native thread: expected");
    };

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final AtomicInteger done = new AtomicInteger();
    private final Set<Thread> stewards = ConcurrentHashMap.newKeySet();
    private final ThreadFactory stewardFactory = task -> {
        Thread thread = new Thread(task, "steward");
        thread.setDaemon(true);
        stewards.add(thread);
        return thread;
    };

    @AfterEach
    void nothingIsLeft() throws InterruptedException {
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        for (Thread steward : stewards) {
            steward.join(10_000);
            assertThat(steward.isAlive()).isFalse();
        }
    }

    private Continuations with(Executor threads, int usual, int most) {
        return new Continuations(threads, stewardFactory, usual, most);
    }

    /** As a JVM that has so many threads left. */
    private static Executor few(int threads) {
        AtomicInteger left = new AtomicInteger(threads);
        return new ThreadPoolExecutor(1, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            if (left.getAndDecrement() <= 0) {
                throw new OutOfMemoryError("unable to create native thread: expected");
            }
            Thread thread = new Thread(task, "few");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void allGoOn(Continuations continuations) {
        List<Continuations.Reservation> underWay = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            underWay.add(continuations.reserve());
        }
        underWay.forEach(each -> each.continueExchange(done::incrementAndGet));
        Awaitility.await().untilAsserted(() -> assertThat(done).hasValue(MANY));
        continuations.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void allExchangesContinueWhereNoMoreThreadsCanBeMade(int threads) {
        allGoOn(with(threads == 0 ? NO_THREADS : few(threads), 10, 1000));
    }

    /** It counts once, whether or not the step that sends again waits for that. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aContinuedExchangeMaySendAgain(boolean waits) {
        Continuations continuations = with(pool, 1, 1);
        CountDownLatch ended = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        continuations.reserve().continueExchange(() -> {
            Continuations.Reservation again = continuations.reserve();
            begun.countDown();
            again.continueExchange(ended::countDown);
            if (waits) {
                await(ended);
            }
            done.incrementAndGet();
        });
        await(begun);
        await(ended);
        Awaitility.await().untilAsserted(() -> assertThat(done).hasValue(1));
        continuations.close();
    }

    @Test
    void anExchangeThatSendsAgainTakesNoOthersPlace() {
        Continuations continuations = with(pool, 1, 2);
        CountDownLatch again = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        continuations.reserve().continueExchange(() -> {
            Continuations.Reservation second = continuations.reserve();
            again.countDown();
            await(ended);
            second.giveBack();
            done.incrementAndGet();
        });
        await(again);
        Continuations.Reservation other = continuations.reserve();
        assertThatThrownBy(continuations::reserve).hasMessage("2 exchanges are under way");
        other.giveBack();
        ended.countDown();
        Awaitility.await().untilAsserted(() -> assertThat(done).hasValue(1));
        continuations.close();
    }

    @Test
    void sendsOfAContinuedExchangeAreLimited() {
        Continuations continuations = with(pool, 1, 2);
        CountDownLatch ended = new CountDownLatch(1);
        continuations.reserve().continueExchange(() -> {
            List<Continuations.Reservation> more = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                more.add(continuations.reserve());
            }
            assertThatThrownBy(continuations::reserve).hasMessage("2 exchanges are under way");
            more.forEach(Continuations.Reservation::giveBack);
            done.incrementAndGet();
            ended.countDown();
        });
        await(ended);
        assertThat(done).hasValue(1);
        continuations.close();
    }

    @Test
    void manyExchangesContinueOnAFewThreads() {
        Set<Thread> used = ConcurrentHashMap.newKeySet();
        Continuations continuations = with(
                task -> pool.execute(() -> {
                    used.add(Thread.currentThread());
                    task.run();
                }),
                2,
                1000);
        allGoOn(continuations);
        // they have no reason to wait for each other; a loaded machine may look as if they had
        assertThat(used).hasSizeLessThan(20);
    }

    /** Each waits, on its thread, for one that can only go on afterwards. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void exchangesThatWaitForEachOtherContinue(int usual) {
        int depth = 20;
        Continuations continuations = with(pool, usual, 100);
        nested(continuations, depth);
        Awaitility.await().untilAsserted(() -> assertThat(done).hasValue(depth));
        continuations.close();
    }

    private void nested(Continuations continuations, int depth) {
        if (depth > 0) {
            continuations.reserve().continueExchange(() -> {
                CountDownLatch inner = new CountDownLatch(1);
                continuations.reserve().continueExchange(inner::countDown);
                await(inner);
                done.incrementAndGet();
                nested(continuations, depth - 1);
            });
        }
    }

    /** All threads wait for exchanges that were let in when it wasn't known yet that there would be no more threads. */
    @Test
    void mutuallyWaitingExchangesContinueWithoutNewThreads() {
        Continuations continuations = with(few(3), 10, 100);
        CountDownLatch begun = new CountDownLatch(3);
        List<Continuations.Reservation> inner = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            inner.add(continuations.reserve());
        }
        List<CountDownLatch> latches = List.of(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
        for (CountDownLatch latch : latches) {
            continuations.reserve().continueExchange(() -> {
                begun.countDown();
                await(latch);
                done.incrementAndGet();
            });
        }
        await(begun);
        for (int i = 0; i < 3; i++) {
            inner.get(i).continueExchange(latches.get(i)::countDown);
        }
        Awaitility.await().untilAsserted(() -> assertThat(done).hasValue(3));
        continuations.close();
    }

    /** The last thread must not wait for what needs one more. */
    @Test
    void theLastThreadIsRefusedAnotherSend() throws Exception {
        Continuations continuations = with(NO_THREADS, 10, 100);
        CountDownLatch refused = new CountDownLatch(1);
        continuations.reserve().continueExchange(() -> {
            assertThatThrownBy(continuations::reserve)
                    .isInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("no thread");
            refused.countDown();
        });
        await(refused);
        Awaitility.await().until(() -> isReservable(continuations));
        continuations.close();
    }

    private static boolean isReservable(Continuations continuations) {
        try {
            continuations.reserve().giveBack();
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    @Test
    void noMoreExchangesAreUnderWayThanTheLimit() {
        Continuations continuations = with(pool, 1, 2);
        Continuations.Reservation first = continuations.reserve();
        Continuations.Reservation second = continuations.reserve();
        assertThatThrownBy(continuations::reserve)
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("2 exchanges are under way");
        first.giveBack();
        first.giveBack();
        continuations.reserve().giveBack();
        second.continueExchange(done::incrementAndGet);
        Awaitility.await().untilAsserted(() -> assertThat(done).hasValue(1));
        continuations.close();
    }

    @Test
    void withoutAnyThreadEveryReservationIsRefused() {
        Continuations continuations = new Continuations(
                pool,
                task -> new Thread(task) {
                    @Override
                    public synchronized void start() {
                        throw new OutOfMemoryError("unable to create native thread: expected");
                    }
                },
                1,
                2);
        assertThat(isReservable(continuations)).isFalse();
        assertThat(isReservable(continuations)).isFalse();
        continuations.execute(done::incrementAndGet);
        Awaitility.await().untilAsserted(() -> assertThat(done).hasValue(1));
        continuations.close();
    }

    @Test
    void aReservedExchangeContinuesAfterTheClose() {
        Continuations continuations = with(NO_THREADS, 1, 2);
        Continuations.Reservation reservation = continuations.reserve();
        continuations.close();
        assertThat(isReservable(continuations)).isFalse();
        reservation.continueExchange(done::incrementAndGet);
        Awaitility.await().untilAsserted(() -> assertThat(done).hasValue(1));
    }

    @Test
    void aFailedExchangeFreesItsPlace() {
        Continuations continuations = with(pool, 1, 1);
        for (int i = 0; i < 10; i++) {
            Awaitility.await().until(() -> isReservable(continuations));
            continuations.reserve().continueExchange(() -> {
                done.incrementAndGet();
                throw new AssertionError("expected");
            });
            int times = i + 1;
            Awaitility.await().untilAsserted(() -> assertThat(done).hasValue(times));
        }
        continuations.close();
    }
}
