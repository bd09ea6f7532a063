// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.modem.Modem;
import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.modem.api.Counter;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.modem.api.ModemWatcher;
import io.github.bc66coap.modem.api.SignalStrength;
import io.github.bc66coap.monitor.EventLog;
import io.github.bc66coap.monitor.MonitorEvent;
import io.github.bc66coap.monitor.MonitorEvent.Note;
import io.github.bc66coap.monitor.MonitorEvent.Origin;
import io.github.bc66coap.monitor.MonitorEvent.Sample;

/**
 * Passes the events of a pool's modems to the log of the page. Modems add to a bounded queue, on any thread, without a lock. One thread
 * drains the queue and converts each event. When the queue is full, events are counted, and the page shows their number.
 */
final class Feed implements ModemWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    /** Enough for the events of many modems between two drains. An event holds up to one message. */
    static final int CAPACITY = 5000;

    private static final Set<Counter> MESSAGES = EnumSet.of(
            Counter.REQUESTS_SENT, Counter.REPLIES_SENT, Counter.REQUESTS_RECEIVED, Counter.RESPONSES_RECEIVED);

    private record Report(String device, ModemEvent event) {}

    private record Count(long messages, long nanos) {}

    private final ModemPool modems;
    private final EventLog log;
    private final PageText shown;
    private final LongSupplier nanoTime;
    private final Queue<Report> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    // used by the one thread only
    private final Map<String, DeviceEvents> devices = new HashMap<>();
    private final Map<String, Count> counted = new HashMap<>();

    Feed(ModemPool modems, EventLog log, PageText shown, LongSupplier nanoTime) {
        this.modems = modems;
        this.log = log;
        this.shown = shown;
        this.nanoTime = nanoTime;
    }

    @Override
    public void onEvent(String device, ModemEvent event) {
        if (length.incrementAndGet() > CAPACITY) {
            length.decrementAndGet();
            lost.incrementAndGet();
        } else {
            waiting.add(new Report(device, event));
        }
    }

    /** Keeps a scheduled task alive: it would end with an exception. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("something isn't shown", e);
        }
    }

    /** Shows the waiting events. */
    void drain() {
        guarded(this::showWaiting);
    }

    /** Samples the figures of each modem, without asking its module. */
    void sample() {
        guarded(this::showFigures);
    }

    /** Shows at most a full queue, so that figures get their turn. */
    private void showWaiting() {
        for (int i = 0; i < CAPACITY; i++) {
            Report report = waiting.poll();
            if (report == null) {
                break;
            }
            length.decrementAndGet();
            show(report);
        }
        long gone = lost.getAndSet(0);
        if (gone > 0) {
            log.add(new Note(
                    new Origin(Instant.now(), "", null),
                    Note.Level.WARN,
                    gone + " events aren't shown: they came faster than they could be"));
        }
    }

    private void show(Report report) {
        try {
            device(report.device()).onEvent(report.event());
        } catch (RuntimeException e) {
            // later events are still shown
            LOG.warn("{}: an event can't be shown", report.device(), e);
        }
    }

    private DeviceEvents device(String device) {
        return devices.computeIfAbsent(device, name -> new DeviceEvents(name, shown, log::add));
    }

    /** Shows the current states of the modems. Later changes are events. */
    void begin() {
        for (Modem modem : modems.modems()) {
            log.add(PageText.state(origin(modem), modem.state()));
        }
    }

    private void showFigures() {
        devices.values().forEach(DeviceEvents::releaseOld);
        Set<String> present = new HashSet<>();
        for (Modem modem : modems.modems()) {
            present.add(modem.settings().device());
            log.add(sample(modem));
        }
        counted.keySet().retainAll(present);
        devices.keySet().retainAll(present);
    }

    private MonitorEvent sample(Modem modem) {
        String device = modem.settings().device();
        Integer signal =
                modem.snapshot().signal().map(aged -> signal(aged.value())).orElse(null);
        return new Sample(
                origin(modem),
                rate(modem),
                device(device).latency(),
                modem.traffic().waiting(),
                signal);
    }

    private static Integer signal(SignalStrength strength) {
        return strength.dBm().isPresent() ? strength.dBm().getAsInt() : null;
    }

    /** Messages a second since the last call; {@code null} on the first call. */
    private Double rate(Modem modem) {
        Map<Counter, Long> totals = modem.totals();
        long messages = MESSAGES.stream().mapToLong(totals::get).sum();
        Count now = new Count(messages, nanoTime.getAsLong());
        Count before = counted.put(modem.settings().device(), now);
        // a new modem on the same device counts from 0
        return before == null || before.messages() > messages || before.nanos() == now.nanos()
                ? null
                : (messages - before.messages()) * 1e9 / (now.nanos() - before.nanos());
    }

    private static Origin origin(Modem modem) {
        return new Origin(Instant.now(), modem.settings().device(), null);
    }
}
