// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@Timeout(180)
class OpenersTest {
    private static final int MOST = 32;

    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private final Openers openers = new Openers(this::thread);
    private final List<Opening> openings = new ArrayList<>();

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        made.add(thread);
        return thread;
    }

    private static final class Opening implements Runnable {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch answer = new CountDownLatch(1);

        @Override
        public void run() {
            begun.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        boolean hasBegun() {
            return begun.getCount() == 0;
        }
    }

    private Opening open() {
        Opening opening = new Opening();
        openings.add(opening);
        openers.open(opening);
        return opening;
    }

    private void openMost() {
        for (int i = 0; i < MOST; i++) {
            open();
        }
        await().until(() -> openings.stream().allMatch(Opening::hasBegun));
    }

    private void answer() {
        openings.forEach(opening -> opening.answer.countDown());
        openings.clear();
    }

    private long threads() {
        return made.stream().filter(Thread::isAlive).count();
    }

    @AfterEach
    void leavesNoThread() {
        answer();
        await().atMost(Duration.ofSeconds(30)).until(() -> threads() == 0);
    }

    @Test
    void slowOpeningsLeaveTheirTurnsToWaitingOpenings() {
        openMost();
        Opening late = open();
        assertThat(openers.hasBegun(late)).isFalse();
        // for nothing, as it hasn't begun
        openers.takesLong(late);
        assertThat(openers.hasBegun(openings.get(0))).isTrue();
        openers.takesLong(openings.get(0));
        await().until(late::hasBegun);
        Opening later = open();
        // counts once
        openers.takesLong(openings.get(0));
        assertThat(threads()).isEqualTo(MOST + 1);
        assertThat(openers.withdraw(later)).isTrue();
        openers.takesLong(late);
        Opening last = open();
        await().until(last::hasBegun);
        assertThat(later.hasBegun()).isFalse();
    }

    /** As when the network of a thousand modules is down. */
    @Test
    void slowOpeningsNeverHaveMoreThan128Threads() {
        for (int i = 0; i < 4; i++) {
            openMost();
            openings.forEach(openers::takesLong);
        }
        assertThat(threads()).isEqualTo(4 * MOST);
        Opening late = open();
        assertThat(openers.hasBegun(late)).isFalse();
        assertThat(threads()).isEqualTo(4 * MOST);
        openings.get(0).answer.countDown();
        await().until(late::hasBegun);
    }

    @Test
    void afterSlowOpeningsReturnTheLimitIs32Again() {
        openMost();
        openings.forEach(openers::takesLong);
        openMost();
        assertThat(threads()).isEqualTo(2 * MOST);
        answer();
        await().until(() -> threads() == 0);
        openMost();
        Opening late = open();
        assertThat(openers.hasBegun(late)).isFalse();
        assertThat(threads()).isEqualTo(MOST);
        assertThat(openers.withdraw(late)).isTrue();
    }
}
