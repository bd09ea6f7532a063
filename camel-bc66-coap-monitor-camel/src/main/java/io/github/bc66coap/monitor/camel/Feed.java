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
 * What a pool's modems tell, on its way to the log that the page reads. Modems put it into a bounded queue, from any thread, without a lock;
 * one thread empties that, and makes of each event what is shown. What there is no room for is counted, and the page is told.
 */
final class Feed implements ModemWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    /** What comes between two looks at the queue, from many modems; an event holds up to a message. */
    static final int CAPACITY = 5000;

    private static final Set<Counter> MESSAGES = EnumSet.of(
            Counter.REQUESTS_SENT, Counter.REPLIES_SENT, Counter.REQUESTS_RECEIVED, Counter.RESPONSES_RECEIVED);

    private record Told(String device, ModemEvent event) {}

    private record Counted(long messages, long nanos) {}

    private final ModemPool modems;
    private final EventLog log;
    private final Shown shown;
    private final LongSupplier nanoTime;
    private final Queue<Told> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger length = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    // of the one thread
    private final Map<String, DeviceEvents> devices = new HashMap<>();
    private final Map<String, Counted> counted = new HashMap<>();

    Feed(ModemPool modems, EventLog log, Shown shown, LongSupplier nanoTime) {
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
            waiting.add(new Told(device, event));
        }
    }

    /** What happens regularly goes on, whatever happens. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("something isn't shown", e);
        }
    }

    /** Shows what waits. */
    void drain() {
        guarded(this::showWaiting);
    }

    /** Takes figures from each modem, which asks its module nothing. */
    void sample() {
        guarded(this::showFigures);
    }

    /** No more than fits into the queue, so that figures get their turn. */
    private void showWaiting() {
        for (int i = 0; i < CAPACITY; i++) {
            Told told = waiting.poll();
            if (told == null) {
                break;
            }
            length.decrementAndGet();
            show(told);
        }
        long gone = lost.getAndSet(0);
        if (gone > 0) {
            log.add(new Note(
                    new Origin(Instant.now(), "", null),
                    Note.Level.WARN,
                    gone + " events aren't shown: they came faster than they could be"));
        }
    }

    private void show(Told told) {
        try {
            device(told.device()).tell(told.event());
        } catch (RuntimeException e) {
            // what follows is shown
            LOG.warn("{}: an event can't be shown", told.device(), e);
        }
    }

    private DeviceEvents device(String device) {
        return devices.computeIfAbsent(device, name -> new DeviceEvents(name, shown, log::add));
    }

    /** Shows the states that the modems have by now; what changes later is told. */
    void begin() {
        for (Modem modem : modems.modems()) {
            log.add(Shown.state(origin(modem), modem.state()));
        }
    }

    private void showFigures() {
        devices.values().forEach(DeviceEvents::settle);
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

    /** Nothing the first time. */
    private Double rate(Modem modem) {
        Map<Counter, Long> totals = modem.totals();
        long messages = MESSAGES.stream().mapToLong(totals::get).sum();
        Counted now = new Counted(messages, nanoTime.getAsLong());
        Counted before = counted.put(modem.settings().device(), now);
        // another modem on the same device counts from nothing
        return before == null || before.messages() > messages || before.nanos() == now.nanos()
                ? null
                : (messages - before.messages()) * 1e9 / (now.nanos() - before.nanos());
    }

    private static Origin origin(Modem modem) {
        return new Origin(Instant.now(), modem.settings().device(), null);
    }
}
