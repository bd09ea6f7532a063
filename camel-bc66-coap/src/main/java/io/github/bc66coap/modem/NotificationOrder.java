// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import io.github.bc66coap.at.EventLoop;

/** Whether a notification is newer than the last one (RFC 7641 section 3.4). */
final class NotificationOrder {
    private static final int HALF = 1 << 23;
    private static final long ALWAYS_NEWER_AFTER_NANOS = 128_000_000_000L;

    private final EventLoop loop;
    private boolean any;
    private int last;
    private long lastTime;

    NotificationOrder(EventLoop loop) {
        this.loop = loop;
    }

    /** Whether the notification with this sequence number, 0 to 2^24 - 1, is the newest, which it is from now on. */
    boolean accept(int sequence) {
        long now = loop.nanoTime();
        boolean fresh = !any
                || (last < sequence && sequence - last < HALF)
                || (last > sequence && last - sequence > HALF)
                || now - lastTime > ALWAYS_NEWER_AFTER_NANOS;
        if (fresh) {
            any = true;
            last = sequence;
            lastTime = now;
        }
        return fresh;
    }

    /** After a new registration any number is newer. */
    void reset() {
        any = false;
    }
}
