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
 * The events of the last minutes. Time, number and memory are bounded; the oldest events are removed first.
 *
 * <p>Thread-safe. Writers never wait for readers: the lock is held only to copy references. A slow reader learns how many events it has
 * missed.
 */
public final class EventLog {
    /** Most events in one batch. */
    private static final int MOST_AT_ONCE = 500;
    /** Most bytes in one batch. As JSON, a peer's text is up to six times as long. */
    private static final long MUCH_AT_ONCE = 256 << 10;
    /** Earlier states are kept for at most so many devices. */
    private static final int MOST_DEVICES = 1000;

    /**
     * The bounds of a log.
     *
     * @param time older events are removed
     * @param events maximum number of events
     * @param bytes maximum memory, approximately
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
     * An event with its number.
     *
     * @param number 1 for the first event, then rising by one
     */
    public record Entry(long number, MonitorEvent event) {}

    /**
     * The next events for a reader.
     *
     * @param missed the number of events removed before the reader got them
     * @param entries the next events, without gaps; empty if none came in time
     * @param number of the last event; the next batch continues after it
     */
    public record Batch(long missed, List<Entry> entries, long number) {}

    private final Bounds bounds;
    private final Clock clock;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Indexed by the number of the event modulo the length. */
    private final Entry[] ring;

    /** The last removed state of each device, which may still be its state. */
    private final Map<String, State> states = new LinkedHashMap<>();

    private long first = 1;
    private long last;
    private long weight;
    private boolean closed;

    /** Bounded as {@link Bounds#DEFAULT}. */
    public EventLog() {
        this(Bounds.DEFAULT, Clock.systemUTC());
    }

    /** @param clock for the age of events */
    public EventLog(Bounds bounds, Clock clock) {
        this.bounds = bounds;
        this.clock = clock;
        ring = new Entry[bounds.events()];
    }

    /** Differs for each log, so that numbers of an earlier log are recognised. */
    public String run() {
        return run;
    }

    public Bounds bounds() {
        return bounds;
    }

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
     * The next batch of events. Waits for the first one.
     *
     * @param number of the reader's last event; 0 if it has none, and has missed none
     * @param limit how long to wait
     */
    public Batch after(long number, Duration limit) throws InterruptedException {
        long left = limit.toNanos();
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

    /** The states of devices before the kept events. Each has the number of the last removed event. */
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

    /** Wakes all readers. Events can still be added and read. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

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
