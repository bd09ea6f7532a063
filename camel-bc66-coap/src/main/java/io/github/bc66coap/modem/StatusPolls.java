// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.modem;

import java.time.Duration;

/** When to ask the module about its last CON: as it retransmits, after 2, 4, 8, 16 seconds, then no more often. */
final class StatusPolls {
    static final Duration FIRST = Duration.ofSeconds(2);

    private static final Duration LAST = Duration.ofSeconds(16);

    private StatusPolls() {}

    /** How long to wait after one that was waited for so long. */
    static Duration after(Duration delay) {
        Duration doubled = delay.multipliedBy(2);
        return doubled.compareTo(LAST) < 0 ? doubled : LAST;
    }
}
