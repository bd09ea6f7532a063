// SPDX-FileCopyrightText: 2026 the camel-bc66-coap authors
// SPDX-License-Identifier: Apache-2.0
package io.github.bc66coap.camel;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Counts refused endpoints and logs one a minute, because strangers can cause refusals at will. Thread-safe. */
final class RefusedEndpoints {
    private final LongAdder all = new LongAdder();
    private final LogQuota quota;
    private final Consumer<String> log;

    RefusedEndpoints(LongSupplier nanoTime, Consumer<String> log) {
        this.quota = new LogQuota(1, nanoTime);
        this.log = log;
    }

    /** Counts a refusal and returns its reason. */
    IllegalArgumentException add(IllegalArgumentException reason) {
        all.increment();
        long withheld = quota.admit();
        if (withheld >= 0) {
            log.accept("Refused an endpoint: " + reason.getMessage()
                    + (withheld > 0 ? " (and " + withheld + " more since the last such line)" : ""));
        }
        return reason;
    }

    long count() {
        return all.sum();
    }
}
