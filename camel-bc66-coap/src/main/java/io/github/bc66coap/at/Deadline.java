// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.at;

import java.time.Duration;

/**
 * A deadline that is extended by the time that the line spends on incoming bytes. The extension is bounded, so that a flooded line
 * can't postpone it for ever.
 */
final class Deadline {
    private static final int MAX_CREDIT_FACTOR = 4;

    private final EventLoop loop;
    private final Runnable expired;
    private final long maxCredit;
    private long credit;
    private long granted;
    private EventLoop.Timer timer;

    Deadline(EventLoop loop, Duration patience, Runnable expired) {
        this.loop = loop;
        this.expired = expired;
        this.maxCredit = MAX_CREDIT_FACTOR * patience.toNanos();
        this.timer = loop.schedule(patience, this::fire);
    }

    void credit(Duration time) {
        credit = Math.min(credit + time.toNanos(), maxCredit);
    }

    void cancel() {
        timer.cancel();
    }

    private void fire() {
        long more = credit - granted;
        if (more > 0) {
            granted = credit;
            timer = loop.schedule(Duration.ofNanos(more), this::fire);
        } else {
            expired.run();
        }
    }
}
