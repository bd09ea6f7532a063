// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.simulator.at;

import java.time.Duration;

/** How long commands take. The note gives maximum response times only (300 ms for all commands of section 2.3). */
@FunctionalInterface
public interface Timing {
    /** The time between a command line (or the end of its data) and the reply. */
    Duration latency(String commandLine);

    /** The same for all commands. */
    static Timing constant(Duration latency) {
        return line -> latency;
    }
}
