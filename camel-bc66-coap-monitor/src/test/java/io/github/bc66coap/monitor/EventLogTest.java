// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.bc66coap.monitor.EventLog.Batch;
import io.github.bc66coap.monitor.EventLog.Bounds;
import io.github.bc66coap.monitor.EventLog.Entry;
import io.github.bc66coap.monitor.MonitorEvent.Note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class EventLogTest {
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Clock NOON = Clock.fixed(Events.NOON, ZoneOffset.UTC);

    private static EventLog log(int events, long bytes) {
        return new EventLog(new Bounds(TEN_MINUTES, events, bytes), NOON);
    }

    private static List<String> texts(List<Entry> entries) {
        return entries.stream().map(entry -> ((Note) entry.event()).text()).toList();
    }

    private static Batch now(EventLog log, long number) throws InterruptedException {
        return log.after(number, Duration.ZERO);
    }

    /** Their text is kept in memory, for each page that looks on. */
    @Test
    void aReaderIsGivenLongEventsInSmallBatches() throws InterruptedException {
        EventLog log = log(1000, 16 << 20);
        for (int i = 0; i < 1000; i++) {
            log.add(Events.note("\u0001".repeat(MonitorEvent.LONGEST)));
        }
        assertThat(now(log, 0).entries()).hasSizeBetween(2, 40);
    }

    @Test
    void givesTheEventsAfterANumber() throws InterruptedException {
        EventLog log = log(10, 1 << 20);
        List.of("a", "b", "c").forEach(text -> log.add(Events.note(text)));
        assertThat(texts(now(log, 0).entries())).containsExactly("a", "b", "c");
        assertThat(texts(now(log, 1).entries())).containsExactly("b", "c");
        assertThat(now(log, 3)).isEqualTo(new Batch(0, List.of(), 3));
    }

    @Test
    void keepsNoMoreEventsThanItsBound() throws InterruptedException {
        EventLog log = log(3, 1 << 20);
        for (int i = 1; i <= 8; i++) {
            log.add(Events.note("n" + i));
        }
        assertThat(texts(now(log, 0).entries())).containsExactly("n6", "n7", "n8");
    }

    @Test
    void keepsNoMoreBytesThanItsBound() throws InterruptedException {
        EventLog log = log(1000, 10_000);
        for (int i = 0; i < 1000; i++) {
            log.add(Events.note("x".repeat(500)));
        }
        assertThat(now(log, 0).entries()).hasSizeBetween(5, 10);
    }

    @Test
    void keepsTheNewestEventHoweverLarge() throws InterruptedException {
        EventLog log = log(1000, 1);
        log.add(Events.note("first"));
        log.add(Events.note("second"));
        assertThat(texts(now(log, 0).entries())).containsExactly("second");
    }

    @Test
    void forgetsOldEvents() throws InterruptedException {
        EventLog log = log(10, 1 << 20);
        log.add(Events.note(Events.NOON.minus(TEN_MINUTES).minusMillis(1), "old"));
        log.add(Events.note(Events.NOON.minus(TEN_MINUTES), "young"));
        assertThat(texts(now(log, 0).entries())).containsExactly("young");
    }

    @Test
    void aSlowReaderLearnsHowManyEventsItMissed() throws InterruptedException {
        EventLog log = log(3, 1 << 20);
        for (int i = 1; i <= 8; i++) {
            log.add(Events.note("n" + i));
        }
        Batch batch = now(log, 2);
        assertThat(batch.missed()).isEqualTo(3);
        assertThat(texts(batch.entries())).containsExactly("n6", "n7", "n8");
        assertThat(now(log, batch.number())).isEqualTo(new Batch(0, List.of(), 8));
    }

    @Test
    void aReaderLearnsOnceOfUnreadEventsThatExpired() throws InterruptedException {
        EventLog log = log(10, 1 << 20);
        log.add(Events.note("a"));
        log.add(Events.note(Events.NOON.minusSeconds(3600), "b"));
        log.add(Events.note(Events.NOON.minusSeconds(3600), "c"));
        // b and c are behind a young one, so they stay until it goes
        Batch all = now(log, 1);
        assertThat(texts(all.entries())).containsExactly("b", "c");

        EventLog aged = log(10, 1 << 20);
        aged.add(Events.note(Events.NOON.minusSeconds(3600), "b"));
        aged.add(Events.note(Events.NOON.minusSeconds(3600), "c"));
        assertThat(now(aged, 1)).isEqualTo(new Batch(1, List.of(), 2));
        assertThat(now(aged, 2)).isEqualTo(new Batch(0, List.of(), 2));
    }

    @Test
    void givesAtMost500EventsAtOnce() throws InterruptedException {
        EventLog log = log(2000, 1 << 24);
        for (int i = 1; i <= 1200; i++) {
            log.add(Events.note("n" + i));
        }
        List<String> read = new ArrayList<>();
        long number = 0;
        for (int i = 0; i < 3; i++) {
            Batch batch = now(log, number);
            assertThat(batch.entries()).hasSizeLessThanOrEqualTo(500);
            read.addAll(texts(batch.entries()));
            number = batch.number();
        }
        assertThat(read).hasSize(1200).doesNotHaveDuplicates();
    }

    @Test
    void writersDoNotWaitForAReader() throws Exception {
        EventLog log = log(100, 1 << 20);
        int writers = 4;
        int each = 20_000;
        ExecutorService threads = Executors.newFixedThreadPool(writers + 1);
        try {
            CountDownLatch done = new CountDownLatch(writers);
            Future<long[]> reader = threads.submit(() -> read(log, (long) writers * each));
            for (int i = 0; i < writers; i++) {
                threads.execute(() -> {
                    for (int n = 0; n < each; n++) {
                        log.add(Events.note("n"));
                    }
                    done.countDown();
                });
            }
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            long[] seenAndMissed = reader.get(30, TimeUnit.SECONDS);
            assertThat(seenAndMissed[0] + seenAndMissed[1]).isEqualTo((long) writers * each);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reads until all are seen or known to be missed; those before the first one that it has seen count as missed. */
    private static long[] read(EventLog log, long all) throws InterruptedException {
        long number = 0;
        long seen = 0;
        long missed = 0;
        while (number < all) {
            Batch batch = log.after(number, Duration.ofSeconds(30));
            missed += number == 0 && !batch.entries().isEmpty()
                    ? batch.entries().get(0).number() - 1
                    : batch.missed();
            seen += batch.entries().size();
            for (Entry entry : batch.entries()) {
                assertThat(entry.number()).isGreaterThan(number);
                number = entry.number();
            }
            number = batch.number();
        }
        return new long[] {seen, missed};
    }

    @Test
    void aReaderDoesNotWaitOnAClosedLog() throws InterruptedException {
        EventLog log = log(10, 1 << 20);
        log.close();
        assertThat(log.after(0, Duration.ofDays(1)).entries()).isEmpty();
    }

    @Test
    void boundsMustBePositive() {
        assertThatThrownBy(() -> new Bounds(Duration.ZERO, 1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bounds(TEN_MINUTES, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Bounds(TEN_MINUTES, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
