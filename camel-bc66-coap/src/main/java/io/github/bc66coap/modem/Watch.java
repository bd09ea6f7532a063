// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Instant;
import java.util.concurrent.CopyOnWriteArrayList;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.bc66coap.at.EventLoop;
import io.github.bc66coap.modem.api.ModemEvent;
import io.github.bc66coap.modem.api.ModemWatcher;

/** A modem's way to its watchers. While there are none, each place where something happens reads one field and makes no event. */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final String device;
    private final EventLoop loop;
    private final CopyOnWriteArrayList<ModemWatcher> watchers;
    private final LogLimit failed;

    /** @param watchers any thread may add and remove some */
    Watch(String device, EventLoop loop, CopyOnWriteArrayList<ModemWatcher> watchers) {
        this.device = device;
        this.loop = loop;
        this.watchers = watchers;
        this.failed = new LogLimit(loop, LOG::error);
    }

    /** From any thread. */
    boolean isOn() {
        return !watchers.isEmpty();
    }

    Instant now() {
        return loop.now();
    }

    void tell(ModemEvent event) {
        for (ModemWatcher watcher : watchers) {
            try {
                watcher.onEvent(device, event);
            } catch (Throwable e) {
                // whatever it is, even checked exceptions of other languages: watching must not harm a modem
                failed.log("{}: one who watches failed: {}", device, e);
            }
        }
    }
}
