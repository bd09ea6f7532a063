// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.bc66coap.at.LoopShare;
import io.github.bc66coap.at.SelectorLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(180)
class EventLoopsTest {
    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private final AtomicBoolean poor = new AtomicBoolean();
    private final EventLoops loops = new EventLoops(3, this::thread);

    private Thread thread(Runnable task) {
        if (poor.get()) {
            throw new OutOfMemoryError("unable to create native thread: expected");
        }
        Thread thread = new Thread(task);
        made.add(thread);
        return thread;
    }

    @AfterEach
    void leavesNoThread() {
        assertThat(loops.size()).isZero();
        await().until(() -> made.stream().noneMatch(Thread::isAlive));
    }

    private List<LoopShare> join(int count) {
        List<LoopShare> shares = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            shares.add(loops.join());
        }
        return shares;
    }

    private static Set<SelectorLoop> loopsOf(List<LoopShare> shares) {
        return shares.stream().map(LoopShare::loop).collect(Collectors.toSet());
    }

    @Test
    void noThreadRunsBeforeThereIsAUser() {
        assertThat(made).isEmpty();
    }

    @Test
    void usersAreSpreadEvenlyOverTheLoops() {
        List<LoopShare> shares = join(9);
        assertThat(made).hasSize(3);
        for (SelectorLoop loop : loopsOf(shares)) {
            assertThat(shares).filteredOn(share -> share.loop() == loop).hasSize(3);
        }
        shares.forEach(loops::leave);
    }

    @Test
    void aNewUserJoinsTheLoopWithTheFewestUsers() {
        List<LoopShare> shares = join(6);
        SelectorLoop left = shares.get(1).loop();
        loops.leave(shares.remove(1));
        shares.add(loops.join());
        assertThat(shares.get(5).loop()).isSameAs(left);
        shares.forEach(loops::leave);
    }

    @Test
    void aLoopEndsWithItsLastUserAndTheNextUserGetsANewLoop() {
        List<LoopShare> shares = join(2);
        loops.leave(shares.get(0));
        await().until(() -> !made.get(0).isAlive());
        assertThat(made.get(1).isAlive()).isTrue();
        loops.leave(shares.get(1));
        await().until(() -> !made.get(1).isAlive());

        LoopShare next = loops.join();
        CountDownLatch ran = new CountDownLatch(1);
        next.execute(ran::countDown);
        await().until(() -> ran.getCount() == 0);
        loops.leave(next);
        assertThat(made).hasSize(3);
    }

    @Test
    void aLoopIsSharedWhenNoFurtherThreadCanBeStarted() {
        poor.set(true);
        assertThatThrownBy(loops::join)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected");
        poor.set(false);
        LoopShare first = loops.join();
        poor.set(true);
        LoopShare second = loops.join();
        assertThat(second.loop()).isSameAs(first.loop());
        loops.leave(first);
        loops.leave(second);
    }

    /** A loop that ends must not take a user who comes just then. */
    @Test
    void usersThatComeAndGoAlwaysHaveALoopThatRuns() throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(users.submit(() -> {
                for (int j = 0; j < 200; j++) {
                    LoopShare share = loops.join();
                    CountDownLatch ran = new CountDownLatch(1);
                    share.schedule(Duration.ZERO, ran::countDown);
                    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
                    loops.leave(share);
                }
                return null;
            }));
        }
        for (Future<?> user : all) {
            user.get(60, TimeUnit.SECONDS);
        }
        users.shutdown();
    }
}
