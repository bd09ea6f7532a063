// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.monitor.camel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.bc66coap.modem.ModemPool;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.modem.api.ModemState;
import io.github.bc66coap.monitor.EventLog;
import io.github.bc66coap.monitor.MonitorEvent;

import static org.assertj.core.api.Assertions.assertThat;

class FeedTest {
    private static final ModemState READY = new ModemState(ModemState.Phase.READY, "", 0, Duration.ZERO);

    private final EventLog log = new EventLog();
    private final Feed feed =
            new Feed(new ModemPool(modem -> {}, name -> Thread::new), log, new PageText(false), System::nanoTime);

    private void tell(int count) {
        for (int i = 0; i < count; i++) {
            feed.onEvent("dev", new ModemEvent.State(Instant.now(), READY));
        }
    }

    private long shown(Class<? extends MonitorEvent> kind) throws InterruptedException {
        long number = 0;
        long count = 0;
        EventLog.Batch batch;
        do {
            batch = log.after(number, Duration.ZERO);
            number = batch.number();
            count += batch.entries().stream()
                    .map(EventLog.Entry::event)
                    .filter(kind::isInstance)
                    .count();
        } while (!batch.entries().isEmpty());
        return count;
    }

    @Test
    void eventsBeyondTheCapacityAreCountedInANote() throws InterruptedException {
        tell(Feed.CAPACITY + 17);
        feed.drain();
        assertThat(shown(MonitorEvent.State.class)).isEqualTo(Feed.CAPACITY);
        List<EventLog.Entry> last = log.after(Feed.CAPACITY, Duration.ZERO).entries();
        assertThat(((MonitorEvent.Note) last.get(0).event()).text()).startsWith("17 events aren't shown");
        tell(3);
        feed.drain();
        assertThat(shown(MonitorEvent.State.class)).as("there is room again").isEqualTo(Feed.CAPACITY + 3);
        assertThat(shown(MonitorEvent.Note.class)).as("told once").isEqualTo(1);
    }

    @Test
    void aBrokenEventDoesNotHoldUpLaterEvents() throws InterruptedException {
        feed.onEvent("dev", new ModemEvent.State(Instant.now(), null));
        tell(1);
        feed.drain();
        assertThat(shown(MonitorEvent.State.class)).isEqualTo(1);
    }
}
