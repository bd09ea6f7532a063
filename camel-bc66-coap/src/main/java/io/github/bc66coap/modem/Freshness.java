/*
 * Copyright 2026 the camel-bc66-coap authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.bc66coap.modem;

import io.github.bc66coap.at.EventLoop;

/** Tells whether a notification is newer than the last one (RFC 7641 section 3.4). Belongs to the event loop. */
final class Freshness {
    private static final int HALF = 1 << 23;
    private static final long ALWAYS_NEWER_AFTER_NANOS = 128_000_000_000L;

    private final EventLoop loop;
    private boolean any;
    private int last;
    private long lastTime;

    Freshness(EventLoop loop) {
        this.loop = loop;
    }

    /** Whether a notification with this sequence number, 0 to 2^24 - 1, is the newest; if so, it is the last one now. */
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

    /** A new registration: whatever comes next is fresh. */
    void reset() {
        any = false;
    }
}
