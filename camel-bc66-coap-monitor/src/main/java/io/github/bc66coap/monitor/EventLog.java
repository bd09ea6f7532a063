// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.bc66coap.monitor.MonitorEvent.State;

/**
 * The events of the last minutes. Bounded in time, number and memory: the oldest go first.
 *
 * <p>From any thread. Whoever adds an event waits for no reader: the lock is held to copy references only. A reader that is too slow
 * is told how many events it has missed.
 */
public final class EventLog {
    /** A reader is given no more at once. */
    private static final int MOST_AT_ONCE = 500;
    /** The same for their weight: as JSON, what a peer sends is up to six times as long. */
    private static final long MUCH_AT_ONCE = 256 << 10;
    /** Of more devices, no earlier state is known. */
    private static final int MOST_DEVICES = 1000;

    /**
     * How much is kept.
     *
     * @param time older events go
     * @param events at most so many
     * @param bytes of memory, about
     */
    public record Bounds(Duration time, int events, long bytes) {
        /** Ten minutes, 20,000 events, 16 MiB. */
        public static final Bounds DEFAULT = new Bounds(Duration.ofMinutes(10), 20_000, 16L << 20);

        public Bounds {
            if (time.isNegative() || time.isZero() || events < 1 || bytes < 1) {
                throw new IllegalArgumentException("bounds are greater than 0");
            }
        }
    }

    /**
     * An event and its place.
     *
     * @param number one greater than that of the event before; from 1 on
     */
    public record Entry(long number, MonitorEvent event) {}

    /**
     * What a reader gets.
     *
     * @param missed events that were gone before it came for them
     * @param entries the next ones, which follow each other; empty if there were none in time
     * @param number of the last one that it has now: where it goes on
     */
    public record Batch(long missed, List<Entry> entries, long number) {}

    private final Bounds bounds;
    private final Clock clock;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** An event is at its number modulo the length. */
    private final Entry[] ring;

    /** The last state of each device that is too old to be kept: it may still be in it. */
    private final Map<String, State> states = new LinkedHashMap<>();

    private long first = 1;
    private long last;
    private long weight;
    private boolean closed;

    /** Bounded as {@link Bounds#DEFAULT}. */
    public EventLog() {
        this(Bounds.DEFAULT, Clock.systemUTC());
    }

    /** @param clock tells how old events are */
    public EventLog(Bounds bounds, Clock clock) {
        this.bounds = bounds;
        this.clock = clock;
        ring = new Entry[bounds.events()];
    }

    /** Another one with each log, so that numbers of an earlier one aren't taken for its own. */
    public String run() {
        return run;
    }

    /** How much is kept. */
    public Bounds bounds() {
        return bounds;
    }

    /** The time by the clock that tells how old events are. */
    Instant now() {
        return clock.instant();
    }

    /** Adds an event. */
    public void add(MonitorEvent event) {
        Instant oldest = oldest();
        lock.lock();
        try {
            if (last - first + 1 == ring.length) {
                removeFirst();
            }
            last++;
            ring[index(last)] = new Entry(last, event);
            weight += event.weight();
            while (weight > bounds.bytes() && first < last) {
                removeFirst();
            }
            removeBefore(oldest);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The events that follow one, as many as are given at once. Waits for some.
     *
     * @param number of the last one that the reader has; 0 if it has none yet, and so has missed none
     * @param patience how long to wait
     */
    public Batch after(long number, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (last <= number && left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            removeBefore(oldest());
            return next(number);
        } finally {
            lock.unlock();
        }
    }

    /** In which state devices were before the events that are kept; each has the number of the last event that isn't. */
    public List<Entry> earlierStates() {
        lock.lock();
        try {
            removeBefore(oldest());
            return states.values().stream()
                    .map(state -> new Entry(first - 1, state))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /** No reader waits any more. Events may be added and read as before. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Does no reader wait any more? */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private Batch next(long number) {
        long from = Math.max(number + 1, first);
        long most = Math.min(last, from + MOST_AT_ONCE - 1);
        List<Entry> found = new ArrayList<>();
        long to = from - 1;
        for (long much = 0; to < most && much < MUCH_AT_ONCE; to++) {
            Entry entry = ring[index(to + 1)];
            found.add(entry);
            much += entry.event().weight();
        }
        return new Batch(number == 0 ? 0 : from - number - 1, found, Math.max(number, to));
    }

    private Instant oldest() {
        return now().minus(bounds.time());
    }

    private void removeBefore(Instant oldest) {
        while (first <= last && ring[index(first)].event().origin().time().isBefore(oldest)) {
            removeFirst();
        }
    }

    private void removeFirst() {
        MonitorEvent event = ring[index(first)].event();
        weight -= event.weight();
        if (event instanceof State state
                && (states.size() < MOST_DEVICES
                        || states.containsKey(state.origin().device()))) {
            states.put(state.origin().device(), state);
        }
        ring[index(first)] = null;
        first++;
    }

    private int index(long number) {
        return (int) (number % ring.length);
    }
}
